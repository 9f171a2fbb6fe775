// Which contracts meet a filter, and which do not say whether they do?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { foldKey } from '../lib/text.ts'
import { isPublicSupplier } from '../suppliers/supplier-search-queries.ts'
import { contractsAsAt, wordsAsAt } from './contract-as-at-queries.ts'
import type { ListFilters } from './contract-filter-schemas.ts'
import { BLANKS, type Blank, type Dimension, NOT_STATED } from './contract-filters.ts'
import { isPublicTechnology, technologiesOfContracts } from './contract-technology-queries.ts'
import type { FoundWords } from './search-words.ts'

/** A filter with its names resolved: what the conditions are made of. */
export interface AskedContracts {
  filters: ListFilters
  words: FoundWords
  authorityIds: number[] | null
  supplierIds: string[] | null
  technologyIds: string[] | null
  /** The day that statuses and the order of ends are of: a past one where the register of then is asked for. */
  today: CalendarDate
}

const all = (parts: SQL[]): SQL => (parts.length === 0 ? sql`true` : sql.join(parts, sql` and `))

/** What can be asked for by its slug, as what stands after `from`. */
const NAMED = {
  authorities: sql`authorities where true`,
  suppliers: sql`suppliers s where ${isPublicSupplier}`,
  technologies: sql`technologies t where ${isPublicTechnology}`,
} as const

/**
 * The ids behind the slugs of a filter, null where there is none to meet.
 * @throws AppError `unknown_filter` for a slug that nothing public has.
 */
export async function idsOf(
  db: Queryable,
  table: keyof typeof NAMED,
  parameter: 'authority' | 'supplier' | 'technology',
  slugs: readonly string[] | undefined,
): Promise<string[] | null> {
  if (slugs === undefined || slugs.length === 0) return null
  const rows = await db.execute<{ id: string | number; slug: string }>(
    sql`select id, slug from ${NAMED[table]} and slug = any(${sql.param(slugs)}::text[])`,
  )
  const known = new Set(rows.map(({ slug }) => slug))
  const strangers = slugs.filter((slug) => !known.has(slug))
  if (strangers.length === 0) return rows.map(({ id }) => String(id))
  const issues = strangers.map((slug) => ({ place: parameter, message: `there is none called ${slug}` }))
  throw new AppError('unknown_filter', `There is no ${parameter} called ${strangers.join(', ')}.`, issues)
}

/** The names of technologies by slug, in no order; slugs that nothing has are left out. */
export function namesOfTechnologies(
  db: Queryable,
  slugs: readonly string[],
): Promise<{ slug: string; name: string }[]> {
  return db.execute<{ slug: string; name: string }>(
    sql`select slug, product as name from ${NAMED.technologies} and slug = any(${sql.param(slugs)}::text[])`,
  )
}

/** The names of suppliers by slug, in no order; slugs that nothing has are left out. */
export function namesOfSuppliers(
  db: Queryable,
  slugs: readonly string[],
): Promise<{ slug: string; name: string }[]> {
  return db.execute<{ slug: string; name: string }>(
    sql`select slug, name from ${NAMED.suppliers} and slug = any(${sql.param(slugs)}::text[])`,
  )
}

/**
 * What the contracts are read from, as `c`: with words also `s`, with an age also `confirmed`. Conditions of `conditions`
 * stand on it.
 */
export function source(asked: AskedContracts, withAge: boolean): SQL {
  const { words, filters } = asked
  if (filters.as_at !== undefined)
    return sql`${contractsAsAt(filters.as_at)} c ${words.query === null ? sql`` : wordsAsAt}`
  const base =
    words.query === null ? sql`contracts c` : sql`contract_search s join contracts c on c.id = s.contract_id`
  return withAge ? sql`${base} ${CONFIRMED}` : base
}

/** When the authority last confirmed each contract, as `confirmed.at`, joined as whole tables for the sake of many rows. */
const CONFIRMED = sql`
  left join returns held on held.id = c.confirmed_return_id
  left join (
    select distinct on (authority_id) authority_id, published_at from returns
    where kind = 'contracts' and state = 'published' order by authority_id, publication desc
  ) latest on latest.authority_id = c.authority_id
  left join (
    select contract_id, max(answered_at) as answered_at from contract_answers where answer = 'still_running' group by 1
  ) said on said.contract_id = c.id
  cross join lateral (
    select greatest(coalesce(held.published_at, latest.published_at), said.answered_at) as at
  ) confirmed`

/** Every condition of the filter but those of the dimension left out. */
export function conditions(asked: AskedContracts, leftOut?: Dimension): SQL {
  const { filters, words, authorityIds, supplierIds, technologyIds, today } = asked
  const parts: SQL[] = [sql`c.is_public`]
  const add = (dimension: Dimension, part: SQL | null) => {
    if (part !== null && dimension !== leftOut) parts.push(part)
  }
  if (words.query !== null) parts.push(sql`s.words @@ ${words.query}::tsquery`)
  add('authority', authorityIds && sql`c.authority_id = any(${sql.param(authorityIds)}::int[])`)
  add('supplier', supplierIds && suppliedBy(supplierIds))
  add('technology', technologyIds && isFor(technologyIds))
  add('status', statusIn(filters.status, today))
  add('age', ageIn(filters.age, today))
  for (const blank of BLANKS) add(blank, withBlanks(filters, blank))
  return all(parts)
}

/**
 * Contracts that meet every other condition and do not say whether they meet this one: those that are kept in, or would
 * be if the switch were turned.
 */
export function notStatedConditions(asked: AskedContracts, blank: Blank): SQL {
  return sql`${conditions(asked, blank)} and ${isBlank(asked.filters, blank)}`
}

export function needsAge({ filters }: AskedContracts, leftOut?: Dimension): boolean {
  return filters.age !== undefined && filters.age.length > 0 && leftOut !== 'age'
}

function withBlanks(filters: ListFilters, blank: Blank): SQL | null {
  const tests = testsOf(filters, blank)
  if (filters[NOT_STATED[blank]] === 'exclude') return all([sql`not ${isBlank(filters, blank)}`, ...tests])
  return tests.length === 0 ? null : sql`(${all(tests)} or ${isBlank(filters, blank)})`
}

const COLUMNS: Record<Blank, SQL> = {
  current_end: sql`c.current_end_on`,
  max_end: sql`c.max_end_on`,
  value: sql`c.value_pence`,
  service_area: sql`c.service_area`,
  route: sql`c.route`,
  process_type: sql`c.process_type`,
  sme: sql`c.is_sme`,
  vcse: sql`c.is_vcse`,
}

/** An amount whose basis nobody stated does not say whether it meets a filter by basis. */
function isBlank({ value_basis: bases }: ListFilters, blank: Blank): SQL {
  const column = COLUMNS[blank]
  return blank === 'value' && bases?.length && !bases.includes('value')
    ? sql`(${column} is null or c.value_field = 'value')`
    : sql`(${column} is null)`
}

function testsOf(filters: ListFilters, blank: Blank): SQL[] {
  const column = COLUMNS[blank]
  switch (blank) {
    case 'current_end':
      return between(column, filters.current_end_from, filters.current_end_to, 'date')
    case 'max_end':
      return between(column, filters.max_end_from, filters.max_end_to, 'date')
    case 'value':
      return [
        ...between(column, pence(filters.value_from), pence(filters.value_to), 'bigint'),
        ...isIn(sql`c.value_field`, filters.value_basis),
      ]
    case 'service_area':
      return isIn(sql`fold_key(c.service_area)`, filters.service_area?.map(foldKey))
    case 'route':
      return isIn(column, filters.route)
    case 'process_type':
      return isIn(column, filters.process_type)
    default: {
      const [wanted, other] = filters[blank] ?? []
      if (wanted === undefined) return []
      return other === undefined
        ? [sql`${column} = ${wanted === 'yes'}::boolean`]
        : [sql`${column} is not null`]
    }
  }
}

function between(
  column: SQL,
  from: string | undefined,
  to: string | undefined,
  type: 'date' | 'bigint',
): SQL[] {
  const cast = sql.raw(`::${type}`)
  return [
    ...(from === undefined ? [] : [sql`${column} >= ${from}${cast}`]),
    ...(to === undefined ? [] : [sql`${column} <= ${to}${cast}`]),
  ]
}

function isIn(column: SQL, values: readonly string[] | undefined): SQL[] {
  return values?.length ? [sql`${column} = any(${sql.param(values)}::text[])`] : []
}

function pence(pounds: string | undefined): string | undefined {
  return pounds === undefined ? undefined : String(Math.round(Number(pounds) * 100))
}

function suppliedBy(ids: readonly string[]): SQL {
  return sql`c.id in (
    select cs.contract_id from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
    where n.supplier_id = any(${sql.param(ids)}::uuid[]))`
}

function isFor(ids: readonly string[]): SQL {
  return sql`c.id in (
    select contract_id from (${technologiesOfContracts}) known where technology_id = any(${sql.param(ids)}::uuid[]))`
}

function statusIn(statuses: ListFilters['status'], today: CalendarDate): SQL | null {
  if (!statuses?.length) return null
  const tests = {
    running: sql`c.current_end_on >= ${today}::date`,
    ended: sql`c.current_end_on < ${today}::date`,
    no_end_stated: sql`c.current_end_on is null`,
  }
  return sql`(${sql.join(
    statuses.map((status) => tests[status]),
    sql` or `,
  )})`
}

/** The first day of each band of age, the youngest band first. */
function ageDays(today: CalendarDate): [CalendarDate, CalendarDate, CalendarDate] {
  return [addMonths(today, -6), addMonths(today, -12), addMonths(today, -18)]
}

function ageIn(ages: ListFilters['age'], today: CalendarDate): SQL | null {
  return ages?.length ? sql`${ageBand(today)} = any(${sql.param(ages)}::text[])` : null
}

/** The band of age of a contract, one of `AGES`; stands on `confirmed`. */
export function ageBand(today: CalendarDate): SQL {
  const [six, twelve, eighteen] = ageDays(today)
  return sql`case when confirmed.at >= ${six}::date then 'under_6_months'
    when confirmed.at >= ${twelve}::date then '6_to_12_months'
    when confirmed.at >= ${eighteen}::date then '12_to_18_months' else 'over_18_months' end`
}
