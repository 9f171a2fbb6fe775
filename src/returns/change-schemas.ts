// What do the changes between a return and the register look like on the wire?
import { z } from 'zod'
import { contractAnswer } from '../contracts/answer-schemas.ts'

const day = z.iso.date()

export const changeKind = z.enum(['new', 'changed', 'unchanged', 'missing', 'missing_before']).meta({
  description:
    'missing: in the last publication and not in this return; missing_before: already absent from the last publication',
})

const changedField = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })

export const returnChange = z.object({
  position: z.number().int(),
  kind: changeKind,
  data_row: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Of a missing contract or system: a row that cannot be used and means it' }),
  line: z.number().int().nullable(),
  contract_id: z.uuid().nullable().meta({ description: 'Null for a new contract, and in a systems return' }),
  deployment_id: z
    .uuid()
    .nullable()
    .meta({ description: 'Null for a new system, and in a contracts return' }),
  technology: z.string().nullable().meta({ description: 'Slug of the technology of a deployment' }),
  local_reference: z.string().nullable(),
  title: z.string().meta({ description: 'The title of a contract, the name of a system' }),
  service_area: z.string().nullable(),
  supplier_name_raw: z.string(),
  current_end_on: day.nullable(),
  fields: z.array(changedField),
  answer: contractAnswer
    .nullable()
    .meta({ description: 'What the authority said last of a missing contract or system' }),
})

export type ReturnChange = z.infer<typeof returnChange>

export const changeCounts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  missing: z.number().int(),
  missing_before: z.number().int(),
})

export type ChangeCounts = z.infer<typeof changeCounts>

/** What is asked of the list; a key that is not here is refused. */
export const changeFilters = z.strictObject({
  kind: changeKind.optional(),
  after: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const changePage = z.object({
  counts: changeCounts,
  changes: z.array(returnChange),
  next_after: z.number().int().nullable(),
})
