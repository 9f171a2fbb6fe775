// Which contracts match, how many are there, and which come next?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { type ContractCursor, readCursor, writeCursor } from './contract-cursor.ts'
import { countContracts, facetContracts } from './contract-facet-queries.ts'
import { type AskedContracts, idsOf } from './contract-filter-queries.ts'
import type { ContractFilters } from './contract-filter-schemas.ts'
import { orderOf } from './contract-order-queries.ts'
import type { ContractPage, ContractSummary } from './contract-schemas.ts'
import { findWords } from './search-word-queries.ts'

/**
 * One page of the public contracts that match, the soonest to end first: those running, then those with no end stated,
 * then those that have ended, the latest first. With words the best match first, unless more match than are counted.
 * @throws AppError `unknown_filter` for a cursor that is not ours and for a slug that nothing has.
 */
export async function searchContracts(
  db: Queryable,
  filters: ContractFilters,
  today: CalendarDate,
): Promise<ContractPage> {
  const asked = await askedContracts(db, filters, today)
  const cursor = filters.cursor === undefined ? null : cursorOf(filters.cursor)
  const counted = countContracts(db, asked)
  const [counts, facets, { order, places }] = await Promise.all([
    counted,
    filters.facets === 'include' ? facetContracts(db, asked) : null,
    firstOrNext(db, asked, cursor, async () => (await counted).isCapped),
  ])
  const shown = places.slice(0, filters.limit)
  const last = places.length > filters.limit ? shown.at(-1) : undefined
  return {
    total: counts.total,
    total_is_capped: counts.isCapped,
    not_stated: counts.notStated,
    order,
    correction:
      asked.words.corrected === null ? null : { typed: filters.q ?? '', searched: asked.words.corrected },
    ...(facets === null ? {} : { facets }),
    contracts: await summaries(
      db,
      shown.map(({ id }) => id),
    ),
    next_cursor: last ? writeCursor({ ...last, order, asOf: cursor?.asOf ?? today }) : null,
  }
}

/** Resolves the words and names of a filter, once for all that is asked with it. */
export async function askedContracts(
  db: Queryable,
  filters: ContractFilters,
  today: CalendarDate,
): Promise<AskedContracts> {
  const [words, authorities, supplierIds] = await Promise.all([
    findWords(db, filters.q, filters.spelling !== 'as_typed'),
    idsOf(db, 'authorities', 'authority', filters.authority),
    idsOf(db, 'suppliers', 'supplier', filters.supplier),
  ])
  return { filters, words, authorityIds: authorities?.map(Number) ?? null, supplierIds, today }
}

async function firstOrNext(
  db: Queryable,
  asked: AskedContracts,
  cursor: ContractCursor | null,
  isCapped: () => Promise<boolean>,
) {
  const isByMatch = cursor ? cursor.order === 'match' : asked.words.query !== null && !(await isCapped())
  const order = isByMatch && asked.words.query !== null ? ('match' as const) : ('end' as const)
  const standing = { ...asked, today: cursor?.asOf ?? asked.today }
  return { order, places: await orderOf(order)(db, standing, cursor, asked.filters.limit + 1) }
}

function cursorOf(text: string): ContractCursor {
  const cursor = readCursor(text)
  if (cursor !== null) return cursor
  throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
    { place: 'cursor', message: 'is not a cursor that this list gave out' },
  ])
}

const BATCH = 1_000

/** Every contract that matches, in batches, in the order that the pages have; one batch is held at a time. */
export async function* eachContract(
  db: Queryable,
  asked: AskedContracts,
): AsyncGenerator<ContractSummary[], void, undefined> {
  const isCapped = asked.words.query !== null && (await countContracts(db, asked)).isCapped
  const next = orderOf(asked.words.query !== null && !isCapped ? 'match' : 'end')
  for (let after = null; ; ) {
    const places = await next(db, asked, after, BATCH)
    yield await summaries(
      db,
      places.map(({ id }) => id),
    )
    const last = places.at(-1)
    if (last === undefined || places.length < BATCH) return
    after = last
  }
}

interface Row extends Record<string, unknown> {
  id: string
  authority_slug: string
  authority_name: string
  local_reference: string | null
  title: string
  supplier_name_raw: string
  start_on: string | null
  current_end_on: string | null
  max_end_on: string | null
  value_pence: string | null
  value_field: string | null
  confirmed_at: string
  is_sample: boolean
}

/** The public contracts with these ids, in this order. */
async function summaries(db: Queryable, ids: readonly string[]): Promise<ContractSummary[]> {
  if (ids.length === 0) return []
  const rows = await db.execute<Row>(sql`
    select c.id, a.slug as authority_slug, a.name as authority_name,
      c.local_reference, c.title, c.supplier_name_raw, c.start_on::text, c.current_end_on::text, c.max_end_on::text,
      c.value_pence::text, c.value_field, ${confirmedAt} as confirmed_at, r.is_sample
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as page(id, place)
    join contracts c on c.id = page.id
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    join returns confirmed on confirmed.id = ${confirmingReturn}
    where c.is_public
    order by page.place`)
  return rows.map(toSummary)
}

/** The last published return that held the contract `c`. */
export const confirmingReturn = sql`coalesce(c.confirmed_return_id, (
  select id from returns latest
  where latest.authority_id = c.authority_id and latest.kind = 'contracts' and latest.state = 'published'
  order by latest.publication desc limit 1))`

/**
 * When the authority last confirmed the contract `c`: by a return that held it (`confirmed`), or by saying that it still
 * runs although a return left it out.
 */
export const confirmedAt = isoInstant(
  `greatest(confirmed.published_at, (select max(answered_at) from contract_answers said
    where said.contract_id = c.id and said.answer = 'still_running'))`,
)

function toSummary(row: Row): ContractSummary {
  return {
    id: row.id,
    authority: { slug: row.authority_slug, name: row.authority_name },
    local_reference: row.local_reference,
    title: row.title,
    supplier_name_raw: row.supplier_name_raw,
    start_on: row.start_on,
    current_end_on: row.current_end_on,
    max_end_on: row.max_end_on,
    value: toAmount(row.value_pence, row.value_field),
    confirmed_at: row.confirmed_at,
    is_sample: row.is_sample,
  }
}

type Amount = ContractSummary['value']

/** The stored amount with the field that it came from, which says its basis. */
export function toAmount(pence: string | null, field: string | null): Amount {
  if (pence === null || field === null) return null
  return { pounds: decimalPounds(Number(pence)), field: field as NonNullable<Amount>['field'] }
}
