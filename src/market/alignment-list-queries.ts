// Which clusters of contracts that could end together match, and which come next?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { readCursor, writeCursor } from '../technologies/list-cursor.ts'
import type { AlignmentFilters, AlignmentPage, ListedCluster } from './alignment-schemas.ts'

/**
 * One page of what matches: the best common end of every technology and service area before the second best of any. Of these
 * those of most contracts first, then of most £ a year, then with the fewest months of extension, then the earlier end.
 * @throws AppError `unknown_filter` for a cursor that is not ours.
 */
export async function searchAlignment(db: Queryable, filters: AlignmentFilters): Promise<AlignmentPage> {
  const after = filters.cursor === undefined ? null : cursorOf(filters.cursor)
  const [totals, runs, choices, rows] = await Promise.all([
    db.execute<{ total: number }>(
      sql`select count(*)::int as total from ${source} where ${conditions(filters)}`,
    ),
    db.execute<RunRow>(sql`select found_on::text, contracts, without_subject, without_end
      from alignment_runs order by id desc limit 1`),
    choicesOf(db),
    nextRows(db, filters, after, filters.limit + 1),
  ])
  const shown = rows.slice(0, filters.limit)
  const last = rows.length > filters.limit ? shown.at(-1) : undefined
  const [run] = runs
  return {
    total: totals[0]?.total ?? 0,
    found_on: run?.found_on ?? null,
    coverage: run
      ? { contracts: run.contracts, without_subject: run.without_subject, without_end: run.without_end }
      : null,
    choices,
    clusters: shown.map(toSummary),
    next_cursor: last ? writeCursor(placeOf(last)) : null,
  }
}

const BATCH = 500

/** Everything that matches, in the order of the pages; a cursor and a limit are passed over. */
export async function* eachCluster(db: Queryable, filters: AlignmentFilters): AsyncGenerator<ListedCluster> {
  let after: Place | null = null
  for (;;) {
    const rows: ClusterRow[] = await nextRows(db, filters, after, BATCH)
    for (const row of rows) yield toSummary(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = placeOf(last)
  }
}

/** The best clusters with this contract in them. */
export async function clustersWith(
  db: Queryable,
  contractId: string,
  most: number,
): Promise<ListedCluster[]> {
  const rows = await clusterRows(db, sql`k.contract_ids @> array[${contractId}::uuid]`, null, most)
  return rows.map(toSummary)
}

/** Where a row stands in the order: place among those of its subject, contracts, pence, months, target and subject. */
type Place = [
  rank: number,
  contracts: number,
  annual: number,
  months: number,
  target: string,
  subject: string,
]

interface RunRow extends Record<string, unknown> {
  found_on: CalendarDate
  contracts: number
  without_subject: number
  without_end: number
}

interface ClusterRow extends Record<string, unknown> {
  rank: number
  ranked: number
  subject: string
  kind: ListedCluster['subject']['kind']
  code: string
  name: string
  target: CalendarDate
  contracts: number
  authorities: { slug: string; name: string }[]
  extending: number
  months_extended: number
  low: number
  high: number
  with_value: number
  withheld: number
  not_stated: number
  decide_by: CalendarDate | null
  holds_sample: boolean
}

const source = sql.raw(`alignment_clusters k left join technologies t on t.id = k.technology_id
  left join service_areas area on area.code = k.service_area_code`)
const subjectKey = sql.raw(`coalesce(t.slug, area.code)`)

function conditions(filters: AlignmentFilters): SQL {
  const parts: SQL[] = [sql`true`]
  if (filters.kind === 'technology') parts.push(sql`k.technology_id is not null`)
  if (filters.kind === 'service-area') parts.push(sql`k.service_area_code is not null`)
  const either: SQL[] = []
  if (filters.technology?.length) either.push(sql`t.slug in ${filters.technology}`)
  if (filters.service_area?.length) either.push(sql`area.code in ${filters.service_area}`)
  if (either.length > 0) parts.push(sql`(${sql.join(either, sql` or `)})`)
  for (const slug of filters.authority ?? [])
    parts.push(sql`k.authority_ids @> array(select id from authorities where slug = ${slug})
      and exists (select from authorities where slug = ${slug})`)
  if (filters.target_from) parts.push(sql`k.target >= ${filters.target_from}::date`)
  if (filters.target_to) parts.push(sql`k.target <= ${filters.target_to}::date`)
  return sql.join(parts, sql` and `)
}

function nextRows(
  db: Queryable,
  filters: AlignmentFilters,
  after: Place | null,
  limit: number,
): Promise<ClusterRow[]> {
  return clusterRows(db, conditions(filters), after, limit)
}

const place = sql.raw(`-k.contracts, -k.high, k.months_extended, k.target, k.subject`)

function clusterRows(db: Queryable, which: SQL, after: Place | null, limit: number): Promise<ClusterRow[]> {
  const from = after
    ? sql`(rank, ${place}) > (${after[0]}::int, ${-after[1]}::int, ${-after[2]}::bigint, ${after[3]}::int, ${after[4]}::date, ${after[5]}::text)`
    : sql`true`
  return db.execute<ClusterRow>(sql`
    with k as (
      select ${subjectKey} as subject, case when t.id is null then 'service-area' else 'technology' end as kind,
        coalesce(t.product, area.label) as name, k.target, cardinality(k.contract_ids) as contracts, k.extending,
        k.months_extended, k.annual_net_low as low, k.annual_net_high as high, k.with_value, k.withheld, k.not_stated,
        k.decide_by, k.holds_sample, k.authority_ids
      from ${source} where ${which}
    ), ranked as (
      select k.*, (row_number() over (partition by k.kind, k.subject order by ${place}))::int as rank,
        (count(*) over (partition by k.kind, k.subject))::int as ranked from k
    )
    select k.rank, k.ranked, k.subject, k.kind, k.subject as code, k.name, k.target::text as target, k.contracts, k.extending,
      k.months_extended, k.low::float8 as low, k.high::float8 as high, k.with_value, k.withheld, k.not_stated,
      k.decide_by::text as decide_by, k.holds_sample,
      (select json_agg(json_build_object('slug', a.slug, 'name', a.name) order by a.name) from authorities a
        where a.id = any(k.authority_ids)) as authorities
    from ranked k where ${from}
    order by k.rank, ${place} limit ${limit}`)
}

function placeOf(row: ClusterRow): Place {
  return [row.rank, row.contracts, row.high, row.months_extended, row.target, row.subject]
}

async function choicesOf(db: Queryable): Promise<AlignmentPage['choices']> {
  const rows = await db.execute<{ kind: string; code: string; name: string; clusters: number }>(sql`
    select case when t.id is null then 'area' else 'technology' end as kind, ${subjectKey} as code,
      coalesce(t.product, area.label) as name, count(*)::int as clusters
    from ${source} group by 1, 2, 3, area.position order by area.position, lower(coalesce(t.product, area.label)), 2`)
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map(({ code, name, clusters }) => ({ code, name, clusters }))
  return { technology: of('technology'), service_area: of('area') }
}

function cursorOf(text: string): Place {
  const cursor = readCursor(text, ['number', 'number', 'number', 'number', 'string', 'string'])
  if (cursor !== null && /^\d{4}-\d{2}-\d{2}$/.test(String(cursor[4]))) return cursor as Place
  throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
    { place: 'cursor', message: 'is not a cursor that this list gave out' },
  ])
}

function toSummary(row: ClusterRow): ListedCluster {
  return {
    subject: { kind: row.kind, code: row.code, name: row.name },
    target: row.target,
    contracts: row.contracts,
    authorities: row.authorities,
    extending: row.extending,
    months_extended: row.months_extended,
    combined_annual: {
      net_low: decimalPounds(row.low),
      net_high: decimalPounds(row.high),
      with_value: row.with_value,
      withheld: row.withheld,
      not_stated: row.not_stated,
    },
    decide_by: row.decide_by,
    is_sample: row.holds_sample,
    rank: row.rank,
    ranked: row.ranked,
  }
}
