// What is kept of requests that must be done once, however often they are sent?
import { pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core'

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
