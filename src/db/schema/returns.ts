// What is kept of a return: its file, its rows as typed and as read, its issues?
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { bytea } from './types.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

export const files = pgTable('files', {
  id: uuid('id').primaryKey().defaultRandom(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  storedAt: instant('stored_at').notNull().defaultNow(),
})

export const fileChunks = pgTable(
  'file_chunks',
  {
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.position] })],
)

export const returns = pgTable('returns', {
  id: uuid('id').primaryKey().defaultRandom(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  fileId: uuid('file_id')
    .notNull()
    .references(() => files.id),
  kind: text('kind').notNull(),
  state: text('state').notNull().default('received'),
  statedKind: text('stated_kind'),
  publishWhenRead: boolean('publish_when_read').notNull().default(false),
  heldBack: boolean('held_back').notNull().default(false),
  isSample: boolean('is_sample').notNull().default(false),
  receivedAt: instant('received_at').notNull().defaultNow(),
  receivedBy: text('received_by').notNull(),
  attempt: integer('attempt').notNull().default(0),
  heartbeatAt: instant('heartbeat_at'),
  rowsSoFar: integer('rows_so_far').notNull().default(0),
  readAt: instant('read_at'),
  fileFacts: jsonb('file_facts'),
  readingBasis: text('reading_basis'),
  mapping: jsonb('mapping'),
  rowsRead: integer('rows_read'),
  rowsGood: integer('rows_good'),
  rowsBad: integer('rows_bad'),
  rowsIgnored: integer('rows_ignored'),
  rowsBlank: integer('rows_blank'),
  refusalCode: text('refusal_code'),
  refusalMessage: text('refusal_message'),
  publishedAt: instant('published_at'),
  publishedBy: text('published_by'),
  publication: integer('publication'),
  contractsNew: integer('contracts_new'),
  contractsChanged: integer('contracts_changed'),
  contractsUnchanged: integer('contracts_unchanged'),
  contractsMissing: integer('contracts_missing'),
  withdrawnAt: instant('withdrawn_at'),
  withdrawnBy: text('withdrawn_by'),
})

/** Rows that a return states itself; what it says in all is the view `return_rows`, with those it carries on. */
export const statedRows = pgTable(
  'stated_rows',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id, { onDelete: 'cascade' }),
    dataRow: integer('data_row').notNull(),
    line: integer('line').notNull(),
    lastLine: integer('last_line').notNull(),
    state: text('state').notNull(),
    cells: text('cells').array().notNull(),
    values: jsonb('values').notNull(),
    valuesHash: uuid('values_hash')
      .notNull()
      .generatedAlwaysAs(sql`md5(contract_statement("values")::text)::uuid`),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.dataRow] })],
)

/** Issues of a return found in it itself; all of them are the view `return_issues`. */
export const statedIssues = pgTable('stated_issues', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  returnId: uuid('return_id')
    .notNull()
    .references(() => returns.id, { onDelete: 'cascade' }),
  severity: text('severity').notNull(),
  code: text('code').notNull(),
  line: integer('line'),
  dataRow: integer('data_row'),
  columnNumber: integer('column_number'),
  field: text('field'),
  value: text('value'),
  message: text('message').notNull(),
  suggestion: text('suggestion'),
})

/** Returns whose rows a return carries on. */
export const returnSources = pgTable(
  'return_sources',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id, { onDelete: 'cascade' }),
    sourceReturnId: uuid('source_return_id')
      .notNull()
      .references(() => returns.id),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.sourceReturnId] })],
)

/** Rows that an earlier return stated in the same words: where they stand here, and where there. */
export const carriedRows = pgTable(
  'carried_rows',
  {
    returnId: uuid('return_id').notNull(),
    dataRow: integer('data_row').notNull(),
    line: integer('line').notNull(),
    lastLine: integer('last_line').notNull(),
    state: text('state').notNull(),
    sourceReturnId: uuid('source_return_id').notNull(),
    sourceDataRow: integer('source_data_row').notNull(),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.dataRow] })],
)

/** What the rows of a return were read from, and as, for the returns that come after it. */
export const rowPrints = pgTable(
  'row_prints',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    prints: bytea('prints').notNull(),
  },
  (table) => [primaryKey({ columns: [table.returnId, table.position] })],
)
