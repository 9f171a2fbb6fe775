// What is kept of contracts that could end together?
import { bigint, boolean, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { serviceAreas, technologies } from './technologies.ts'

const day = (name: string) => date(name, { mode: 'string' })

/** Contracts of several authorities for one technology or one service area that could all end about a day. */
export const alignmentClusters = pgTable('alignment_clusters', {
  technologyId: uuid('technology_id').references(() => technologies.id, { onDelete: 'cascade' }),
  serviceAreaCode: text('service_area_code').references(() => serviceAreas.code, { onDelete: 'cascade' }),
  /** The last day of a month. */
  target: day('target').notNull(),
  changedOn: day('changed_on').notNull(),
  contractIds: uuid('contract_ids').array().notNull(),
  authorityIds: integer('authority_ids').array().notNull(),
  extending: integer('extending').notNull(),
  monthsExtended: integer('months_extended').notNull(),
  /** Pence a year without VAT of the members that state a value. */
  annualNetLow: bigint('annual_net_low', { mode: 'number' }).notNull(),
  annualNetHigh: bigint('annual_net_high', { mode: 'number' }).notNull(),
  withValue: integer('with_value').notNull(),
  withheld: integer('withheld').notNull(),
  notStated: integer('not_stated').notNull(),
  decideBy: day('decide_by'),
  holdsSample: boolean('holds_sample').notNull(),
})

/** When everything was found, and over what. */
export const alignmentRuns = pgTable('alignment_runs', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  foundOn: day('found_on').notNull(),
  finishedAt: timestamp('finished_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  contracts: integer('contracts').notNull(),
  withoutSubject: integer('without_subject').notNull(),
  withoutEnd: integer('without_end').notNull(),
})
