// Which contracts of the register match best, after those shown before?

import { dayNumber } from '../../lib/calendar-date.ts'
import type { Place } from '../contract-cursor.ts'
import type { AskedRegister } from './asked-members.ts'
import { type Best, bestOf, type Standing } from './best-matches.ts'
import { bytesOf, endOf, idOf } from './contract-places.ts'
import { placeOf } from './find-place.ts'
import { setRange } from './members.ts'
import { listPlaces, roomForPlaces } from './picked-contracts.ts'
import { type Members, NO_DAY, noMembers, type Segment } from './segment.ts'

/**
 * So many places after one, or from the first: the best match first, and what matches alike in the order of ends: running, the
 * soonest first, no end stated, ended, the latest first. Ranks are scores below zero.
 * @param scoresOf of members of a segment the `ts_rank` by number of the contract, or one for all of them. Each answer is done with
 * before the next is asked for.
 */
export function nextByMatch(
  asked: AskedRegister,
  scoresOf: (segment: Segment, members: Members) => Float32Array | number,
  after: Place | null,
  limit: number,
): Place[] {
  const today = dayNumber(asked.question.today)
  const best = bestOf(limit, after && standingOf(after, today))
  const places = roomForPlaces(Math.max(0, ...asked.segments.map(({ segment }) => segment.size)))
  for (const { segment, isAsked, meeting } of asked.segments) {
    if (!isAsked) continue
    const members = meeting() ?? everybody(segment)
    const numbers = places.subarray(0, listPlaces(members, places))
    if (numbers.length > 0) addMembers(best, segment, numbers, scoresOf(segment, members), today)
  }
  return best.inOrder().map(({ segment, contract, score, group }) => ({
    id: idOf(segment, contract),
    rank: -score,
    group,
    end: endOf(segment, contract),
  }))
}

function everybody(segment: Segment): Members {
  const members = noMembers(segment)
  setRange(members, 0, segment.size)
  return members
}

function standingOf({ rank, group, end, id }: Place, today: number): Standing {
  const days = end === null ? 0 : Math.abs(dayNumber(end) - today)
  return { score: -rank, group, days, ids: bytesOf(id), contract: 0 }
}

/** Of what matches alike the first comes first, so that the rest is passed over soon. */
function addMembers(
  best: Best,
  segment: Segment,
  numbers: Uint32Array,
  scores: Float32Array | number,
  today: number,
): void {
  const { currentEnds } = segment
  const running = placeOf(numbers, placeOf(currentEnds, today))
  const unstated = placeOf(numbers, placeOf(currentEnds, NO_DAY))
  const scored = typeof scores === 'number' ? new Float32Array(segment.size).fill(scores) : scores
  for (let at = running; at < unstated; at += 1) {
    const contract = numbers[at] as number
    const score = scored[contract] as number
    if (score >= best.least) best.add(segment, contract, score, 0, (currentEnds[contract] as number) - today)
  }
  for (let at = unstated; at < numbers.length; at += 1) {
    const contract = numbers[at] as number
    const score = scored[contract] as number
    if (score >= best.least) best.add(segment, contract, score, 1, 0)
  }
  for (let at = running - 1; at >= 0; at -= 1) {
    const contract = numbers[at] as number
    const score = scored[contract] as number
    if (score >= best.least) best.add(segment, contract, score, 2, today - (currentEnds[contract] as number))
  }
}
