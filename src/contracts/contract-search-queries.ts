// Which contracts match, how many are there, and which come next?
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { type ContractCursor, type Place, readCursor, writeCursor } from './contract-cursor.ts'
import { type AskedContracts, idsOf } from './contract-filter-queries.ts'
import type { ContractFilters, ListFilters } from './contract-filter-schemas.ts'
import { type ContractFinder, databaseFinder } from './contract-finder-queries.ts'
import type { ContractPage } from './contract-schemas.ts'
import { type Counts, MOST_RANKED } from './contract-survey.ts'
import type { KeptSurveys } from './contract-survey-schemas.ts'
import { findWords } from './found-words-queries.ts'

export interface HowToFind {
  /** Answers what was counted before, where the caller keeps it. */
  kept?: KeptSurveys
  /** The database itself where it is not given. */
  finder?: ContractFinder
}

/**
 * One page of the public contracts that match, the soonest to end first: those running, then those with no end stated,
 * then those that have ended, the latest first. With words the best match first, unless more than 10,000 match.
 * @throws AppError `unknown_filter` for a cursor that is not ours and for a slug that nothing has.
 */
export async function searchContracts(
  db: Queryable,
  filters: ContractFilters,
  today: CalendarDate,
  { kept = (_filters, _today, count) => count(), finder = databaseFinder(db) }: HowToFind = {},
): Promise<ContractPage> {
  const asked = await askedContracts(db, filters, today, finder)
  const cursor = filters.cursor === undefined ? null : cursorOf(filters.cursor)
  const count = () => finder.survey(asked, filters.facets === 'include')
  const surveyed = finder.isQuick ? count() : kept(filters, today, count)
  const [{ counts, facets }, { order, places }] = await Promise.all([
    surveyed,
    firstOrNext(finder, asked, cursor, filters.limit, async () => isRanked((await surveyed).counts)),
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
    as_at: filters.as_at ?? null,
    contracts: await finder.summaries(
      shown.map(({ id }) => id),
      filters.as_at,
    ),
    next_cursor: last ? writeCursor({ ...last, order, asOf: cursor?.asOf ?? asked.today }) : null,
  }
}

/** Resolves the words and names of a filter, once for all that is asked with it. */
export async function askedContracts(
  db: Queryable,
  filters: ListFilters,
  today: CalendarDate,
  finder: ContractFinder = databaseFinder(db),
): Promise<AskedContracts> {
  if (filters.as_at !== undefined && filters.as_at > today)
    throw new AppError(
      'unknown_filter',
      'The register can be seen as it stood on a day that has come, not later.',
      [{ place: 'as_at', message: 'has not come yet' }],
    )
  const [words, authorities, supplierIds, technologyIds] = await Promise.all([
    findWords(db, filters.q, filters.spelling !== 'as_typed', finder),
    idsOf(db, 'authorities', 'authority', filters.authority),
    idsOf(db, 'suppliers', 'supplier', filters.supplier),
    idsOf(db, 'technologies', 'technology', filters.technology),
  ])
  const authorityIds = authorities?.map(Number) ?? null
  return { filters, words, authorityIds, supplierIds, technologyIds, today: filters.as_at ?? today }
}

async function firstOrNext(
  finder: ContractFinder,
  asked: AskedContracts,
  cursor: ContractCursor | null,
  limit: number,
  isRanked: () => Promise<boolean>,
) {
  const isByMatch = cursor ? cursor.order === 'match' : asked.words.query !== null && (await isRanked())
  const order = isByMatch && asked.words.query !== null ? ('match' as const) : ('end' as const)
  const standing = { ...asked, today: cursor?.asOf ?? asked.today }
  return { order, places: await finder.next(order, standing, cursor, limit + 1) }
}

function isRanked({ total, isCapped }: Counts): boolean {
  return !isCapped && total <= MOST_RANKED
}

function cursorOf(text: string): ContractCursor {
  const cursor = readCursor(text)
  if (cursor !== null) return cursor
  throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
    { place: 'cursor', message: 'is not a cursor that this list gave out' },
  ])
}

const BATCH = 1_000
/** Contracts that are written in one go: others are answered between two of them. */
const HANDED_ON = 40

/** The ids of every contract that matches, forty at a time, in the order that the pages have; one batch is held at a time. */
export async function* eachContract(
  db: Queryable,
  asked: AskedContracts,
  finder: ContractFinder = databaseFinder(db),
): AsyncGenerator<string[], void, undefined> {
  const isByMatch = asked.words.query !== null && isRanked((await finder.survey(asked, false)).counts)
  const order = isByMatch ? 'match' : 'end'
  for (let after: Place | null = null; ; ) {
    const places: Place[] = await finder.next(order, asked, after, BATCH)
    for (let at = 0; at < places.length; at += HANDED_ON)
      yield places.slice(at, at + HANDED_ON).map(({ id }) => id)
    const last = places.at(-1)
    if (last === undefined || places.length < BATCH) return
    after = last
  }
}
