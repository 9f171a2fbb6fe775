// Which two suppliers may be one, and what hangs on it?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'

/** One of the two suppliers of a question. */
export interface PairSide {
  nameId: number
  name: string
  supplier: { slug: string; name: string }
  spellings: string[]
  companyNumbers: string[]
  authorities: string[]
  contracts: number
  /** The highest stated value of one contract in pence; null where none is stated. */
  highestValue: number | null
}

export interface PairToJudge extends Record<string, unknown> {
  left: PairSide
  right: PairSide
  score: number
  reason: string
  explanation: string
}

/** Pairs that somebody has judged, even as unsure, are answered for the two suppliers as a whole. */
const OPEN = sql.raw(`
  asked as materialized (
    select distinct on (least(l.supplier_id, r.supplier_id), greatest(l.supplier_id, r.supplier_id))
      d.name_id, d.other_name_id, d.score, d.reason, d.explanation, l.supplier_id as one, r.supplier_id as other
    from supplier_decisions d
    join supplier_names l on l.id = d.name_id join supplier_names r on r.id = d.other_name_id
    where d.decision = 'review' and l.supplier_id <> r.supplier_id
    order by least(l.supplier_id, r.supplier_id), greatest(l.supplier_id, r.supplier_id), d.score desc, d.name_id
  ), judged as materialized (
    select distinct least(l.supplier_id, r.supplier_id) as one, greatest(l.supplier_id, r.supplier_id) as other
    from supplier_judgements j
    join supplier_names l on l.id = j.left_name_id join supplier_names r on r.id = j.right_name_id
    where j.revoked_at is null
  ), open as materialized (
    select * from asked a where not exists (
      select from judged j where j.one = least(a.one, a.other) and j.other = greatest(a.one, a.other))
  ), stake as materialized (
    select n.supplier_id, sum(coalesce(c.value_pence, 0)) as pence, count(*) as contracts
    from supplier_names n join contract_suppliers cs on cs.supplier_name_id = n.id
    join contracts c on c.id = cs.contract_id and c.is_public
    where n.supplier_id in (select one from open union select other from open)
    group by 1
  )`)

const side = (name: string, supplier: string) =>
  sql.raw(`(
  select json_build_object('nameId', o.${name}, 'name', (select name from supplier_names where id = o.${name}),
    'supplier', (select json_build_object('slug', slug, 'name', name) from suppliers where id = o.${supplier}),
    'spellings', json_agg(distinct n.name), 'companyNumbers',
    coalesce(json_agg(distinct nullif(n.company_number, '')) filter (where n.company_number <> ''), '[]'),
    'authorities', coalesce(json_agg(distinct a.name) filter (where a.id is not null), '[]'),
    'contracts', count(distinct c.id), 'highestValue', max(c.value_pence))
  from supplier_names n
  left join contract_suppliers cs on cs.supplier_name_id = n.id
  left join contracts c on c.id = cs.contract_id and c.is_public
  left join authorities a on a.id = c.authority_id
  where n.supplier_id = o.${supplier})`)

/**
 * Questions nobody has answered, the worst money first: by the smaller of the two suppliers' stated values, which is what
 * would stand in the wrong place, then by the larger, then by how likely they are one.
 */
export async function pairsToJudge(
  db: Queryable,
  limit: number,
  offset: number,
): Promise<{ total: number; pairs: PairToJudge[] }> {
  const rows = await db.execute<PairToJudge & { total: number }>(sql`
    with ${OPEN}, page as (
      select o.*, least(coalesce(s.pence, 0), coalesce(t.pence, 0)) as least_pence,
        greatest(coalesce(s.pence, 0), coalesce(t.pence, 0)) as most_pence, count(*) over ()::int as total
      from open o left join stake s on s.supplier_id = o.one left join stake t on t.supplier_id = o.other
      order by least_pence desc, most_pence desc, o.score desc, o.name_id, o.other_name_id
      limit ${limit} offset ${offset}
    )
    select ${side('name_id', 'one')} as left, ${side('other_name_id', 'other')} as right,
      o.score, o.reason, o.explanation, o.total
    from page o
    order by o.least_pence desc, o.most_pence desc, o.score desc, o.name_id, o.other_name_id`)
  return { total: rows[0]?.total ?? 0, pairs: rows }
}

export interface ActMade extends Record<string, unknown> {
  act: string
  verdict: 'same' | 'different' | 'unsure'
  pairs: number
  names: [string, string]
  reason: string
  madeAt: string
}

/** What was judged last and still stands. */
export function latestActs(db: Queryable, limit: number): Promise<ActMade[]> {
  return db.execute<ActMade>(sql`
    select j.act, min(j.verdict) as verdict, count(*)::int as pairs, min(j.reason) as reason,
      (array_agg(json_build_array(l.name, r.name) order by j.id))[1] as names,
      ${isoInstant('min(j.created_at)')} as "madeAt"
    from supplier_judgements j
    join supplier_names l on l.id = j.left_name_id join supplier_names r on r.id = j.right_name_id
    where j.revoked_at is null group by j.act order by min(j.id) desc limit ${limit}`)
}
