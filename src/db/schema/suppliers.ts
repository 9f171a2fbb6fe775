// What is kept of a supplier, of every spelling of its name, and of what was decided and judged about them?
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const nameId = (name: string) => bigint(name, { mode: 'number' })
const identity = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

export const suppliers = pgTable('suppliers', {
  id: uuid('id').primaryKey().defaultRandom(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  founderNameId: nameId('founder_name_id').unique(),
  madeByAct: uuid('made_by_act'),
})

export const supplierNames = pgTable('supplier_names', {
  id: identity(),
  supplierId: uuid('supplier_id').references(() => suppliers.id),
  name: text('name').notNull(),
  companyNumber: text('company_number').notNull().default(''),
  kind: text('kind').notNull(),
  strictKey: text('strict_key').notNull(),
  legalForm: text('legal_form'),
  normaliserVersion: integer('normaliser_version').notNull(),
  firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
  wordsKey: uuid('words_key'),
  registerNumber: text('register_number'),
})

export const supplierKeys = pgTable(
  'supplier_keys',
  {
    kind: text('kind').notNull(),
    value: text('value').notNull(),
    wordsKey: uuid('words_key').notNull(),
    normaliserVersion: integer('normaliser_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.value, table.wordsKey] })],
)

export const supplierWordLinks = pgTable(
  'supplier_word_links',
  { wordsKey: uuid('words_key').notNull(), otherWordsKey: uuid('other_words_key').notNull() },
  (table) => [primaryKey({ columns: [table.wordsKey, table.otherWordsKey] })],
)

export const supplierDecisions = pgTable(
  'supplier_decisions',
  {
    nameId: nameId('name_id').notNull(),
    otherNameId: nameId('other_name_id').notNull(),
    decision: text('decision').notNull(),
    reason: text('reason'),
    rule: text('rule'),
    score: doublePrecision('score').notNull(),
    explanation: text('explanation').notNull(),
    parts: jsonb('parts').notNull(),
    normaliserVersion: integer('normaliser_version').notNull(),
    weightsVersion: integer('weights_version').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.nameId, table.otherNameId] })],
)

export const supplierJudgements = pgTable('supplier_judgements', {
  id: identity(),
  act: uuid('act').notNull(),
  leftNameId: nameId('left_name_id').notNull(),
  rightNameId: nameId('right_name_id').notNull(),
  verdict: text('verdict').notNull(),
  actor: text('actor').notNull(),
  reason: text('reason').notNull(),
  evidence: jsonb('evidence').notNull(),
  createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
  revokedAt: instant('revoked_at'),
  revokedBy: text('revoked_by'),
})

export const supplierRetirements = pgTable('supplier_retirements', {
  founderNameId: nameId('founder_name_id').primaryKey(),
  supplierId: uuid('supplier_id').notNull().unique(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
  madeByAct: uuid('made_by_act'),
})

export const supplierIdentifiers = pgTable(
  'supplier_identifiers',
  {
    supplierNameId: nameId('supplier_name_id').notNull(),
    scheme: text('scheme').notNull(),
    value: text('value').notNull(),
    source: text('source').notNull(),
    actor: text('actor').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    isConfirmed: boolean('is_confirmed').notNull().default(true),
    versionId: nameId('version_id'),
    field: text('field'),
  },
  (table) => [primaryKey({ columns: [table.supplierNameId, table.scheme, table.value] })],
)

export const supplierParents = pgTable('supplier_parents', {
  id: identity(),
  childNameId: nameId('child_name_id').notNull(),
  parentNameId: nameId('parent_name_id').notNull(),
  source: text('source').notNull(),
  actor: text('actor').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  revokedAt: instant('revoked_at'),
})

export const companies = pgTable('companies', {
  number: text('number').primaryKey(),
  name: text('name').notNull(),
  status: text('status').notNull(),
  loadedAt: instant('loaded_at').notNull().defaultNow(),
})

export const companyNames = pgTable(
  'company_names',
  {
    companyNumber: text('company_number').notNull(),
    name: text('name').notNull(),
    strictKey: text('strict_key').notNull(),
    heldUntil: date('held_until'),
    normaliserVersion: integer('normaliser_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyNumber, table.name] })],
)
