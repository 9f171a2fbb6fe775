// How good is a return or a register, and which rows keep it from being better?
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { QUALITY_ITEMS, type QualityFacts, scoreQuality } from './quality.ts'
import {
  keepScore,
  lastPublication,
  type Measured,
  qualityOfAuthority,
  qualityOfReturn,
  rowsWithout,
  scoresOverTime,
  staleContracts,
} from './quality-queries.ts'
import type { QualityReason, QualityReport, QualityRow, ScoredDay } from './quality-schemas.ts'
import type { ReturnDetail } from './return-schemas.ts'

const DAYS_SHOWN = 24

/** @throws AppError `conflict` for a return that was not read. */
export async function reportOnReturn(db: Queryable, detail: ReturnDetail): Promise<QualityReport> {
  if (detail.counts === null || detail.refusal !== null)
    throw new AppError('conflict', 'There is nothing to measure: the return was not read.')
  const receivedOn = londonDay(Date.parse(detail.received_at))
  return report(await qualityOfReturn(db, detail, receivedOn), receivedOn)
}

/** Null while the authority has nothing published. */
export async function reportOnAuthority(
  db: Queryable,
  authorityId: number,
  today: CalendarDate,
): Promise<(QualityReport & { over_time: ScoredDay[] }) | null> {
  const last = await lastPublication(db, authorityId)
  if (last === null) return null
  const facts = await qualityOfAuthority(db, authorityId, last, today)
  return { ...report(facts, today), over_time: await scoresOverTime(db, authorityId, DAYS_SHOWN) }
}

function report(facts: QualityFacts, asOf: CalendarDate): QualityReport {
  const { complete, identifiers } = QUALITY_ITEMS[facts.kind]
  const items = [...new Set([...complete, ...identifiers])]
  return {
    ...scoreQuality(facts, asOf),
    as_of: asOf,
    rows: facts.rows,
    coverage: items.map((item) => ({ item, stated: facts.stated[item], of: facts.rows })),
  }
}

/**
 * The rows that lose points for a reason, a page of them. Of a return there are no stale ones: it is as fresh as it came.
 * @throws AppError `unknown_filter` for a place that no page of a return ended with.
 */
export function rowsLosing(
  db: Queryable,
  measured: Measured,
  reason: QualityReason,
  today: CalendarDate,
  page: { after?: string; limit: number },
): Promise<QualityRow[]> {
  if ('returnId' in measured && page.after !== undefined && !/^\d{1,9}$/.test(page.after))
    throw new AppError('unknown_filter')
  if (reason !== 'stale') return rowsWithout(db, measured, reason, page)
  return 'authorityId' in measured
    ? staleContracts(db, measured.authorityId, today, page)
    : Promise.resolve([])
}

/** Keeps today's score of the authority, for showing how it went over time; its points, null with nothing published. */
export async function recordQuality(
  deps: Pick<Deps, 'db' | 'clock'>,
  authorityId: number,
): Promise<number | null> {
  const today = londonDay(deps.clock())
  const last = await lastPublication(deps.db, authorityId)
  if (last === null) return null
  const score = scoreQuality(await qualityOfAuthority(deps.db, authorityId, last, today), today)
  await keepScore(deps.db, authorityId, last.id, today, score)
  return score.points
}
