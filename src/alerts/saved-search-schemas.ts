// What is a saved search on the wire and in the table?
import { z } from 'zod'
import { type OpportunityFilters, opportunityFilters } from '../opportunities/opportunity-schemas.ts'
import { FREQUENCIES } from './frequency.ts'

/** What is asked for, as the list asks; a place in the list is no part of it. */
export const savedFilters = opportunityFilters.omit({ cursor: true, limit: true })

export type SavedFilters = z.infer<typeof savedFilters>

/** As the list takes them. Null where what was saved is no filter any more. */
export function listFilters(saved: unknown): OpportunityFilters | null {
  const read = opportunityFilters.safeParse(saved)
  return read.success ? read.data : null
}

/** An address that mail can go to: one line, one @, nothing that a header or a list could be made of. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/u)

export const frequency = z.enum(FREQUENCIES).meta({
  description: 'Daily and weekly digests go out from seven in the morning, weekly ones on Mondays',
})

const instant = z.iso.datetime({ offset: true }).nullable()

/** A saved search as its owner sees it. */
export const savedSearchJson = z.object({
  id: z.uuid(),
  name: z.string(),
  filters: z
    .record(z.string(), z.unknown())
    .meta({ description: 'As the list of upcoming tenders takes them' }),
  frequency,
  confirmed_at: instant.meta({ description: 'Null until the address was confirmed; nothing is sent before' }),
  paused_at: instant,
  mail_stopped_at: instant.meta({ description: 'When the owner ended the e-mail' }),
  webhook_url: z.string().nullable(),
  last_digest_at: instant,
  created_at: instant,
})

export type SavedSearchJson = z.infer<typeof savedSearchJson>
