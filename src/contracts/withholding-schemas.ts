// What does somebody say who withholds a field?
import { z } from 'zod'
import { WITHHOLDING_PRECISIONS, WITHHOLDING_REASONS } from './withholding.ts'

export const withholdingRequest = z.strictObject({
  field: z.string().min(1).max(60),
  reason: z.enum(WITHHOLDING_REASONS),
  ground: z
    .string()
    .trim()
    .min(3)
    .max(300)
    .meta({ description: 'The statutory ground, shown to the public' }),
  precision: z.enum(WITHHOLDING_PRECISIONS).default('full'),
  review_on: z.iso.date().meta({ description: 'When the authority looks at it again' }),
})

export type WithholdingRequest = z.infer<typeof withholdingRequest>
