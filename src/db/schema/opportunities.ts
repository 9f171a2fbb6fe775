// What is kept of upcoming tenders: rules, derived opportunities with their history, and what authorities intend?
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
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

/** One row of a rule table, with the period in which it holds and its source. */
export const ruleRows = pgTable('rule_rows', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  ruleTable: text('rule_table').notNull(),
  subject: text('subject').notNull(),
  effectiveFrom: day('effective_from'),
  effectiveTo: day('effective_to'),
  source: text('source').notNull(),
  cells: jsonb('cells').notNull(),
  /** `kept`: comes with the program and follows it; `admin`: changed here, and left alone. */
  origin: text('origin').notNull().default('kept'),
})

/** What an authority said it will do when a contract ends; never changed or deleted, the latest counts. */
export const contractIntentions = pgTable('contract_intentions', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  answer: text('answer').notNull(),
  saidOn: day('said_on').notNull(),
  note: text('note').notNull(),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
  recordedBy: text('recorded_by').notNull(),
})

/** One for each contract; the columns named `later` tell of the end after every option. */
export const opportunities = pgTable('opportunities', {
  id: uuid('id').primaryKey().defaultRandom(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  serviceAreaCode: text('service_area_code').references(() => serviceAreas.code),
  phase: text('phase'),
  upcoming: boolean('upcoming').notNull(),
  earliestEnd: day('earliest_end'),
  approachFrom: day('approach_from'),
  approachBy: day('approach_by'),
  tenderLatest: day('tender_latest'),
  decideBy: day('decide_by'),
  decideByAssumed: boolean('decide_by_assumed').notNull(),
  latestEnd: day('latest_end'),
  laterApproachFrom: day('later_approach_from'),
  laterApproachBy: day('later_approach_by'),
  laterTenderLatest: day('later_tender_latest'),
  confidence: smallint('confidence').notNull(),
  confidenceParts: jsonb('confidence_parts').notNull(),
  valueNet: bigint('value_net', { mode: 'number' }),
  valueGross: bigint('value_gross', { mode: 'number' }),
  valueBand: text('value_band').notNull(),
  aboveThreshold: text('above_threshold').notNull(),
  smeFit: text('sme_fit').notNull(),
  likelyRoute: text('likely_route').notNull(),
  framework: text('framework'),
  joint: boolean('joint').notNull(),
  directAward: boolean('direct_award').notNull(),
  engagementUnderWay: boolean('engagement_under_way').notNull(),
  firstDerivedOn: day('first_derived_on').notNull(),
  changedOn: day('changed_on').notNull(),
  optionEnds: day('option_ends').array().notNull().default([]),
  /** Pence a year without VAT. */
  annualNetLow: bigint('annual_net_low', { mode: 'number' }),
  annualNetHigh: bigint('annual_net_high', { mode: 'number' }),
  annualFrom: text('annual_from'),
  /** What the contract itself names in the column of a technology. */
  namedTechnologyId: uuid('named_technology_id').references(() => technologies.id),
  /** In the order of their commits. */
  arrival: bigint('arrival', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
})

/** A phase or a day that became another. */
export const opportunityChanges = pgTable('opportunity_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  opportunityId: uuid('opportunity_id')
    .notNull()
    .references(() => opportunities.id),
  derivedOn: day('derived_on').notNull(),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
  before: jsonb('before').notNull(),
  after: jsonb('after').notNull(),
})

/** When everything was derived, and for which day. */
export const opportunityRuns = pgTable('opportunity_runs', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  derivedOn: day('derived_on').notNull(),
  finishedAt: instant('finished_at').notNull().defaultNow(),
  contracts: integer('contracts').notNull(),
  changed: integer('changed').notNull(),
})
