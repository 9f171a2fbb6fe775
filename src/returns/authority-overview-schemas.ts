// What is told of an authority's part of the register, on pages and by the API?
import { z } from 'zod'
import { contractSummary } from '../contracts/contract-schemas.ts'
import { deploymentSummary } from '../technologies/deployment-schemas.ts'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })
const count = z.number().int()

export const authorityOverview = z.object({
  slug: z.string(),
  name: z.string(),
  official_name: z.string(),
  gss_code: z.string(),
  in_london: z.boolean(),
  contracts: count.meta({ description: 'Public contracts' }),
  running: count.meta({ description: 'Of them, those whose current end is today or later' }),
  ending_within_year: count.meta({ description: 'Of those, the ones that end within a year' }),
  technologies: count.meta({ description: 'Products that it reports to run' }),
  suppliers: count.meta({ description: 'Suppliers of its contracts' }),
  last_contracts_return_on: day.nullable().meta({ description: 'Published last; null when there is none' }),
  last_systems_return_on: day.nullable(),
  quality: z
    .object({ points: count, scored_on: day })
    .nullable()
    .meta({ description: '0 to 100, as last measured' }),
  is_sample: z.boolean().meta({ description: 'All that it published is made up' }),
})

export type AuthorityOverview = z.infer<typeof authorityOverview>

export const authorityList = z.object({ authorities: z.array(authorityOverview) })

const publishedReturn = z.object({
  id: z.uuid(),
  kind: z.enum(['contracts', 'systems']),
  received_on: day,
  published_on: day,
  rows: count.nullable(),
  is_latest: z.boolean(),
})

export type PublishedReturn = z.infer<typeof publishedReturn>

export const authorityDetail = authorityOverview.extend({
  systems: z.object({
    total: count,
    deployments: z.array(deploymentSummary).meta({ description: 'The first hundred; all by /deployments' }),
  }),
  ending: z.object({
    total: count,
    contracts: z.array(contractSummary).meta({ description: 'The soonest to end within two years' }),
  }),
  main_suppliers: z
    .array(z.object({ slug: z.string(), name: z.string(), contracts: count }))
    .meta({ description: 'Those with most contracts' }),
  returns: z.array(publishedReturn).meta({ description: 'Published, the latest first' }),
})

export type AuthorityDetail = z.infer<typeof authorityDetail>
