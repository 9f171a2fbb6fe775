// Which contracts of the register come next in the order of their ends?

import { dayNumber } from '../../lib/calendar-date.ts'
import type { Place } from '../contract-cursor.ts'
import type { AskedRegister } from './asked-members.ts'
import { bytesOf, compareIds, endOf, idOf, placeAfter, placeBefore } from './contract-places.ts'
import { placeOf } from './find-place.ts'
import { eachAscending, eachDescending } from './members.ts'
import { type Members, NO_DAY, type Segment } from './segment.ts'

/** What is left of a group in one segment: from `next` on towards `stop`, which is not part of it. */
interface Walk {
  segment: Segment
  members: Members | null
  next: number
  stop: number
  step: 1 | -1
}

/** So many places after one, or from the first: the soonest to end, then no end stated, then ended, the latest first. */
export function nextByEnd(asked: AskedRegister, after: Place | null, limit: number): Place[] {
  const places: Place[] = []
  for (let group = after?.group ?? 0; group <= 2 && places.length < limit; group += 1) {
    const walks = walksOf(asked, group, after?.group === group ? after : null)
    places.push(...merged(walks, group, limit - places.length))
  }
  return places
}

function walksOf({ segments, question }: AskedRegister, group: number, after: Place | null): Walk[] {
  const today = dayNumber(question.today)
  const last = after && { end: after.end === null ? NO_DAY : dayNumber(after.end), id: bytesOf(after.id) }
  return segments.flatMap(({ segment, isAsked, meeting }): Walk[] => {
    if (!isAsked) return []
    const [from, to] = groupIn(segment, group, today)
    const range =
      group === 2
        ? { next: Math.min(to, last ? placeBefore(segment, last.end, last.id) : to) - 1, stop: from - 1 }
        : { next: Math.max(from, last ? placeAfter(segment, last.end, last.id) : from), stop: to }
    if (group === 2 ? range.next <= range.stop : range.next >= range.stop) return []
    const walk: Walk = { segment, members: meeting(), step: group === 2 ? -1 : 1, ...range }
    return findMember(walk) ? [walk] : []
  })
}

/** From where to before where the contracts of a group stand. */
function groupIn({ currentEnds, size }: Segment, group: number, today: number): [number, number] {
  if (group === 1) return [placeOf(currentEnds, NO_DAY), size]
  const running = placeOf(currentEnds, today)
  return group === 0 ? [running, placeOf(currentEnds, NO_DAY)] : [0, running]
}

/** Moves on to the first member at `next` or beyond it; false where there is none before `stop`. */
function findMember(walk: Walk): boolean {
  const { members, next, stop, step } = walk
  if (members !== null) {
    walk.next = stop
    const found = (contract: number) => {
      walk.next = contract
      return false
    }
    if (step > 0) eachAscending(members, next, found)
    else eachDescending(members, next, found)
  }
  return step > 0 ? walk.next < stop : walk.next > stop
}

function merged(walks: Walk[], group: number, limit: number): Place[] {
  const places: Place[] = []
  while (places.length < limit) {
    const [first, ...others] = walks
    if (first === undefined) break
    const walk = others.reduce((soonest, other) => (isBefore(other, soonest) ? other : soonest), first)
    places.push(placeOfContract(walk.segment, walk.next, group))
    walk.next += walk.step
    if (!findMember(walk)) walks.splice(walks.indexOf(walk), 1)
  }
  return places
}

function isBefore(one: Walk, other: Walk): boolean {
  const days =
    (one.segment.currentEnds[one.next] as number) - (other.segment.currentEnds[other.next] as number)
  return (days || compareIds(one.segment.ids, one.next, other.segment.ids, other.next)) * one.step < 0
}

function placeOfContract(segment: Segment, contract: number, group: number): Place {
  return { id: idOf(segment, contract), rank: 0, group, end: endOf(segment, contract) }
}
