// What is kept of buying together, and of what follows each contract?
import {
  bigint,
  date,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { contracts } from './contracts.ts'
import { serviceAreas, technologies } from './technologies.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const day = (name: string) => date(name, { mode: 'string' })

/** What somebody proposes to the officers of contracts that could end together. */
export const jointProposals = pgTable('joint_proposals', {
  id: uuid('id').primaryKey().defaultRandom(),
  technologyId: uuid('technology_id').references(() => technologies.id),
  serviceAreaCode: text('service_area_code').references(() => serviceAreas.code),
  target: day('target').notNull(),
  note: text('note').notNull(),
  /** Whose officer proposed it; null for a procurement lead of none. */
  authorityId: integer('authority_id').references(() => authorities.id),
  proposedBy: text('proposed_by').notNull(),
  proposedAt: instant('proposed_at').notNull().defaultNow(),
})

/** A contract of a proposal, how it would meet the common end, and what its officers answered. */
export const jointProposalContracts = pgTable(
  'joint_proposal_contracts',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => jointProposals.id),
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contracts.id),
    authorityId: integer('authority_id')
      .notNull()
      .references(() => authorities.id),
    endOn: day('end_on').notNull(),
    optionsUsed: smallint('options_used').notNull(),
    monthsExtended: smallint('months_extended').notNull(),
    decideBy: day('decide_by'),
    answer: text('answer'),
    answerNote: text('answer_note'),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.contractId] })],
)

/** How far an authority has come with what follows a contract; never changed or deleted, the latest counts. */
export const renewalEntries = pgTable('renewal_entries', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  stage: text('stage').notNull(),
  owner: text('owner').notNull(),
  nextDecisionOn: day('next_decision_on'),
  decision: text('decision').notNull(),
  note: text('note').notNull(),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
  recordedBy: text('recorded_by').notNull(),
})
