// What may be asked by the W3C Reconciliation Service API 0.2?
import { z } from 'zod'

const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ id: z.string(), name: z.string().optional() }),
])

/** One question of a batch: a text to match, or properties alone. */
const question = z
  .strictObject({
    query: z.string().max(2_000).optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    limit: z.number().optional(),
    properties: z
      .array(z.object({ pid: z.string(), v: z.union([value, z.array(value)]) }))
      .max(20)
      .optional(),
    type_strict: z.enum(['any', 'should', 'all']).optional(),
  })
  .refine(
    ({ query, properties }) => query !== undefined || (properties ?? []).length > 0,
    'Give a query or properties.',
  )

export type ReconciliationQuestion = z.infer<typeof question>

/** No more than OpenRefine sends at once. */
export const questions = z
  .record(z.string(), question)
  .refine((batch) => Object.keys(batch).length <= 50, 'Ask at most 50 questions at once.')

export const extension = z.object({
  ids: z.array(z.string().max(200)).max(200),
  properties: z
    .array(z.object({ id: z.string(), settings: z.record(z.string(), z.unknown()).optional() }))
    .max(20),
})

export type ExtensionQuestion = z.infer<typeof extension>
