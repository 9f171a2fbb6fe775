// What does a contract look like on the wire, and by what can contracts be filtered?
import { z } from 'zod'
import { contractAnswer } from './answer-schemas.ts'
import { WITHHOLDING_PRECISIONS, WITHHOLDING_REASONS } from './withholding.ts'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })
const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]).filter((one) => one !== ''))

/** An empty form field arrives as an empty text and means "not filtered". */
const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), day.optional())

/** The one filter of the list page, its twins and the API. A key that is not here is refused, never passed over. */
export const contractFilters = z.strictObject({
  q: z.string().trim().max(200).optional().meta({ description: 'Words; "quoted phrases"; -excluded' }),
  authority: many.optional().meta({ description: 'Slugs of authorities' }),
  current_end_from: optionalDay,
  current_end_to: optionalDay,
  end_not_stated: z.enum(['include', 'exclude']).default('include'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export type ContractFilters = z.infer<typeof contractFilters>

const amount = z.object({
  pounds: z.string().regex(/^-?\d+\.\d{2}$/),
  field: z.enum(['value_whole_term_net', 'value_whole_term_gross', 'value_annual', 'value']),
})

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

export const contractPage = z.object({
  total: z.number().int(),
  total_is_capped: z.boolean().meta({ description: 'There are more than `total`' }),
  end_not_stated: z.number().int().meta({ description: 'How many of them state no current end' }),
  contracts: z.array(contractSummary),
  next_cursor: z.string().nullable(),
})

export type ContractPage = z.infer<typeof contractPage>
