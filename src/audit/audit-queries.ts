// How is a change put on record?
import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { auditEvents } from '../db/schema/audit.ts'

/** One act: `actor` is an account's name for the record (`person:<id>`, `key:<id>`) or the part of the program that acted. */
export interface AuditEvent {
  actor: string
  action: string
  authorityId?: number | null
  subjectKind: string
  subjectId: string
  before?: unknown
  after?: unknown
  reason?: string
}

/** Part of the caller's transaction, so that no change is kept without its record, nor a record without its change. */
export async function appendAudit(db: Queryable, event: AuditEvent): Promise<void> {
  await db.insert(auditEvents).values({
    actor: event.actor,
    action: event.action,
    authorityId: event.authorityId ?? null,
    subjectKind: event.subjectKind,
    subjectId: event.subjectId,
    before: event.before ?? null,
    after: event.after ?? null,
    reason: event.reason ?? null,
  })
}

/** Whether an act of this name was ever put on record. */
export async function wasRecorded(db: Queryable, action: string): Promise<boolean> {
  const rows = await db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(eq(auditEvents.action, action))
    .limit(1)
  return rows.length > 0
}
