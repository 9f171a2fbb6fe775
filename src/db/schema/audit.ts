// What is kept of each change: who, what, before and after, why?
import { sql } from 'drizzle-orm'
import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'

export const auditEvents = pgTable('audit_events', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  happenedAt: timestamp('happened_at', { withTimezone: true, mode: 'string' })
    .notNull()
    .default(sql`clock_timestamp()`),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  authorityId: integer('authority_id').references(() => authorities.id),
  subjectKind: text('subject_kind').notNull(),
  subjectId: text('subject_id').notNull(),
  before: jsonb('before'),
  after: jsonb('after'),
  reason: text('reason'),
})
