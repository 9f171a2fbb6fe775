// What do an officer's questions and answers about a return look like on the wire?
import { z } from 'zod'

const kind = z.enum(['contracts', 'systems'])
const fieldChoice = z.object({ field: z.string(), label: z.string() })

export const mappedColumn = z.object({
  column: z.number().int().meta({ description: 'Column of the file, 1 = first' }),
  heading: z.string(),
  field: z.string().nullable().meta({ description: 'How it is read; null: kept as sent, not used' }),
  confidence: z.number().meta({ description: '0 to 1' }),
  basis: z.string().meta({ description: 'profile: an officer said so; synonym, tokens, values: recognised' }),
  ambiguous: z.boolean(),
  samples: z.array(z.string()),
  question: z
    .object({ sentence: z.string(), must_confirm: z.boolean(), choices: z.array(fieldChoice) })
    .nullable(),
})

export type MappedColumnView = z.infer<typeof mappedColumn>

export const returnMapping = z.object({
  kind,
  kind_stated: z
    .boolean()
    .meta({ description: 'An officer said so; otherwise recognised from the headings' }),
  profile_version: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Version of what the authority said of its headings; null: nothing yet' }),
  columns: z.array(mappedColumn),
  vanished: z.array(z.string()).meta({ description: 'Headings known from before that this file has not' }),
  fields: z.array(fieldChoice).meta({ description: 'Every field a column of this kind of return can hold' }),
})

export type ReturnMapping = z.infer<typeof returnMapping>

export const mappingAnswers = z
  .strictObject({
    kind: kind.optional().meta({ description: 'Only to correct the kind that was recognised' }),
    headings: z
      .array(z.strictObject({ heading: z.string().min(1).max(500), field: z.string().max(60).nullable() }))
      .max(200)
      .default([])
      .meta({ description: 'What each heading means; null: leave the column out' }),
  })
  .refine(({ kind, headings }) => kind !== undefined || headings.length > 0, {
    message: 'Say what a heading means, or which kind of return it is.',
    path: ['headings'],
  })

export const returnCorrection = z.object({
  id: z.number().int(),
  data_row: z.number().int(),
  line: z.number().int().nullable(),
  column: z.number().int(),
  from_text: z.string(),
  to_text: z.string(),
  made_by: z.string(),
  made_at: z.iso.datetime(),
})

export type ReturnCorrection = z.infer<typeof returnCorrection>

const place = z.coerce.number().int().positive().max(2_147_483_647)
const cellText = z
  .string()
  .max(32_767)
  .refine((text) => !text.includes('\0'), 'Text cannot hold the character NUL.')

/** One suggestion, all suggestions alike, or a text typed by the officer. */
export const correctionRequest = z.union([
  z.strictObject({ issue: place }),
  z.strictObject({ code: z.string().max(60), column: place, typed: cellText.optional() }),
  z.strictObject({
    data_row: place,
    column: place,
    value: cellText,
    also_alike: z.boolean().optional().meta({
      description: 'Also every cell of the column with the same issue and the same text',
    }),
  }),
])

export type CorrectionRequest = z.infer<typeof correctionRequest>
