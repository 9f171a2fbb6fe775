// What is told of suppliers, on pages and by the API?
import { z } from 'zod'

const link = z.object({ slug: z.string(), name: z.string() })

export const supplierFilters = z.strictObject({
  q: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(1000).optional(),
})

export type SupplierFilters = z.infer<typeof supplierFilters>

export const supplierSummary = z.object({
  slug: z.string(),
  name: z.string(),
  spellings: z.number().int().meta({ description: 'Ways in which authorities type the name' }),
  company_numbers: z
    .array(z.string())
    .meta({ description: 'Of the company register; confirmed by it, not merely stated' }),
  authorities: z.array(link),
  contracts: z.number().int(),
})

export type SupplierSummary = z.infer<typeof supplierSummary>

export const supplierPage = z.object({
  suppliers: z.array(supplierSummary),
  next_cursor: z.string().nullable(),
})

export type SupplierPage = z.infer<typeof supplierPage>

export const supplierDetail = z.object({
  slug: z.string(),
  name: z.string(),
  names: z.array(
    z.object({
      name: z.string().meta({ description: 'As typed' }),
      company_number: z.string().nullable().meta({ description: 'As stated beside it' }),
      authorities: z.array(link),
      contracts: z.number().int(),
      why: z.string().meta({ description: 'Why this spelling stands for the supplier' }),
    }),
  ),
  identifiers: z.array(
    z.object({
      scheme: z.string(),
      value: z.string(),
      confirmed: z.boolean(),
      source: z.string(),
    }),
  ),
  registered_names: z.array(
    z.object({
      company_number: z.string(),
      name: z.string(),
      status: z.string(),
      held_until: z.string().nullable(),
      is_present: z.boolean(),
    }),
  ),
  parents: z.array(link),
  children: z.array(link),
  contracts_total: z.number().int(),
  contracts: z
    .array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        authority: link,
        current_end_on: z.string().nullable(),
        current_end_precision: z
          .enum(['month', 'quarter', 'year'])
          .nullable()
          .meta({ description: 'Where the day itself is not known' }),
        is_sample: z.boolean(),
      }),
    )
    .meta({ description: 'The fifty that end latest' }),
  judgements: z.array(
    z.object({
      verdict: z.enum(['same', 'different', 'unsure']),
      names: z.tuple([z.string(), z.string()]),
      reason: z.string(),
      made_at: z.string(),
      revoked_at: z.string().nullable(),
    }),
  ),
  not_sure: z
    .array(z.object({ supplier: link, names: z.tuple([z.string(), z.string()]), why: z.string() }))
    .meta({ description: 'Suppliers that may be the same; nobody has judged yet' }),
})

export type SupplierDetail = z.infer<typeof supplierDetail>
