// How many contracts match, how many state nothing, and into which groups do they fall?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import {
  type AskedContracts,
  ageBand,
  conditions,
  needsAge,
  notStatedConditions,
  source,
} from './contract-filter-queries.ts'
import { BLANKS, type Blank, type Dimension, NOT_STATED, VALUE_BANDS } from './contract-filters.ts'
import type { ContractFacets } from './contract-schemas.ts'
import { type Counts, type Facet, MOST_RANKED, type Survey } from './contract-survey.ts'
import { technologiesOfContracts } from './contract-technology-queries.ts'
import { slugsOfAuthorities } from './facet-name-queries.ts'

/** Counting stops here; beyond it an answer says so. */
const COUNT_CAP = MOST_RANKED

/** Facets that are counted through a table of their own. */
const JOINED = ['supplier', 'technology'] as const
type Joined = (typeof JOINED)[number]
type Coded = Exclude<Facet, Joined>

/** The facets, each with what it is grouped by (text, over `m`) and which filter narrows it. */
const FACETS: Record<Coded, { dimension: Dimension; by: (asked: AskedContracts) => SQL }> = {
  authority: { dimension: 'authority', by: () => sql`m.authority_id::text` },
  service_area: { dimension: 'service_area', by: () => sql`m.service_area` },
  status: {
    dimension: 'status',
    by: ({ today }) =>
      sql`case when m.current_end_on is null then 'no_end_stated' when m.current_end_on >= ${today}::date then 'running' else 'ended' end`,
  },
  route: { dimension: 'route', by: () => sql`m.route` },
  process_type: { dimension: 'process_type', by: () => sql`m.process_type` },
  end_year: { dimension: 'current_end', by: () => sql`date_part('year', m.current_end_on)::text` },
  value_band: { dimension: 'value', by: () => valueBand },
  sme: { dimension: 'sme', by: () => sql`case when m.is_sme then 'yes' when not m.is_sme then 'no' end` },
  vcse: { dimension: 'vcse', by: () => sql`case when m.is_vcse then 'yes' when not m.is_vcse then 'no' end` },
  age: { dimension: 'age', by: () => sql`m.age` },
}

const valueBand = sql.raw(
  `case when m.value_pence is null then null ${[...VALUE_BANDS]
    .reverse()
    .map((pounds) => `when m.value_pence >= ${pounds * 100} then '${pounds}'`)
    .join(' ')} else '0' end`,
)

/** What the counts are taken from: the matching contracts as `m`, cut off after the cap. */
function matching(asked: AskedContracts, withAge: boolean, leftOut?: Dimension): SQL {
  const age = withAge ? sql`, ${ageBand(asked.today)} as age` : sql``
  return sql`
    select c.id, c.authority_id, c.current_end_on, c.max_end_on, c.value_pence, c.value_field, c.service_area, c.route,
      c.process_type, c.is_sme, c.is_vcse ${age}
    from ${source(asked, withAge || needsAge(asked, leftOut))} where ${conditions(asked, leftOut)}
    limit ${COUNT_CAP + 1}`
}

const BLANK_COUNTS: Record<Blank, string> = {
  current_end: 'current_end_on is null',
  max_end: 'max_end_on is null',
  value: 'value_pence is null',
  service_area: 'service_area is null',
  route: 'route is null',
  process_type: 'process_type is null',
  sme: 'is_sme is null',
  vcse: 'is_vcse is null',
}

const blankCounts = sql.raw(
  BLANKS.map((blank) => `count(*) filter (where ${BLANK_COUNTS[blank]})::int as ${blank}`).join(', '),
)

type Counted = Record<'total' | Blank, number>

/** Exact up to the cap. */
export async function countContracts(db: Queryable, asked: AskedContracts): Promise<Counts> {
  const [[row], switched] = await Promise.all([
    db.execute<Counted>(
      sql`select count(*)::int as total, ${blankCounts} from (${matching(asked, false)}) m`,
    ),
    countSwitched(db, asked),
  ])
  return toCounts(row, switched)
}

function toCounts(counted: Partial<Counted> | undefined, switched: Map<Blank, number>): Counts {
  const notStated = Object.fromEntries(
    BLANKS.map((blank) => [blank, switched.get(blank) ?? counted?.[blank] ?? 0]),
  ) as Record<Blank, number>
  const total = counted?.total ?? 0
  return { total: Math.min(total, COUNT_CAP), isCapped: total > COUNT_CAP, notStated }
}

async function countSwitched(db: Queryable, asked: AskedContracts): Promise<Map<Blank, number>> {
  const switched = BLANKS.filter((blank) => needsOwnCount(asked, blank))
  const counts = await Promise.all(switched.map((blank) => countNotStated(db, asked, blank)))
  return new Map(switched.map((blank, at) => [blank, counts[at] ?? 0]))
}

/** Blanks that are not among the contracts shown, or are more than a missing amount. */
function needsOwnCount({ filters }: AskedContracts, blank: Blank): boolean {
  return filters[NOT_STATED[blank]] === 'exclude' || (blank === 'value' && filters.value_basis !== undefined)
}

async function countNotStated(db: Queryable, asked: AskedContracts, blank: Blank): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select from ${source(asked, needsAge(asked))} where ${notStatedConditions(asked, blank)} limit ${COUNT_CAP}
    ) blank`)
  return row?.n ?? 0
}

/** Most values that one facet names; there are 33 authorities. */
const MOST_VALUES = 40

/**
 * The counts, and each facet over the contracts that meet every other filter, so that a second value can be chosen beside
 * the first; the most frequent first. Beyond the cap the facets are of the contracts counted. What matches is looked up once
 * for all that no filter narrows.
 */
export async function surveyContracts(db: Queryable, asked: AskedContracts): Promise<Survey> {
  const isPast = asked.filters.as_at !== undefined
  const names = (Object.keys(FACETS) as Coded[]).filter((name) => !(isPast && name === 'age'))
  const narrowed = names.filter((name) => narrows(asked, FACETS[name].dimension))
  const open = names.filter((name) => !narrowed.includes(name))
  const joinedOpen = JOINED.filter((name) => !isPast && !narrows(asked, name))
  const joinedNarrowed = JOINED.filter((name) => narrows(asked, name))
  const [switched, slugs, shared, ...own] = await Promise.all([
    countSwitched(db, asked),
    slugsOfAuthorities(db),
    facetRows(db, asked, { names: open, joined: joinedOpen, counts: true }),
    ...narrowed.map((name) => facetRows(db, asked, { names: [name], leftOut: FACETS[name].dimension })),
    ...joinedNarrowed.map((name) => facetRows(db, asked, { names: [], joined: [name], leftOut: name })),
  ])
  const facets = emptyFacets()
  const counted: Partial<Counted> = {}
  for (const { facet, value, label, n } of [shared, ...own].flat()) {
    if (facet === 'counted') counted[value as keyof Counted] = n
    else if (facets[facet].length < MOST_VALUES)
      facets[facet].push({
        value: facet === 'authority' ? (slugs.get(value) ?? value) : value,
        label,
        contracts: n,
      })
  }
  return { counts: toCounts(counted, switched), facets }
}

function emptyFacets(): ContractFacets {
  const names = [...Object.keys(FACETS), ...JOINED] as Facet[]
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as ContractFacets
}

interface FacetRow {
  facet: Facet | 'counted'
  value: string
  label: string | null
  n: number
}

interface Look {
  names: Coded[]
  joined?: readonly Joined[]
  counts?: boolean
  leftOut?: Dimension
}

/** Not the numbers that `grouping` gives, which tell by what a row is not grouped. */
const COUNTED = -1
const JOINED_AT = { supplier: -2, technology: -3 } as const satisfies Record<Joined, number>

/** What matches is looked up once; facets in one pass, then those of tables of their own, then the counts. */
async function facetRows(db: Queryable, asked: AskedContracts, survey: Look): Promise<FacetRow[]> {
  const { names, joined = [], counts = false, leftOut } = survey
  const parts = [
    ...(names.length > 0 ? [groupedBy(asked, names)] : []),
    ...joined.map((name) => BY_TABLE[name]),
    ...(counts ? [counted] : []),
  ]
  const rows = await db.execute<{ ungrouped: number; value: string; label: string | null; n: number }>(sql`
    with matching as materialized (${matching(asked, names.includes('age'), leftOut)})
    select * from (${sql.join(parts, sql` union all `)}) every_value
    order by n desc, label collate "C", value collate "C"`)
  const facetOf = new Map<number, FacetRow['facet']>([
    ...JOINED.map((name): [number, Joined] => [JOINED_AT[name], name]),
    [COUNTED, 'counted'],
    ...names.map((name, at): [number, Coded] => [2 ** names.length - 1 - 2 ** (names.length - 1 - at), name]),
  ])
  return rows.flatMap(({ ungrouped, ...row }) => {
    const facet = facetOf.get(ungrouped)
    return facet === undefined ? [] : [{ facet, ...row }]
  })
}

function groupedBy(asked: AskedContracts, names: Coded[]): SQL {
  const columns = names.map((name) => sql.identifier(name))
  const listed = sql.join(columns, sql`, `)
  const valued = names.map((name) => sql`${FACETS[name].by(asked)} as ${sql.identifier(name)}`)
  const sets = columns.map((column) => sql`(${column})`)
  return sql`
    select * from (
      select grouping(${listed})::int as ungrouped, coalesce(${listed}) as value, null::text as label, count(*)::int as n
      from (select ${sql.join(valued, sql`, `)} from matching m) valued
      group by grouping sets (${sql.join(sets, sql`, `)})
    ) grouped where value is not null`
}

/** Most suppliers and most technologies that their facets name. */
const MOST_JOINED = 15

const BY_TABLE: Record<Joined, SQL> = {
  supplier: sql`
    select ${JOINED_AT.supplier}::int as ungrouped, p.slug as value, p.name as label, found.n
    from (
      select n.supplier_id, count(distinct m.id)::int as n
      from matching m
      join contract_suppliers cs on cs.contract_id = m.id
      join supplier_names n on n.id = cs.supplier_name_id
      where n.supplier_id is not null
      group by n.supplier_id order by n desc, n.supplier_id limit ${MOST_JOINED}
    ) found join suppliers p on p.id = found.supplier_id`,
  technology: sql`
    select ${JOINED_AT.technology}::int as ungrouped, t.slug as value, t.product as label, found.n
    from (
      select known.technology_id, count(*)::int as n
      from matching m join (${technologiesOfContracts}) known on known.contract_id = m.id
      group by known.technology_id order by n desc, known.technology_id limit ${MOST_JOINED}
    ) found join technologies t on t.id = found.technology_id`,
}

const counted = sql`
  select ${COUNTED}::int as ungrouped, each.key as value, null as label, each.value::int as n
  from (select count(*)::int as total, ${blankCounts} from matching m) totals
  cross join lateral jsonb_each_text(to_jsonb(totals)) each`

function narrows({ filters, authorityIds }: AskedContracts, dimension: Dimension): boolean {
  switch (dimension) {
    case 'authority':
      return authorityIds !== null
    case 'supplier':
    case 'technology':
      return Boolean(filters[dimension]?.length)
    case 'current_end':
      return Boolean(filters.current_end_from ?? filters.current_end_to ?? filters.end_not_stated)
    case 'value':
      return Boolean(
        filters.value_from ?? filters.value_to ?? filters.value_basis ?? filters.value_not_stated,
      )
    case 'status':
    case 'age':
      return Boolean(filters[dimension]?.length)
    case 'max_end':
      return false
    default:
      return Boolean(filters[dimension]?.length) || filters[NOT_STATED[dimension]] !== undefined
  }
}
