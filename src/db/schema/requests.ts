// What is kept of requests: those that must be done once, and how many a caller made?
import { bigint, integer, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core'

export const answeredRequests = pgTable(
  'answered_requests',
  {
    actor: text('actor').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    begunAt: timestamp('begun_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
    fingerprint: text('fingerprint'),
    status: smallint('status'),
    answer: text('answer'),
  },
  (table) => [primaryKey({ columns: [table.actor, table.route, table.key] })],
)

/** In tables without a log: what a crash of the database forgets is the last five minutes. */
export const requestCounts = pgTable('request_counts', {
  caller: text('caller').primaryKey(),
  uses: integer('uses').notNull(),
  endsAt: bigint('ends_at', { mode: 'number' }).notNull(),
})
