// What is asked and told of suppliers side by side?
import { z } from 'zod'
import { dayPrecision } from '../contracts/contract-schemas.ts'

const day = z.iso.date().nullable()
const count = z.number().int()
const pounds = z.string().meta({ description: 'Pounds with two decimals' })
const link = z.object({ slug: z.string(), name: z.string() })

export const comparisonFilters = z.strictObject({
  supplier: z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat().filter((each) => each !== '')),
      z.array(z.string().max(200)).max(5),
    )
    .meta({ description: 'Slugs of suppliers, five at most' }),
  q: z.string().trim().max(200).optional().meta({ description: 'On the page: looks for more suppliers' }),
})

export type ComparisonFilters = z.infer<typeof comparisonFilters>

const sums = z.object({
  contracts: count.meta({ description: 'Running contracts with such an amount' }),
  coverage: z.number().min(0).max(1).meta({ description: 'Of its running contracts' }),
  net: pounds,
  gross: pounds,
  not_stated: pounds.meta({ description: 'Nobody said whether with VAT' }),
})

const flag = z.object({ yes: count, no: count, not_stated: count })

export const comparedContract = z.object({
  id: z.uuid(),
  title: z.string(),
  authority: link,
  suppliers: z.array(z.string()).meta({ description: 'Slugs of those chosen that hold it' }),
  start_on: day,
  current_end_on: day,
  max_end_on: day,
  day_precision: dayPrecision,
})

export type ComparedContract = z.infer<typeof comparedContract>

export const comparedSupplier = link.extend({
  names: z.array(z.string()).meta({ description: 'As authorities type it' }),
  company_numbers: z.array(z.string()).meta({ description: 'Confirmed by the company register' }),
  stated_numbers: z.array(z.string()),
  group: z.array(link).meta({ description: 'Parents that the register links' }),
  contracts: z.object({
    running: count,
    over: count,
    to_come: count,
    held_with_others: count,
    as_sub_contractor: count,
  }),
  authorities: z.array(link.extend({ contracts: count })).meta({ description: 'With a running contract' }),
  service_areas: z.array(z.object({ label: z.string(), contracts: count })),
  service_area_not_stated: count,
  annual: sums,
  whole_term: sums,
  technologies_made: z.array(link),
  technologies_supplied: z.array(link).meta({ description: 'Supplied and made by somebody else' }),
  median_months: z
    .number()
    .nullable()
    .meta({ description: 'From start to current end, of all its contracts that state both' }),
  lengths_known: count,
  with_options: count.meta({ description: 'Running contracts that may be extended' }),
  end_moved_later: count.meta({ description: 'Contracts whose end a later return moved on' }),
  ends_in_24_months: count,
  sme: flag,
  vcse: flag,
  is_sample: z.boolean(),
})

export type ComparedSupplier = z.infer<typeof comparedSupplier>

const met = z.array(z.object({ slug: z.string(), name: z.string(), suppliers: z.array(z.string()) }))

export const comparisonAnswer = z.object({
  as_at: z.iso.date(),
  suppliers: z.array(comparedSupplier),
  meet: z.object({
    authorities: met.meta({ description: 'Where two or more of them have a running contract' }),
    service_areas: z.array(z.object({ label: z.string(), suppliers: z.array(z.string()) })),
    technologies: met,
    contracts_together: z.array(z.uuid()),
  }),
  contracts: z.array(comparedContract).meta({ description: 'Running, the soonest to end first' }),
})

export type ComparisonAnswer = z.infer<typeof comparisonAnswer>
