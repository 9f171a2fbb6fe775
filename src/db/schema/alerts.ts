// What is kept of saved searches, what they matched and how it was told?
import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { opportunities } from './opportunities.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** An e-mail address that searches are saved for; deleted with the last of them. */
export const subscribers = pgTable('subscribers', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull().unique(),
  linkAskedAt: instant('link_asked_at'),
  linkSentAt: instant('link_sent_at'),
  linkGeneration: integer('link_generation').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const savedSearches = pgTable('saved_searches', {
  id: uuid('id').primaryKey().defaultRandom(),
  subscriberId: uuid('subscriber_id')
    .notNull()
    .references(() => subscribers.id),
  name: text('name').notNull(),
  filters: jsonb('filters').notNull(),
  frequency: text('frequency').notNull(),
  confirmedAt: instant('confirmed_at'),
  pausedAt: instant('paused_at'),
  mailStoppedAt: instant('mail_stopped_at'),
  feedGeneration: integer('feed_generation').notNull().default(1),
  webhookUrl: text('webhook_url'),
  webhookGeneration: integer('webhook_generation').notNull().default(1),
  moreMatches: integer('more_matches').notNull().default(0),
  lastDigestAt: instant('last_digest_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const digests = pgTable('digests', {
  id: uuid('id').primaryKey().defaultRandom(),
  searchId: uuid('search_id')
    .notNull()
    .references(() => savedSearches.id),
  isTest: boolean('is_test').notNull().default(false),
  moreMatches: integer('more_matches').notNull().default(0),
  madeAt: instant('made_at').notNull().defaultNow(),
})

/** A change of an opportunity that a search asked for; never the same twice. */
export const searchMatches = pgTable('search_matches', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  searchId: uuid('search_id')
    .notNull()
    .references(() => savedSearches.id),
  opportunityId: uuid('opportunity_id')
    .notNull()
    .references(() => opportunities.id),
  change: text('change').notNull(),
  kind: text('kind').notNull(),
  before: jsonb('before'),
  after: jsonb('after'),
  matchedOn: date('matched_on', { mode: 'string' }).notNull(),
  digestId: uuid('digest_id').references(() => digests.id),
})

export const digestDeliveries = pgTable(
  'digest_deliveries',
  {
    digestId: uuid('digest_id')
      .notNull()
      .references(() => digests.id),
    channel: text('channel').notNull(),
    nextTryAt: instant('next_try_at').notNull().defaultNow(),
    tries: integer('tries').notNull().default(0),
    sentAt: instant('sent_at'),
    givenUpAt: instant('given_up_at'),
    lastError: text('last_error'),
  },
  (table) => [primaryKey({ columns: [table.digestId, table.channel] })],
)

/** How far matching has come. */
export const matchingMarks = pgTable('matching_marks', {
  isOnly: boolean('is_only').primaryKey().default(true),
  arrival: bigint('arrival', { mode: 'number' }).notNull(),
  changeId: bigint('change_id', { mode: 'number' }).notNull(),
  matchedFor: date('matched_for', { mode: 'string' }),
})
