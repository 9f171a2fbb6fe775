// What is kept of people, their sessions and links, and of the keys of machines?
import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'

/** The account library hands over and expects `Date`; the other tables keep instants as text. */
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const made = (name: string) => instant(name).notNull().defaultNow()

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  role: text('role').notNull(),
  authorityId: integer('authority_id').references(() => authorities.id),
  permissions: text('permissions').array().notNull().default([]),
  invitedBy: text('invited_by').notNull(),
  disabledAt: instant('disabled_at'),
  createdAt: made('created_at'),
  updatedAt: made('updated_at'),
})

const owner = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey().defaultRandom(),
  userId: owner(),
  token: text('token').notNull().unique(),
  method: text('method').notNull().default('password'),
  secondFactor: boolean('second_factor').notNull().default(false),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: made('created_at'),
  updatedAt: made('updated_at'),
  lastSeenAt: made('last_seen_at'),
  expiresAt: instant('expires_at').notNull(),
})

export const signInMethods = pgTable('sign_in_methods', {
  id: uuid('id').primaryKey().defaultRandom(),
  userId: owner(),
  providerId: text('provider_id').notNull(),
  accountId: text('account_id').notNull(),
  password: text('password'),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  createdAt: made('created_at'),
  updatedAt: made('updated_at'),
})

export const verifications = pgTable('verifications', {
  id: uuid('id').primaryKey().defaultRandom(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: made('created_at'),
  updatedAt: made('updated_at'),
})

export const twoFactors = pgTable('two_factors', {
  id: uuid('id').primaryKey().defaultRandom(),
  userId: owner(),
  secret: text('secret').notNull(),
  backupCodes: text('backup_codes').notNull(),
  verified: boolean('verified').notNull().default(false),
  failedVerificationCount: integer('failed_verification_count').notNull().default(0),
  lockedUntil: instant('locked_until'),
})

export const usedCodes = pgTable(
  'used_codes',
  {
    userId: owner(),
    code: text('code').notNull(),
    usedAt: instant('used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.code] })],
)

export const oneTimeLinks = pgTable('one_time_links', {
  id: uuid('id').primaryKey().defaultRandom(),
  userId: owner(),
  tokenHash: text('token_hash').notNull().unique(),
  purpose: text('purpose').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  createdAt: made('created_at'),
})

export const signInFailures = pgTable(
  'sign_in_failures',
  {
    address: text('address').notNull(),
    email: text('email').notNull(),
    failures: integer('failures').notNull(),
    lastFailedAt: instant('last_failed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.address, table.email] })],
)

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey().defaultRandom(),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  name: text('name').notNull(),
  beginning: text('beginning').notNull(),
  keyHash: text('key_hash').notNull().unique(),
  permissions: text('permissions').array().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: made('created_at'),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
})

export const mails = pgTable('mails', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  html: text('html'),
  messageId: text('message_id'),
  unsubscribe: text('unsubscribe'),
  keptAt: made('kept_at'),
})

export const keptSecrets = pgTable('kept_secrets', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
  madeAt: made('made_at'),
})
