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

/** As its authority sees it. */
export const withholding = z.object({
  id: z.number().int(),
  contract_id: z.uuid().nullable().meta({ description: 'Null: the field is withheld in every contract' }),
  field: z.string(),
  reason: z.enum(WITHHOLDING_REASONS),
  ground: z.string(),
  precision: z.enum(WITHHOLDING_PRECISIONS),
  review_on: z.iso.date(),
  decided_by: z.string(),
  decided_at: z.iso.datetime(),
})

export const withholdingList = z.object({ withholdings: z.array(withholding) })

/** A contract alone, or with `null` every contract of the authority, later ones too. */
export const withholdingPost = withholdingRequest.extend({
  contract_id: z.uuid().nullable().meta({ description: 'Null: in every contract of the authority' }),
})

export type WithholdingRequest = z.infer<typeof withholdingRequest>
