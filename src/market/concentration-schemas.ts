// What is asked and told of how concentrated a market is?
import { z } from 'zod'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })
const optional = <Part extends z.ZodType>(part: Part) =>
  z.preprocess((value) => (value === '' ? undefined : value), part.optional())

/** A key that is not here is refused, never passed over. */
export const concentrationFilters = z.strictObject({
  scope: z
    .enum(['all', 'technology'])
    .default('all')
    .meta({ description: '`technology`: only contracts under which a technology is reported to run' }),
  service_area: optional(z.string().max(80)).meta({
    description: 'Code of a service area; goes before `scope`',
  }),
  by: z
    .enum(['entity', 'group'])
    .default('entity')
    .meta({ description: 'Legal entities, or groups by the links to parents that the register holds' }),
  as_at: optional(day).meta({
    description: 'As the register stood at the end of this day; today where not given',
  }),
})

export type ConcentrationFilters = z.infer<typeof concentrationFilters>

const ratio = z.number().min(0).max(1)

const measure = z.object({
  measure: z.enum(['count', 'annual_value']),
  why_not: z
    .string()
    .nullable()
    .meta({ description: 'Why no figure is given; null where figures are given' }),
  suppliers: z.number().int().nullable(),
  total: z.string().nullable().meta({ description: 'Contracts, or pounds a year with two decimals' }),
  cr1: ratio.nullable(),
  cr3: ratio.nullable(),
  cr5: ratio.nullable(),
  cr10: ratio.nullable(),
  cr15: ratio.nullable(),
  hhi: z.number().nullable().meta({ description: 'Sum of the squared percentages, 0 to 10,000; no grade' }),
  suppliers_to_half: z.number().int().nullable(),
  suppliers_to_nine_tenths: z.number().int().nullable(),
})

export type MeasureFigures = z.infer<typeof measure>

const held = z.object({
  amount: z.string().meta({ description: 'Contracts with up to two decimals, or pounds a year' }),
  share: ratio,
  running_share: ratio.meta({ description: 'Of this and all larger ones together' }),
})

const marketSupplier = z.object({
  slug: z.string(),
  name: z.string(),
  count: held.nullable(),
  annual_value: held.nullable(),
})

const basisCounts = z.object({
  stated: z.number().int().meta({ description: 'Stated a year, VAT not said' }),
  net: z.number().int().meta({ description: 'Without VAT' }),
  gross: z.number().int().meta({ description: 'With VAT' }),
  derived: z.number().int().meta({ description: 'Of these, worked out from a whole term and its length' }),
})

const coverage = z.object({
  contracts: z.number().int().meta({ description: 'Running on the day' }),
  attributed: z.number().int().meta({ description: 'With a supplier to be named' }),
  valued: z.number().int().meta({ description: 'With an amount a year' }),
  value_coverage: ratio,
  basis: basisCounts,
})

export const concentrationAnswer = z.object({
  scope: z.object({ code: z.string().nullable(), label: z.string() }),
  by: z.enum(['entity', 'group']),
  as_at: day,
  coverage,
  is_sample: z.boolean(),
  measures: z.array(measure),
  suppliers: z.array(marketSupplier),
})

export type ConcentrationAnswer = z.infer<typeof concentrationAnswer>

export const concentrationOverTime = z.object({
  scope: z.object({ code: z.string().nullable(), label: z.string() }),
  by: z.enum(['entity', 'group']),
  days: z.array(z.object({ as_at: day, coverage, measures: z.array(measure) })),
})

export type ConcentrationOverTime = z.infer<typeof concentrationOverTime>
