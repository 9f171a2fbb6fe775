// What does the record of changes look like on the wire, and by what is it filtered?
import { z } from 'zod'

const text = (most: number) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.string().trim().max(most).optional())

/** A key that is not here is refused. `before` is the number of the last act shown; acts come the latest first. */
export const auditFilters = z.strictObject({
  authority: text(80).meta({ description: 'Slug' }),
  actor: text(100).meta({ description: 'As the record names it: person:…, key:…, operator' }),
  action: text(60).meta({ description: 'An act, such as return.published, or its first word: return' }),
  subject: text(200).meta({ description: 'Id of what was acted on' }),
  day: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.iso.date().min(10).optional().meta({ description: 'Calendar day in London' }),
  ),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export type AuditFilters = z.infer<typeof auditFilters>

export const auditAct = z.object({
  id: z.number().int(),
  happened_at: z.iso.datetime(),
  actor: z.string(),
  actor_name: z.string().nullable().meta({ description: 'Of the person or key, as long as there is one' }),
  action: z.string(),
  authority: z.object({ slug: z.string(), name: z.string() }).nullable(),
  subject_kind: z.string(),
  subject_id: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})

export type AuditAct = z.infer<typeof auditAct>

export const auditPage = z.object({ acts: z.array(auditAct), next_before: z.number().int().nullable() })

/** What the public is told of a correction: that it was made, never what stood there before or stands there now. */
export const publicCorrection = z.object({
  id: z.number().int(),
  happened_at: z.iso.datetime(),
  action: z.string(),
  authority: z.object({ slug: z.string(), name: z.string() }),
  contract_id: z.uuid().nullable(),
  return_id: z.uuid().nullable(),
})

export type PublicCorrection = z.infer<typeof publicCorrection>

export const correctionFilters = auditFilters.pick({ authority: true, before: true, limit: true })

export const correctionPage = z.object({
  corrections: z.array(publicCorrection),
  next_before: z.number().int().nullable(),
})
