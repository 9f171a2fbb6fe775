// What is kept of an officer's review: what headings mean, and what cells should have held?
import { bigint, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { returns } from './returns.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

export const mappingProfiles = pgTable('mapping_profiles', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  kind: text('kind').notNull(),
  version: integer('version').notNull(),
  headings: jsonb('headings').notNull(),
  returnId: uuid('return_id').references(() => returns.id),
  madeBy: text('made_by').notNull(),
  madeAt: instant('made_at').notNull().defaultNow(),
})

export const returnCorrections = pgTable('return_corrections', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id),
  dataRow: integer('data_row').notNull(),
  columnNumber: integer('column_number').notNull(),
  code: text('code'),
  fromText: text('from_text').notNull(),
  toText: text('to_text').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: instant('made_at').notNull().defaultNow(),
  revokedBy: text('revoked_by'),
  revokedAt: instant('revoked_at'),
})
