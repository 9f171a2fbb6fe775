// What is kept of notices: their releases, what they are linked to, what people said of that, how far each service was read?
import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { authorities } from './authorities.ts'
import { contracts } from './contracts.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const day = (name: string) => date(name, { mode: 'string' })

/** One release of a procurement process, with what was read of it and as it was published. */
export const notices = pgTable('notices', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  ocid: text('ocid').notNull(),
  releaseId: text('release_id').notNull(),
  releasedAt: instant('released_at').notNull(),
  service: text('service').notNull(),
  tags: text('tags').array().notNull(),
  noticeType: text('notice_type'),
  countsAs: text('counts_as'),
  publishedOn: day('published_on').notNull(),
  authorityId: integer('authority_id').references(() => authorities.id),
  buyerName: text('buyer_name').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  startOn: day('start_on'),
  endOn: day('end_on'),
  latestEndOn: day('latest_end_on'),
  signedOn: day('signed_on'),
  tenderBy: day('tender_by'),
  valueNet: bigint('value_net', { mode: 'number' }),
  valueGross: bigint('value_gross', { mode: 'number' }),
  valueUnsaid: bigint('value_unsaid', { mode: 'number' }),
  cpv: text('cpv').array().notNull(),
  referenceKeys: text('reference_keys').array().notNull(),
  portalNumbers: text('portal_numbers').array().notNull(),
  related: jsonb('related').notNull(),
  suppliers: jsonb('suppliers').notNull(),
  supplierIds: uuid('supplier_ids').array().notNull(),
  url: text('url'),
  isMadeUp: boolean('is_made_up').notNull(),
  raw: jsonb('raw').notNull(),
  importedAt: instant('imported_at').notNull().defaultNow(),
})

/** Which contract a procurement process is about. */
export const noticeLinks = pgTable('notice_links', {
  id: uuid('id').primaryKey().defaultRandom(),
  ocid: text('ocid').notNull(),
  contractId: uuid('contract_id')
    .notNull()
    .references(() => contracts.id),
  authorityId: integer('authority_id')
    .notNull()
    .references(() => authorities.id),
  state: text('state').notNull(),
  about: text('about'),
  method: text('method').notNull(),
  explanation: text('explanation').notNull(),
  isJudged: boolean('is_judged').notNull().default(false),
  linkedAt: instant('linked_at').notNull().defaultNow(),
})

/** What somebody said of a link, and what it was before. */
export const noticeJudgements = pgTable('notice_judgements', {
  id: uuid('id').primaryKey().defaultRandom(),
  linkId: uuid('link_id')
    .notNull()
    .references(() => noticeLinks.id),
  verdict: text('verdict').notNull(),
  reason: text('reason').notNull(),
  before: jsonb('before').notNull(),
  judgedBy: text('judged_by').notNull(),
  judgedAt: instant('judged_at').notNull().defaultNow(),
  undoneBy: text('undone_by'),
  undoneAt: instant('undone_at'),
})

/** How far a service was read. */
export const noticeSources = pgTable('notice_sources', {
  source: text('source').primaryKey(),
  nextUrl: text('next_url'),
  updatedFrom: instant('updated_from'),
  seenUntil: instant('seen_until'),
  etag: text('etag'),
  lastModified: text('last_modified'),
  notBefore: instant('not_before'),
  claimedUntil: instant('claimed_until'),
  pages: bigint('pages', { mode: 'number' }).notNull(),
  releases: bigint('releases', { mode: 'number' }).notNull(),
  kept: bigint('kept', { mode: 'number' }).notNull(),
  ofOthers: bigint('of_others', { mode: 'number' }).notNull(),
  refused: bigint('refused', { mode: 'number' }).notNull(),
  lastProblem: text('last_problem'),
  lookedAt: instant('looked_at'),
})
