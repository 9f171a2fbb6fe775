// How is a change put on record, and what is on record?
import { and, desc, eq, inArray, like, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { apiKeys, users } from '../db/schema/accounts.ts'
import { auditEvents } from '../db/schema/audit.ts'
import { authorities } from '../db/schema/authorities.ts'
import type { AuditAct, AuditFilters, PublicCorrection } from './audit-schemas.ts'

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

/** An act as it is kept; who `actor` is has to be looked up. */
export type RecordedAct = Omit<AuditAct, 'actor_name'>

const authority = { slug: authorities.slug, name: authorities.name }
const happenedAt = sql<string>`to_char(${auditEvents.happenedAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The latest first; of one authority where `authorityId` is given. */
export function listActs(
  db: Queryable,
  asked: AuditFilters,
  authorityId: number | null,
): Promise<RecordedAct[]> {
  const { actor, action, subject, day, before } = asked
  const wanted: (SQL | undefined)[] = [
    authorityId === null ? undefined : eq(auditEvents.authorityId, authorityId),
    asked.authority === undefined ? undefined : eq(authorities.slug, asked.authority),
    actor === undefined ? undefined : eq(auditEvents.actor, actor),
    action === undefined ? undefined : namesAct(action),
    subject === undefined ? undefined : eq(auditEvents.subjectId, subject),
    day === undefined
      ? undefined
      : sql`(${auditEvents.happenedAt} at time zone 'Europe/London')::date = ${day}::date`,
    before === undefined ? undefined : lt(auditEvents.id, before),
  ]
  return db
    .select({
      id: auditEvents.id,
      happened_at: happenedAt,
      actor: auditEvents.actor,
      action: auditEvents.action,
      authority,
      subject_kind: auditEvents.subjectKind,
      subject_id: auditEvents.subjectId,
      before: auditEvents.before,
      after: auditEvents.after,
      reason: auditEvents.reason,
    })
    .from(auditEvents)
    .leftJoin(authorities, eq(authorities.id, auditEvents.authorityId))
    .where(and(...wanted))
    .orderBy(desc(auditEvents.id))
    .limit(asked.limit)
}

/** The act itself, or every act whose name begins with that word. */
function namesAct(action: string): SQL | undefined {
  const beginning = `${action.replace(/[\\%_]/g, '\\$&')}.%`
  return or(eq(auditEvents.action, action), like(auditEvents.action, beginning))
}

/** The names of the persons and keys among these actors. */
export async function actorNames(db: Queryable, actors: readonly string[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    [...new Set(actors)].filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1))
  const [persons, keys] = [idsOf('person'), idsOf('key')]
  const people =
    persons.length === 0
      ? []
      : await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, persons))
  const machines =
    keys.length === 0
      ? []
      : await db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(inArray(apiKeys.id, keys))
  return new Map([
    ...people.map(({ id, name }) => [`person:${id}`, name] as const),
    ...machines.map(({ id, name }) => [`key:${id}`, `${name} (key)`] as const),
  ])
}

/** What the public is told of: publications taken back, and values corrected, withheld or shown again after all. */
const TOLD = '^(return[.]withdrawn|contract[.](corrected|withheld|released|withholding.*)|withholding[.].*)$'

/** Only that it happened, to what and when; the latest first. */
export async function listCorrections(
  db: Queryable,
  asked: { authority?: string | undefined; before?: number | undefined; limit: number },
): Promise<PublicCorrection[]> {
  const rows = await db
    .select({
      id: auditEvents.id,
      happened_at: happenedAt,
      action: auditEvents.action,
      authority,
      subjectKind: auditEvents.subjectKind,
      subjectId: auditEvents.subjectId,
    })
    .from(auditEvents)
    .innerJoin(authorities, eq(authorities.id, auditEvents.authorityId))
    .where(
      and(
        sql`${auditEvents.action} ~ ${TOLD}`,
        asked.authority === undefined ? undefined : eq(authorities.slug, asked.authority),
        asked.before === undefined ? undefined : lt(auditEvents.id, asked.before),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(asked.limit)
  const idOf = (kind: string, row: (typeof rows)[number]) => (row.subjectKind === kind ? row.subjectId : null)
  return rows.map((row) => ({
    id: row.id,
    happened_at: row.happened_at,
    action: row.action,
    authority: row.authority,
    contract_id: idOf('contract', row),
    return_id: idOf('return', row),
  }))
}
