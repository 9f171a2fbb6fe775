// By what can contracts be filtered?
import { z } from 'zod'
import { many } from '../technologies/deployment-schemas.ts'
import { AGES, PROCESS_TYPES, ROUTES, STATUSES, VALUE_BASES, YES_NO } from './contract-filters.ts'

/** An empty form field arrives as an empty text and means "not filtered". */
const optional = <One extends z.ZodType>(one: One) =>
  z.preprocess((value) => (value === '' ? undefined : value), one.optional())

const day = optional(z.iso.date()).meta({ description: 'Calendar day, YYYY-MM-DD' })
const pounds = optional(z.string().regex(/^\d{1,12}(\.\d{1,2})?$/)).meta({
  description: 'Pounds, with two decimals at most',
})
const notStated = optional(z.enum(['include', 'exclude'])).meta({
  description: 'Whether contracts that do not state it are kept; they are unless `exclude` is sent',
})

const asked = {
  q: optional(z.string().trim().max(200)).meta({
    description: 'Words; “quoted phrases”; -excluded; begin*; or between alternatives',
    'x-examples': { software: { value: 'payroll' } },
  }),
  spelling: optional(z.enum(['correct', 'as_typed'])).meta({
    description: 'Mistyped words are corrected, and that is said, unless `as_typed` is sent',
  }),
  authority: many(z.string().max(200)).meta({
    description: 'Slugs of authorities',
    'x-examples': { one: { value: ['camden'] } },
  }),
  supplier: many(z.string().max(200)).meta({ description: 'Slugs of suppliers' }),
  technology: many(z.string().max(200)).meta({
    description: 'Slugs of technologies that the contract is for, by a systems return or an officer',
  }),
  service_area: many(z.string().max(200)).meta({
    description: 'Service areas as authorities write them; case and spacing do not matter',
  }),
  service_area_not_stated: notStated,
  status: many(z.enum(STATUSES)).meta({ description: 'Whether it runs today, has ended, or states no end' }),
  route: many(z.enum(ROUTES)).meta({ description: 'Route to market' }),
  route_not_stated: notStated,
  process_type: many(z.enum(PROCESS_TYPES)).meta({ description: 'Process by which it was let' }),
  process_type_not_stated: notStated,
  current_end_from: day,
  current_end_to: day.meta({
    description: 'Calendar day, YYYY-MM-DD',
    'x-examples': { nextYears: { value: '2030-03-31' } },
  }),
  end_not_stated: notStated,
  max_end_from: day,
  max_end_to: day,
  max_end_not_stated: notStated,
  value_from: pounds,
  value_to: pounds,
  value_basis: many(z.enum(VALUE_BASES)).meta({
    description: 'What the amount stands for; `value` is an amount whose basis is not stated',
  }),
  value_not_stated: notStated,
  sme: many(z.enum(YES_NO)).meta({
    description: 'Whether the supplier is a small or medium-sized enterprise',
  }),
  sme_not_stated: notStated,
  vcse: many(z.enum(YES_NO)).meta({
    description: 'Whether the supplier is a charity, voluntary or social enterprise',
  }),
  vcse_not_stated: notStated,
  age: many(z.enum(AGES)).meta({ description: 'Time since the authority last confirmed the contract' }),
  as_at: day.meta({
    description:
      'The register as it stood at the end of a past day; not together with supplier, technology or age',
  }),
}

/** Filters that ask about what the register knows today only. */
const NOT_OF_THE_PAST = ['supplier', 'technology', 'age'] as const

type Asked = z.infer<z.ZodObject<typeof asked>>

/** What may be asked of the whole list, as files have it. A key that is not here is refused, never passed over. */
export const listFilters = z.strictObject(asked).superRefine(inOrder)

export type ListFilters = z.infer<typeof listFilters>

/** The one filter of the list page, its twins and the API: the same for a page of the list. */
export const contractFilters = z
  .strictObject({
    ...asked,
    facets: optional(z.enum(['include', 'leave_out'])).meta({
      description:
        'Whether to count the contracts by what they can be filtered by; they are not unless `include` is sent',
    }),
    cursor: optional(z.string().max(300)).meta({
      description: 'Where the page begins: `next_cursor` of the page before',
    }),
    limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Contracts on a page' }),
  })
  .superRefine(inOrder)

function inOrder(filters: Asked, context: z.RefinementCtx): void {
  for (const name of ['current_end', 'max_end'] as const)
    backwards(context, `${name}_to`, filters[`${name}_from`], filters[`${name}_to`])
  backwards(context, 'value_to', amount(filters.value_from), amount(filters.value_to))
  if (filters.as_at !== undefined)
    for (const name of NOT_OF_THE_PAST)
      if (filters[name]?.length)
        context.addIssue({ code: 'custom', path: [name], message: 'is not known of a past day' })
}

export type ContractFilters = z.infer<typeof contractFilters>

function amount(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function backwards<Bound extends string | number>(
  context: z.RefinementCtx,
  path: string,
  from: Bound | undefined,
  to: Bound | undefined,
): void {
  if (from === undefined || to === undefined || from <= to) return
  context.addIssue({ code: 'custom', path: [path], message: 'comes before the value it is to follow' })
}
