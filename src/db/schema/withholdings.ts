// What does each authority keep from the public, and who decided it?
import { bigint, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { contracts } from './contracts.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** Lifted once and not otherwise changed; the database refuses the rest. */
export const withholdings = pgTable('withholdings', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  /** Null: a rule for the field in every contract. */
  contractId: uuid('contract_id').references(() => contracts.id),
  /** By what the contract is known in later returns. */
  referenceKey: text('reference_key'),
  titleKey: text('title_key'),
  field: text('field').notNull(),
  reason: text('reason').notNull(),
  ground: text('ground').notNull(),
  precision: text('precision').notNull().default('full'),
  reviewOn: date('review_on', { mode: 'string' }).notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: instant('decided_at').notNull().defaultNow(),
  liftedBy: text('lifted_by'),
  liftedAt: instant('lifted_at'),
})
