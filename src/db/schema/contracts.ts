// What is kept of a contract: its current values, every earlier version, and each return that confirmed it?
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { returns } from './returns.ts'
import { supplierNames } from './suppliers.ts'
import { tsvector } from './types.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const day = (name: string) => date(name, { mode: 'string' })

export const contracts = pgTable('contracts', {
  id: uuid('id').primaryKey().defaultRandom(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  /** What makes it the same contract in the next return; a hash. */
  naturalKey: uuid('natural_key').notNull(),
  /** Shared by the lots under one reference with one supplier; a hash. */
  lotKey: uuid('lot_key'),
  versionId: bigint('version_id', { mode: 'number' }),
  isPublic: boolean('is_public').notNull(),
  localReference: text('local_reference'),
  title: text('title').notNull(),
  description: text('description'),
  department: text('department'),
  serviceArea: text('service_area'),
  contractType: text('contract_type'),
  cpv: text('cpv'),
  processType: text('process_type'),
  route: text('route'),
  supplierNameRaw: text('supplier_name_raw').notNull(),
  signedOn: day('signed_on'),
  startOn: day('start_on'),
  currentEndOn: day('current_end_on'),
  maxEndOn: day('max_end_on'),
  reviewOn: day('review_on'),
  valuePence: bigint('value_pence', { mode: 'number' }),
  valueField: text('value_field'),
  isSme: boolean('is_sme'),
  isVcse: boolean('is_vcse'),
  /** The last return that held it; null while that is the latest publication of its authority. */
  confirmedReturnId: uuid('confirmed_return_id').references(() => returns.id),
})

export const contractVersions = pgTable('contract_versions', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  number: integer('number').notNull(),
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id),
  dataRow: integer('data_row').notNull(),
  values: jsonb('values').notNull(),
  /** Of the values as read, the withheld ones among them; `values` are those that the public may see. */
  valuesHash: uuid('values_hash').notNull(),
  withheld: jsonb('withheld'),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** What the yearly amount is made of, and the amount; null where there is none or part of it is withheld. */
  annualFrom: text('annual_from').generatedAlwaysAs(sql`annual_from(values, withheld)`),
  annualPence: bigint('annual_pence', { mode: 'number' }).generatedAlwaysAs(
    sql`annual_pence(values, withheld)`,
  ),
})

/** Contracts that a publication left out or brought back, with what to restore when it is withdrawn. */
export const contractPresenceChanges = pgTable(
  'contract_presence_changes',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id),
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contracts.id),
    confirmedReturnIdBefore: uuid('confirmed_return_id_before').references(() => returns.id),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.contractId] })],
)

export const contractSuppliers = pgTable(
  'contract_suppliers',
  {
    contractId: uuid('contract_id')
      .notNull()
      .references(() => contracts.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    supplierNameId: bigint('supplier_name_id', { mode: 'number' })
      .notNull()
      .references(() => supplierNames.id),
    role: text('role'),
  },
  (table) => [primaryKey({ columns: [table.contractId, table.position] })],
)

export const contractSearch = pgTable('contract_search', {
  contractId: uuid('contract_id')
    .primaryKey()
    .references(() => contracts.id, { onDelete: 'cascade' }),
  authorityId: integer('authority_id').notNull(),
  currentEndOn: day('current_end_on'),
  title: text('title').notNull(),
  supplier: text('supplier').notNull(),
  reference: text('reference').notNull(),
  description: text('description').notNull(),
  department: text('department').notNull(),
  technology: text('technology').notNull().default(''),
  classification: text('classification').notNull().default(''),
  words: tsvector('words')
    .notNull()
    .generatedAlwaysAs(
      sql`setweight(to_tsvector('english', search_text(title)), 'A') || setweight(to_tsvector('english', supplier), 'A')
        || setweight(to_tsvector('english', technology), 'A') || setweight(to_tsvector('simple', reference), 'B')
        || setweight(to_tsvector('english', search_text(description)), 'C')
        || setweight(to_tsvector('english', search_text(department)), 'D')
        || setweight(to_tsvector('english', classification), 'D')`,
    ),
})

/** Words of titles, names and departments as they are written, to compare mistyped words with. */
export const searchWords = pgTable('search_words', {
  word: text('word').primaryKey(),
  stem: text('stem').notNull(),
})

/** What a CPV code stands for; eight digits, without the check digit. */
export const cpvCodes = pgTable('cpv_codes', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
})

/** Notes of each statement that changes what the public pages of contracts show: one, or one for each authority it concerns. */
export const registerChanges = pgTable('register_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  changedAt: instant('changed_at').notNull().defaultNow(),
  tableName: text('table_name'),
  /** Whose rows they were; null where the rows of the table belong to nobody. */
  authorityId: integer('authority_id'),
})
