// What does a return look like on the wire?
import { z } from 'zod'

const instant = z.iso.datetime()

export const returnState = z.enum([
  'received',
  'reading',
  'read',
  'publishing',
  'published',
  'withdrawn',
  'refused',
  'failed',
])

export type ReturnState = z.infer<typeof returnState>

const columnMapping = z.object({
  column: z.number().int().meta({ description: 'Column of the file, 1 = first' }),
  heading: z.string(),
  field: z.string().nullable(),
  confidence: z.number(),
  ambiguous: z.boolean(),
})

const returnCounts = z.object({
  read: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  ignored: z.number().int(),
  blank: z.number().int(),
})

export const returnDetail = z.object({
  id: z.uuid(),
  authority: z.object({ slug: z.string(), name: z.string() }),
  kind: z.enum(['contracts', 'systems']),
  state: returnState,
  file: z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() }),
  is_sample: z.boolean(),
  received_at: instant,
  received_by: z.string(),
  read_at: instant.nullable(),
  published_at: instant.nullable(),
  withdrawn_at: instant.nullable(),
  rows_so_far: z.number().int().meta({ description: 'Rows read up to now, while it is being read' }),
  counts: returnCounts.nullable(),
  mapping: z.array(columnMapping).nullable(),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  publish_when_read: z.boolean().meta({ description: 'It is published by itself once it has been read' }),
  held_back: z.boolean().meta({
    description: 'It was to be published by itself, and waits: for an answer, or for errors to be looked at',
  }),
  open_questions: z.number().int().meta({ description: 'Headings whose meaning nobody has said yet' }),
  must_confirm: z
    .number()
    .int()
    .meta({ description: 'Those of them that must be answered before it can be published' }),
  contracts: z
    .object({
      new: z.number().int(),
      changed: z.number().int(),
      unchanged: z.number().int(),
      missing: z.number().int().meta({ description: 'In the register, but not in this file' }),
    })
    .nullable()
    .meta({ description: 'What publishing it did to the register' }),
})

export type ReturnDetail = z.infer<typeof returnDetail>

export const returnIssue = z.object({
  id: z.number().int(),
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  line: z.number().int().nullable(),
  data_row: z.number().int().nullable(),
  column: z.number().int().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  corrected_from: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Of a cell that was corrected: the text as typed' }),
  message: z.string(),
  suggestion: z.string().nullable(),
})

export type ReturnIssue = z.infer<typeof returnIssue>

export const issueGroup = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  count: z.number().int(),
})

export type IssueGroup = z.infer<typeof issueGroup>
