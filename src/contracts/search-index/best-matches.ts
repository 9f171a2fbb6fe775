// Which are the best of many matches?
import { compareIds } from './contract-places.ts'
import type { Segment } from './segment.ts'

/** Where a match stands: by score from the highest, by group, by days from today, by id. */
export interface Standing {
  score: number
  group: number
  days: number
  /** Its id is that of `contract` in these. */
  ids: Uint8Array
  contract: number
}

export interface Match extends Standing {
  segment: Segment
}

/** So many matches as were asked for, the best of those added. */
export interface Best {
  /** What scores less need not be added. */
  readonly least: number
  add(segment: Segment, contract: number, score: number, group: number, days: number): void
  /** The best first. */
  inOrder(): Match[]
}

/**
 * @param limit at least 1.
 * @param last what stands before this or at it is passed over; null passes nothing over.
 */
export function bestOf(limit: number, last: Standing | null): Best {
  const worstFirst: Match[] = []
  const best = { least: Number.NEGATIVE_INFINITY, add, inOrder: () => worstFirst.toSorted(compare) }
  function add(segment: Segment, contract: number, score: number, group: number, days: number): void {
    const { ids } = segment
    const worst = worstFirst.length < limit ? undefined : worstFirst[0]
    if (worst !== undefined && against(worst, score, group, days, ids, contract) <= 0) return
    if (last !== null && against(last, score, group, days, ids, contract) >= 0) return
    const match = { segment, ids, contract, score, group, days }
    if (worst === undefined) rise(worstFirst, worstFirst.push(match) - 1)
    else {
      worstFirst[0] = match
      sink(worstFirst)
    }
    if (worstFirst.length === limit) best.least = worstFirst[0]?.score ?? best.least
  }
  return best
}

/** Below 0 where `standing` comes before what is described. */
function against(
  standing: Standing,
  score: number,
  group: number,
  days: number,
  ids: Uint8Array,
  contract: number,
): number {
  if (standing.score !== score) return score - standing.score
  if (standing.group !== group) return standing.group - group
  if (standing.days !== days) return standing.days - days
  return compareIds(standing.ids, standing.contract, ids, contract)
}

function compare(one: Standing, { score, group, days, ids, contract }: Standing): number {
  return against(one, score, group, days, ids, contract)
}

/** Moves the match at a place up to where none above it is better: the worst of a heap stands first. */
function rise(heap: Match[], from: number): void {
  for (let at = from; at > 0; ) {
    const above = (at - 1) >>> 1
    if (compare(heap[at] as Match, heap[above] as Match) <= 0) return
    swap(heap, at, above)
    at = above
  }
}

/** Moves the first match down to where none below it is worse. */
function sink(heap: Match[]): void {
  for (let at = 0; ; ) {
    const left = at * 2 + 1
    if (left >= heap.length) return
    const right = left + 1
    const worse = right < heap.length && compare(heap[right] as Match, heap[left] as Match) > 0 ? right : left
    if (compare(heap[worse] as Match, heap[at] as Match) <= 0) return
    swap(heap, at, worse)
    at = worse
  }
}

function swap(heap: Match[], one: number, other: number): void {
  const kept = heap[one] as Match
  heap[one] = heap[other] as Match
  heap[other] = kept
}
