// What does a technology look like on the wire, and by what can technologies be filtered?
import { z } from 'zod'
import { deploymentDetail, endPrecision, many } from './deployment-schemas.ts'

/** The one filter of the list page and the API. A key that is not here is refused, never passed over. */
export const technologyFilters = z.strictObject({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Beginnings of words in product, maker, synonyms and former names' }),
  authority: many(z.string().max(200)).meta({ description: 'Slugs of authorities that report it' }),
  service_area: many(z.string().max(80)).meta({ description: 'Codes of service areas' }),
  reported: z
    .enum(['all', 'yes'])
    .default('all')
    .meta({ description: '`yes`: only what an authority reports; else every product known' }),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export type TechnologyFilters = z.infer<typeof technologyFilters>

export const technologySummary = z.object({
  slug: z.string(),
  product: z.string(),
  maker: z.string().nullable().meta({ description: 'Who makes it, by our list of products' }),
  makers_raw: z.array(z.string()).meta({ description: 'Who makes it, as authorities typed it' }),
  category: z.string().nullable(),
  service_areas: z.array(z.object({ code: z.string(), label: z.string() })),
  source: z.enum(['catalogue', 'sample', 'return']).meta({
    description: '`catalogue`: our list of products; `sample`: made up; `return`: known from returns only',
  }),
  authorities: z.number().int().meta({ description: 'How many authorities report it' }),
  is_sample: z.boolean(),
})

export type TechnologySummary = z.infer<typeof technologySummary>

export const technologyPage = z.object({
  total: z.number().int(),
  reported: z.number().int().meta({ description: 'How many of them an authority reports' }),
  technologies: z.array(technologySummary),
  next_cursor: z.string().nullable(),
})

export type TechnologyPage = z.infer<typeof technologyPage>

const authorities = z.array(z.object({ slug: z.string(), name: z.string() }))

export const technologyDetail = technologySummary.extend({
  other_names: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['synonym', 'former']),
      until_year: z.number().int().nullable(),
    }),
  ),
  deployments: z.array(deploymentDetail),
  contracts: z
    .array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        authority: z.object({ slug: z.string(), name: z.string() }),
        current_end_on: z.iso.date().nullable(),
        max_end_on: z.iso.date().nullable(),
        day_precision: endPrecision,
        is_sample: z.boolean(),
      }),
    )
    .meta({ description: 'Contracts that an officer said are for it, besides those under which it is run' }),
  not_reported: z.object({
    by_authorities_with_a_systems_return: authorities,
    no_systems_return: authorities,
  }),
})

export type TechnologyDetail = z.infer<typeof technologyDetail>
