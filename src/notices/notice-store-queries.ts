// How are releases kept, and how is whose they are known?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { NoticeFacts } from './notice-facts.ts'

/** A release ready to be kept. */
export type NoticeRow = {
  facts: NoticeFacts
  authorityId: number | null
  supplierIds: readonly string[]
  isMadeUp: boolean
  raw: unknown
}

/**
 * Keeps a release; the same one again changes nothing, a corrected one (same ids, later date) takes its place, an
 * earlier one never does. What became of it.
 */
export async function storeNotice(tx: Queryable, row: NoticeRow): Promise<'new' | 'changed' | 'known'> {
  const { facts } = row
  const list = (values: readonly string[]) => sql.param([...values])
  const rows = await tx.execute<{ is_new: boolean }>(sql`
    insert into notices as n (ocid, release_id, released_at, service, tags, notice_type, counts_as, published_on,
      authority_id, buyer_name, title, description, start_on, end_on, latest_end_on, signed_on, tender_by, value_net,
      value_gross, value_unsaid, cpv, reference_keys, portal_numbers, related, suppliers, supplier_ids, url, is_made_up, raw)
    values (${facts.ocid}, ${facts.releaseId}, ${facts.releasedAt}::timestamptz, ${facts.service},
      ${list(facts.tags)}::text[], ${facts.noticeType}, ${facts.countsAs}, ${facts.publishedOn}::date,
      ${row.authorityId}, ${facts.buyerName}, ${facts.title}, ${facts.description}, ${facts.startOn}::date,
      ${facts.endOn}::date, ${facts.latestEndOn}::date, ${facts.signedOn}::date, ${facts.tenderBy}::date,
      ${facts.valueNet}, ${facts.valueGross}, ${facts.valueUnsaid}, ${list(facts.cpv)}::text[],
      ${list(facts.references)}::text[], ${list(facts.portalNumbers)}::text[], ${JSON.stringify(facts.related)}::jsonb,
      ${JSON.stringify(facts.suppliers)}::jsonb, ${list(row.supplierIds)}::uuid[], ${facts.url}, ${row.isMadeUp},
      ${JSON.stringify(row.raw)}::jsonb)
    on conflict (ocid, release_id) do update set released_at = excluded.released_at, tags = excluded.tags,
      notice_type = excluded.notice_type, counts_as = excluded.counts_as, published_on = excluded.published_on,
      authority_id = excluded.authority_id, buyer_name = excluded.buyer_name, title = excluded.title,
      description = excluded.description, start_on = excluded.start_on, end_on = excluded.end_on,
      latest_end_on = excluded.latest_end_on, signed_on = excluded.signed_on, tender_by = excluded.tender_by,
      value_net = excluded.value_net, value_gross = excluded.value_gross, value_unsaid = excluded.value_unsaid,
      cpv = excluded.cpv, reference_keys = excluded.reference_keys, portal_numbers = excluded.portal_numbers,
      related = excluded.related, suppliers = excluded.suppliers, supplier_ids = excluded.supplier_ids,
      url = excluded.url, is_made_up = excluded.is_made_up, raw = excluded.raw, imported_at = clock_timestamp()
    where n.released_at < excluded.released_at
      or (n.released_at = excluded.released_at and n.raw <> excluded.raw and n.raw::text < excluded.raw::text)
    returning (n.xmax = 0) as is_new`)
  const [stored] = rows
  return stored === undefined ? 'known' : stored.is_new ? 'new' : 'changed'
}

/** One name of an authority. */
export interface AuthorityName extends Record<string, unknown> {
  id: number
  name: string
}

/** Every name under which an authority may publish. */
export function authorityNames(db: Queryable): Promise<AuthorityName[]> {
  return db.execute<AuthorityName>(sql`
    select a.id, n.name from authorities a
    cross join lateral unnest(array[a.name, a.official_name] || a.aliases) as n(name)`)
}

/** The kept processes of authorities: all of those named, of one authority, or every one. */
export async function processesOf(
  db: Queryable,
  asked: { authorityId?: number | undefined; ocids?: readonly string[] | undefined },
): Promise<string[]> {
  const rows = await db.execute<{ ocid: string }>(sql`
    select distinct ocid from notices where authority_id is not null
      and (${asked.authorityId ?? null}::int is null or authority_id = ${asked.authorityId ?? null}::int)
      and (${asked.ocids === undefined} or ocid = any(${sql.param([...(asked.ocids ?? [])])}::text[]))
    order by ocid`)
  return rows.map(({ ocid }) => ocid)
}
