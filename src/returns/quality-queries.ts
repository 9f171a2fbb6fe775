// What is there to measure in a return or in an authority's register, and which rows lose points?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { FRESH_MONTHS, type QualityFacts, type QualityItem } from './quality.ts'
import type { QualityRow, ScoredDay } from './quality-schemas.ts'
import type { ReturnKind } from './read-types.ts'
import { REGISTER } from './register-of-kind-queries.ts'

/** Of which something is measured: a return, or what the public sees of an authority. */
export type Measured = { returnId: string } | { authorityId: number }

/** One row for each usable row or public contract: `place, contract_id, line, values`. */
function measuredRows(measured: Measured): SQL {
  return 'returnId' in measured
    ? sql`select data_row::text as place, null::uuid as contract_id, line, values, data_row
        from return_rows where return_id = ${measured.returnId} and state = 'good'`
    : sql`select c.id::text as place, c.id as contract_id, null::int as line, v.values, 0 as data_row
        from contracts c join contract_versions v on v.id = c.version_id
        where c.authority_id = ${measured.authorityId} and c.is_public`
}

const has = (...fields: string[]) =>
  `(${fields.map((field) => `values->>'${field}' is not null`).join(' or ')})`

/** When a row states an item; a range of amounts states a value. */
const STATED: Record<QualityItem, string> = {
  local_reference: has('local_reference'),
  title: has('title'),
  department: has('department'),
  description: has('description'),
  supplier_name_raw: has('supplier_name_raw'),
  value: has(
    'value_whole_term_net',
    'value_whole_term_gross',
    'value_annual',
    'value',
    'value_whole_term_net_low',
    'value_annual_low',
    'value_low',
  ),
  irrecoverable_vat: has('irrecoverable_vat'),
  start_on: has('start_on'),
  current_end_on: has('current_end_on'),
  review_on: has('review_on'),
  process_type: has('process_type'),
  size: has('is_sme', 'is_vcse'),
  registration: has('supplier_company_no', 'supplier_charity_no', 'supplier_ppon'),
  notice_reference: has('ocid', 'portal_reference'),
  technology: has('technology'),
  maker: has('maker'),
  service_area: has('service_area'),
  hosting: has('hosting'),
  users: has('users'),
  status: has('status'),
  satisfaction: has('satisfaction'),
  planned_replacement_on: has('planned_replacement_on'),
}

type Counted = Pick<QualityFacts, 'rows' | 'stated'>

async function countStated(db: Queryable, measured: Measured): Promise<Counted> {
  const items = Object.entries(STATED).map(([item, stated]) => `'${item}', count(*) filter (where ${stated})`)
  const [row] = await db.execute<{ rows: number; stated: Counted['stated'] }>(sql`
    select count(*)::int as rows, json_build_object(${sql.raw(items.join(', '))}) as stated
    from (${measuredRows(measured)}) measured`)
  if (row === undefined) throw new Error('Nothing was counted.')
  return row
}

type Doubts = Pick<QualityFacts, 'bad' | 'warned'>

async function countDoubts(db: Queryable, returnId: string): Promise<Doubts> {
  const [row] = await db.execute<Doubts & Record<string, unknown>>(sql`
    select (select count(*)::int from return_rows where return_id = ${returnId} and state = 'bad') as bad,
      (select count(distinct i.data_row)::int from return_issues i
        join return_rows w on w.return_id = ${returnId} and w.data_row = i.data_row and w.state = 'good'
        where i.return_id = ${returnId} and i.severity = 'warning') as warned`)
  return row ?? { bad: 0, warned: 0 }
}

/** Of a return as it stood on the day it came, which is `receivedOn`: what it holds counts as confirmed on that day. */
export async function qualityOfReturn(
  db: Queryable,
  { id: returnId, kind }: { id: string; kind: ReturnKind },
  receivedOn: CalendarDate,
): Promise<QualityFacts> {
  const { things, id } = REGISTER[kind]
  const [counted, doubts, [missing]] = await Promise.all([
    countStated(db, { returnId }),
    countDoubts(db, returnId),
    db.execute<{ known: number; fresh: number }>(sql`
      select count(*)::int as known, (count(*) filter (where ${confirmedOn(kind)} >= ${since(receivedOn)}))::int as fresh
      from return_changes x join ${things} c on c.id = x.${id}
      where x.return_id = ${returnId} and x.kind in ('missing', 'missing_before')`),
  ])
  const [known, fresh] = [counted.rows + (missing?.known ?? 0), counted.rows + (missing?.fresh ?? 0)]
  return { kind, ...counted, ...doubts, receivedOn, known, fresh }
}

export interface LastPublication extends Record<string, unknown> {
  id: string
  received_on: CalendarDate
}

/** The latest contracts return that is public. */
export async function lastPublication(db: Queryable, authorityId: number): Promise<LastPublication | null> {
  const rows = await db.execute<LastPublication>(sql`
    select id, (received_at at time zone 'Europe/London')::date::text as received_on from returns
    where authority_id = ${authorityId} and kind = 'contracts' and state = 'published'
    order by publication desc limit 1`)
  return rows[0] ?? null
}

export async function qualityOfAuthority(
  db: Queryable,
  authorityId: number,
  last: LastPublication,
  today: CalendarDate,
): Promise<QualityFacts> {
  const [counted, doubts, [fresh]] = await Promise.all([
    countStated(db, { authorityId }),
    countDoubts(db, last.id),
    db.execute<{ n: number }>(sql`
      select count(*)::int as n from contracts c
      where c.authority_id = ${authorityId} and c.is_public and ${confirmedOn('contracts')} >= ${since(today)}`),
  ])
  return {
    kind: 'contracts',
    ...counted,
    ...doubts,
    receivedOn: last.received_on,
    known: counted.rows,
    fresh: fresh?.n ?? 0,
  }
}

/** The day the authority last confirmed the contract or deployment `c`, by a return or by saying that it still runs. */
function confirmedOn(kind: ReturnKind): SQL {
  const { answers, id } = REGISTER[kind]
  return sql`(greatest(
    (select r.published_at from returns r where r.id = coalesce(c.confirmed_return_id, (
      select l.id from returns l where l.authority_id = c.authority_id and l.kind = ${kind} and l.state = 'published'
      order by l.publication desc limit 1))),
    (select max(a.answered_at) from ${answers} a where a.${id} = c.id and a.answer = 'still_running')
  ) at time zone 'Europe/London')::date`
}

function since(day: CalendarDate): SQL {
  return sql`(${day}::date - make_interval(months => ${FRESH_MONTHS}))::date`
}

/** A page of the rows that do not state an item, in the order of the file, or of titles. */
export function rowsWithout(
  db: Queryable,
  measured: Measured,
  item: QualityItem,
  page: { after?: string; limit: number },
): Promise<QualityRow[]> {
  const after = page.after === undefined ? sql`true` : pageAfter(measured, page.after)
  return db.execute<QualityRow & Record<string, unknown>>(sql`
    select place, contract_id, line, coalesce(values->>'title', values->>'technology') as title, values->>'supplier_name_raw' as supplier_name_raw,
      values->>'local_reference' as local_reference
    from (${measuredRows(measured)}) measured
    where not ${sql.raw(STATED[item])} and ${after}
    order by data_row, place limit ${page.limit}`)
}

function pageAfter(measured: Measured, place: string): SQL {
  return 'returnId' in measured ? sql`data_row > ${place}::int` : sql`place > ${place}`
}

/** A page of the contracts that nobody confirmed for six months. */
export function staleContracts(
  db: Queryable,
  authorityId: number,
  today: CalendarDate,
  page: { after?: string; limit: number },
): Promise<QualityRow[]> {
  return db.execute<QualityRow & Record<string, unknown>>(sql`
    select c.id::text as place, c.id as contract_id, null::int as line, c.title, c.supplier_name_raw, c.local_reference
    from contracts c
    where c.authority_id = ${authorityId} and c.is_public and ${confirmedOn('contracts')} < ${since(today)}
      and ${page.after === undefined ? sql`true` : sql`c.id::text > ${page.after}`}
    order by c.id::text limit ${page.limit}`)
}

/** One score an authority and day; asked again on the same day it is replaced. */
export async function keepScore(
  tx: Queryable,
  authorityId: number,
  returnId: string,
  day: CalendarDate,
  score: { points: number; dimensions: unknown },
): Promise<void> {
  await tx.execute(sql`
    insert into quality_scores (authority_id, scored_on, return_id, points, dimensions)
    values (${authorityId}, ${day}::date, ${returnId}, ${score.points}, ${JSON.stringify(score.dimensions)}::jsonb)
    on conflict (authority_id, scored_on) do update
      set return_id = excluded.return_id, points = excluded.points, dimensions = excluded.dimensions`)
}

/** The latest `limit` days on which a score was kept, the latest last. */
export async function scoresOverTime(
  db: Queryable,
  authorityId: number,
  limit: number,
): Promise<ScoredDay[]> {
  const rows = await db.execute<ScoredDay & Record<string, unknown>>(sql`
    select scored_on::text as scored_on, points from quality_scores where authority_id = ${authorityId}
    order by scored_on desc limit ${limit}`)
  return [...rows].reverse()
}
