// What does a contract look like on the wire, and by what can contracts be filtered?
import { z } from 'zod'
import { contractAnswer } from './answer-schemas.ts'
import { COARSE_PRECISIONS, WITHHOLDING_PRECISIONS, WITHHOLDING_REASONS } from './withholding.ts'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })
const amount = z.object({
  pounds: z.string().regex(/^-?\d+\.\d{2}$/),
  field: z.enum(['value_whole_term_net', 'value_whole_term_gross', 'value_annual', 'value']),
})

const coarse = z.enum(COARSE_PRECISIONS)

/** The days that are less exact than a day; those that are not named are exact, or not stated. */
export const dayPrecision = z
  .object({
    signed_on: coarse,
    start_on: coarse,
    current_end_on: coarse,
    max_end_on: coarse,
    review_on: coarse,
  })
  .partial()
  .meta({
    description:
      'Days of which only the month, quarter or year is known; the day itself is then its last one, or its first for a start or a signature',
  })

export type DayPrecision = z.infer<typeof dayPrecision>

const supplier = z.object({
  name: z.string().meta({ description: 'As typed by the authority' }),
  role: z.string().nullable(),
  supplier: z
    .object({ slug: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'Null where the cell names no organisation: “Various”, a person, a redaction' }),
})

export const contractSummary = z.object({
  id: z.uuid(),
  authority: z.object({ slug: z.string(), name: z.string() }),
  local_reference: z.string().nullable(),
  title: z.string(),
  supplier_name_raw: z.string(),
  start_on: day.nullable(),
  current_end_on: day.nullable(),
  max_end_on: day.nullable(),
  day_precision: dayPrecision,
  value: amount.nullable(),
  confirmed_at: z.iso.datetime(),
  is_sample: z.boolean(),
})

export type ContractSummary = z.infer<typeof contractSummary>

const provenance = z.object({
  return_id: z.uuid(),
  file_name: z.string(),
  received_at: z.iso.datetime(),
  line: z.number().int(),
  column: z.number().int().nullable().meta({ description: 'Column of the file, 1 = first' }),
  heading: z.string().nullable(),
  raw: z.string().nullable().meta({ description: 'The cell as typed' }),
  corrected_to: z.string().optional().meta({
    description: 'What an officer said in review that the cell should hold; the value was read from it',
  }),
})

export const contractValue = z.object({
  field: z.string(),
  value: z.unknown(),
  word: z.string().optional().meta({ description: 'Stands in the cell instead of a value: TBC, Ongoing' }),
  provenance: z.array(provenance),
})

const withheld = z.object({
  field: z.string(),
  reason: z.enum(WITHHOLDING_REASONS),
  ground: z.string().nullable().meta({ description: 'Null where a marker in the return withholds the row' }),
  review_on: day.nullable(),
  precision: z.enum(WITHHOLDING_PRECISIONS).meta({ description: 'full: no value is given' }),
})

export type ContractValue = z.infer<typeof contractValue>

export const contractDetail = contractSummary.extend({
  description: z.string().nullable(),
  department: z.string().nullable(),
  suppliers: z.array(supplier),
  technologies: z.array(
    z.object({
      slug: z.string(),
      product: z.string(),
      known_from: z.enum(['systems_return', 'officer']).meta({
        description: 'Whether a systems return names the contract, or an officer of the authority said so',
      }),
    }),
  ),
  values: z.array(contractValue),
  withheld: z.array(withheld).meta({ description: 'What the authority keeps from the public, and why' }),
  versions: z.array(
    z.object({
      number: z.number().int(),
      return_id: z.uuid(),
      created_at: z.iso.datetime(),
      changed_fields: z.array(z.string()),
      changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
  answers: z
    .array(contractAnswer)
    .meta({ description: 'What the authority said when a return left the contract out, the latest last' }),
})

export type ContractDetail = z.infer<typeof contractDetail>

const facet = z.array(
  z.object({
    value: z.string().meta({ description: 'What to send in the filter' }),
    label: z.string().nullable().meta({ description: 'The name, where the value is none' }),
    contracts: z.number().int(),
  }),
)

const contractFacets = z.object({
  authority: facet,
  service_area: facet,
  supplier: facet.meta({ description: 'Those with most contracts' }),
  technology: facet.meta({ description: 'Those with most contracts' }),
  status: facet,
  route: facet,
  process_type: facet,
  end_year: facet.meta({ description: 'Years in which the current end lies' }),
  value_band: facet.meta({ description: 'Lower bounds of bands, in pounds' }),
  sme: facet,
  vcse: facet,
  age: facet,
})

export type ContractFacets = z.infer<typeof contractFacets>

const blankCount = z.number().int()

export const contractPage = z.object({
  total: z.number().int().meta({ description: 'How many match; 10,000 where `total_is_capped`' }),
  total_is_capped: z.boolean().meta({ description: 'There are more than `total`' }),
  not_stated: z
    .object({
      current_end: blankCount,
      max_end: blankCount,
      value: blankCount,
      service_area: blankCount,
      route: blankCount,
      process_type: blankCount,
      sme: blankCount,
      vcse: blankCount,
    })
    .meta({
      description:
        'How many contracts meet every other filter and do not state this: part of `total`, or left out where the filter says so',
    }),
  as_at: day.nullable().meta({ description: 'The past day whose register this is; null for today' }),
  order: z.enum(['match', 'end']).meta({ description: 'Best match first, or soonest to end first' }),
  correction: z
    .object({ typed: z.string(), searched: z.string() })
    .nullable()
    .meta({ description: 'What was searched for instead of words that the register does not hold' }),
  facets: contractFacets.optional().meta({
    description:
      'Each over the contracts that meet every other filter; of those counted where `total_is_capped`',
  }),
  contracts: z.array(contractSummary),
  next_cursor: z.string().nullable(),
})

export type ContractPage = z.infer<typeof contractPage>
