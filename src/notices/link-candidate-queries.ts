// Which contracts may a process be about?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Candidate, LinkMethod } from './link-rules.ts'
import { START_TOLERANCE_DAYS } from './link-rules.ts'

interface Row extends Record<string, unknown> {
  ocid: string
  contract_id: string
  authority_id: number
  method: LinkMethod
  likeness: number
  contract_start_on: CalendarDate | null
  contract_end_on: CalendarDate | null
  notice_start_on: CalendarDate | null
  notice_end_on: CalendarDate | null
  follows: boolean
}

/** The least by which titles must be alike, of pg_trgm: half of the groups of three letters. */
const ALIKE = 0.5

/** What the releases of each process say together, and the public contracts of their buyers, as named tables. */
function processes(ocids: readonly string[]): SQL {
  return sql`
    with process as materialized (
      select n.ocid, max(n.authority_id) as authority_id,
        (array_agg(n.title order by n.released_at desc) filter (where n.title <> ''))[1] as title,
        (array_agg(n.start_on order by n.released_at desc) filter (where n.start_on is not null))[1] as start_on,
        (array_agg(n.end_on order by n.released_at desc) filter (where n.end_on is not null))[1] as end_on,
        (array_agg(coalesce(n.value_net, n.value_unsaid, n.value_gross) order by n.released_at desc)
          filter (where coalesce(n.value_net, n.value_unsaid, n.value_gross) is not null))[1] as low,
        (array_agg(coalesce(n.value_gross, n.value_unsaid, n.value_net) order by n.released_at desc)
          filter (where coalesce(n.value_gross, n.value_unsaid, n.value_net) is not null))[1] as high
      from notices n where n.ocid = any(${sql.param([...ocids])}::text[]) and n.authority_id is not null
      group by n.ocid having count(distinct n.authority_id) = 1
    ), listed as materialized (
      select distinct p.ocid, k.reference from process p join notices n on n.ocid = p.ocid
      cross join lateral unnest(n.reference_keys) as k(reference)
    ), portal as materialized (
      select distinct p.ocid, k.number from process p join notices n on n.ocid = p.ocid
      cross join lateral unnest(n.portal_numbers) as k(number)
    ), related as materialized (
      select distinct p.ocid, r.value ->> 'ocid' as other, (r.value -> 'relationships') ? 'prior' as follows
      from process p join notices n on n.ocid = p.ocid cross join lateral jsonb_array_elements(n.related) r
    ), party as materialized (
      select distinct p.ocid, k.supplier_id from process p join notices n on n.ocid = p.ocid
      cross join lateral unnest(n.supplier_ids) as k(supplier_id)
    ), own as materialized (
      select c.id, c.authority_id, c.title, c.start_on, c.current_end_on, c.value_pence, v.values ->> 'ocid' as ocid,
        upper(regexp_replace(coalesce(c.local_reference, ''), '[^A-Za-z0-9]', '', 'g')) as reference,
        (regexp_match(concat_ws(' ', v.values ->> 'portal_reference', c.local_reference), 'DN[ -]?([0-9]{5,8})', 'i'))[1] as portal
      from contracts c join contract_versions v on v.id = c.version_id
      where c.is_public and c.authority_id in (select authority_id from process)
    )`
}

/**
 * Public contracts of the buyer's own authority, by each way that finds them: what the releases of a process say
 * together, the latest first where they differ.
 */
export async function candidatesFor(db: Queryable, ocids: readonly string[]): Promise<Candidate[]> {
  const rows = await db.execute<Row>(sql`
    ${processes(ocids)}, found as (
      select r.ocid, o.id, 'related process' as method, r.follows from related r
      join process p on p.ocid = r.ocid join own o on o.authority_id = p.authority_id and o.ocid = r.other where r.follows
      union select r.ocid, l.contract_id, 'related process', r.follows from related r
      join notice_links l on l.ocid = r.other and l.state = 'linked' and l.about is distinct from 'next'
      join process p on p.ocid = r.ocid and p.authority_id = l.authority_id where r.follows
      union select p.ocid, o.id, 'ocid', false from process p
      join own o on o.authority_id = p.authority_id and o.ocid = p.ocid
      union select k.ocid, o.id, 'portal number', false from portal k join process p on p.ocid = k.ocid
      join own o on o.authority_id = p.authority_id and o.portal = k.number
      union select k.ocid, o.id, 'local reference', false from listed k join process p on p.ocid = k.ocid
      join own o on o.authority_id = p.authority_id and o.reference = k.reference
      union select k.ocid, o.id, 'supplier, start and value', false from party k join process p on p.ocid = k.ocid
      join own o on o.authority_id = p.authority_id
        and abs(o.start_on - p.start_on) <= ${START_TOLERANCE_DAYS}
        and o.value_pence between p.low * 0.9 and p.high * 1.1
      where exists (select from contract_suppliers cs join supplier_names s on s.id = cs.supplier_name_id
        where cs.contract_id = o.id and s.supplier_id = k.supplier_id)
      union select p.ocid, o.id, 'title', false from process p
      join own o on o.authority_id = p.authority_id and similarity(lower(o.title), lower(p.title)) >= ${ALIKE}
    )
    select f.ocid, f.id as contract_id, o.authority_id, f.method, f.follows,
      similarity(lower(o.title), lower(coalesce(p.title, '')))::float8 as likeness,
      o.start_on::text as contract_start_on, o.current_end_on::text as contract_end_on,
      p.start_on::text as notice_start_on, p.end_on::text as notice_end_on
    from found f join process p on p.ocid = f.ocid join own o on o.id = f.id`)
  return rows.map((row) => ({
    ocid: row.ocid,
    contractId: row.contract_id,
    authorityId: row.authority_id,
    method: row.method,
    likeness: row.likeness,
    follows: row.follows,
    contract: { startOn: row.contract_start_on, endOn: row.contract_end_on },
    notice: { startOn: row.notice_start_on, endOn: row.notice_end_on },
  }))
}
