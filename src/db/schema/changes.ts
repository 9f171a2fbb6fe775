// What is kept of a return's changes against the register, of what an authority says of contracts it left out, and of scores?
import { bigint, date, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { contracts } from './contracts.ts'
import { returns } from './returns.ts'
import { deployments } from './technologies.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** What publishing a return does to each contract, as found when it was last compared. */
export const returnChanges = pgTable(
  'return_changes',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id, { onDelete: 'cascade' }),
    /** Order on the page: as in the file, then what the file does not hold. */
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    /** Of a contract that is missing: a row of the file that has its reference and cannot be used. */
    dataRow: integer('data_row'),
    contractId: uuid('contract_id').references(() => contracts.id),
    /** Of a systems return. */
    deploymentId: uuid('deployment_id').references(() => deployments.id),
    /** `[{field, before, after}]` of a contract that changes. */
    changes: jsonb('changes'),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.position] })],
)

/** When a return was compared, and with what. */
export const returnComparisons = pgTable('return_comparisons', {
  returnId: uuid('return_id')
    .primaryKey()
    .references(() => returns.id, { onDelete: 'cascade' }),
  comparedAt: instant('compared_at').notNull(),
  /** The publication it was compared with; null where there was none. */
  comparedWith: uuid('compared_with').references(() => returns.id),
  /** The reading that was compared. */
  attempt: integer('attempt').notNull(),
})

/** What an officer said of a contract that a return does not hold; never changed or deleted. */
export const contractAnswers = pgTable('contract_answers', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  /** The return that did not hold it. */
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id),
  answer: text('answer').notNull(),
  endedOn: date('ended_on', { mode: 'string' }),
  answeredAt: instant('answered_at').notNull().defaultNow(),
  answeredBy: text('answered_by').notNull(),
})

/** The same of a deployment. */
export const deploymentAnswers = pgTable('deployment_answers', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  deploymentId: uuid('deployment_id')
    .notNull()
    .references(() => deployments.id),
  /** The return that did not hold it. */
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id),
  answer: text('answer').notNull(),
  endedOn: date('ended_on', { mode: 'string' }),
  answeredAt: instant('answered_at').notNull().defaultNow(),
  answeredBy: text('answered_by').notNull(),
})

/** How good an authority's register was on a day. */
export const qualityScores = pgTable(
  'quality_scores',
  {
    authorityId: integer('authority_id')
      .notNull()
      .references(() => authorities.id),
    scoredOn: date('scored_on', { mode: 'string' }).notNull(),
    /** The publication that stood on that day. */
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id),
    points: integer('points').notNull(),
    dimensions: jsonb('dimensions').notNull(),
  },
  (table) => [primaryKey({ columns: [table.authorityId, table.scoredOn] })],
)
