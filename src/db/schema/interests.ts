// What is kept of who is interested in an upcoming tender?
import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { opportunities } from './opportunities.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** An interest; counted once it is confirmed, seen by officers of its authority only with consent. */
export const interests = pgTable('interests', {
  id: uuid('id').primaryKey().defaultRandom(),
  opportunityId: uuid('opportunity_id')
    .notNull()
    .references(() => opportunities.id),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  email: text('email').notNull(),
  organisation: text('organisation').notNull(),
  message: text('message').notNull(),
  consents: boolean('consents').notNull(),
  tokenHash: text('token_hash').notNull(),
  addressHash: text('address_hash').notNull(),
  askedAt: instant('asked_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  answer: text('answer'),
  answeredAt: instant('answered_at'),
  answeredBy: text('answered_by'),
})
