// What does it look like on the wire that an authority runs a technology, and by what can that be filtered?
import { z } from 'zod'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })

/** One value or several of a filter; an empty form field is none. */
export const many = <One extends z.ZodType<string>>(one: One) =>
  z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat().filter((each) => each !== '')),
    z.array(one).max(100).optional(),
  )

/** An empty form field arrives as an empty text and means "not filtered". */
const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), day.optional())

const hostingCode = z.enum(['cloud', 'saas', 'hosted', 'on_premises', 'hybrid', 'desktop'])
const statusCode = z.enum(['planned', 'live', 'retiring', 'retired'])

const slugs = (of: string) => many(z.string().max(200)).meta({ description: `Slugs of ${of}` })

/** A key that is not here is refused, never passed over. */
export const deploymentFilters = z.strictObject({
  authority: slugs('authorities'),
  technology: slugs('technologies'),
  supplier: slugs('suppliers'),
  service_area: many(z.string().max(80)).meta({ description: 'Codes of service areas' }),
  hosting: many(z.union([hostingCode, z.literal('not_stated')])),
  status: many(z.union([statusCode, z.literal('not_stated')])),
  current_end_from: optionalDay,
  current_end_to: optionalDay,
  end_not_stated: z.enum(['include', 'exclude']).default('include'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export type DeploymentFilters = z.infer<typeof deploymentFilters>

const named = z.object({ slug: z.string(), name: z.string() })
const serviceArea = z.object({ code: z.string(), label: z.string() })

const precision = z.enum(['month', 'quarter', 'year'])

export const endPrecision = z
  .object({ current_end_on: precision, max_end_on: precision })
  .partial()
  .meta({ description: 'Where only the month, quarter or year is known' })

export const deploymentSummary = z.object({
  id: z.uuid(),
  authority: named,
  technology: z.object({ slug: z.string(), product: z.string() }),
  reported_as: z.string().meta({ description: 'The technology as the authority typed it' }),
  service_area_raw: z.string().nullable().meta({ description: 'As typed' }),
  service_area: serviceArea.nullable().meta({ description: 'Ours, where the text names one in full' }),
  hosting: z.string().nullable(),
  status: z.string().nullable(),
  users: z.number().int().nullable(),
  maker_raw: z.string().nullable().meta({ description: 'Who makes it, as typed' }),
  supplier_name_raw: z.string().nullable().meta({ description: 'Who supplies it, as typed' }),
  suppliers: z.array(z.object({ name: z.string(), role: z.string().nullable(), supplier: named.nullable() })),
  local_reference: z.string().nullable().meta({ description: 'Reference of the contract, as typed' }),
  contract: z
    .object({
      id: z.uuid(),
      title: z.string(),
      current_end_on: day.nullable(),
      max_end_on: day.nullable(),
      day_precision: endPrecision,
    })
    .nullable()
    .meta({ description: 'The one contract of the authority under that reference' }),
  current_end_on: day.nullable(),
  planned_replacement_on: day.nullable(),
  withheld: z
    .array(z.string())
    .meta({ description: 'Fields that the authority keeps from the public, here or of the contract' }),
  confirmed_at: z.iso.datetime(),
  is_sample: z.boolean(),
})

export type DeploymentSummary = z.infer<typeof deploymentSummary>

export const deploymentValue = z.object({
  field: z.string(),
  value: z.unknown(),
  word: z
    .string()
    .nullable()
    .meta({ description: 'What the cell says where it could not be read as a value' }),
  provenance: z.array(
    z.object({
      return_id: z.uuid(),
      file_name: z.string(),
      received_at: z.iso.datetime(),
      line: z.number().int(),
      column: z.number().int().meta({ description: 'Column of the file, 1 = first' }),
      heading: z.string(),
      raw: z.string().nullable().meta({ description: 'The cell as typed' }),
      corrected_to: z
        .string()
        .optional()
        .meta({ description: 'What an officer said in review that the cell should hold' }),
    }),
  ),
})

export type DeploymentValue = z.infer<typeof deploymentValue>

export const deploymentDetail = deploymentSummary.extend({ values: z.array(deploymentValue) })

export type DeploymentDetail = z.infer<typeof deploymentDetail>

export const deploymentPage = z.object({
  total: z.number().int(),
  end_not_stated: z.number().int().meta({ description: 'How many of them state no current end' }),
  deployments: z.array(deploymentSummary),
  next_cursor: z.string().nullable(),
})

export type DeploymentPage = z.infer<typeof deploymentPage>
