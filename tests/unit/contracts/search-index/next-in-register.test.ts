import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Place } from '../../../../src/contracts/contract-cursor.ts'
import { type AskedRegister, askRegister } from '../../../../src/contracts/search-index/asked-members.ts'
import { idOf } from '../../../../src/contracts/search-index/contract-places.ts'
import { nextByEnd } from '../../../../src/contracts/search-index/next-by-end.ts'
import { nextByMatch } from '../../../../src/contracts/search-index/next-by-match.ts'
import type { Segment } from '../../../../src/contracts/search-index/segment.ts'
import { dayNumber, fromDayNumber } from '../../../../src/lib/calendar-date.ts'
import {
  type Case,
  type Contract,
  cases,
  heldOf,
  matching,
  TODAY,
} from '../../../support/made-up-held-register.ts'

const today = dayNumber(TODAY)

function placeOf({ id, currentEnd, score }: Contract, isRanked: boolean): Place {
  const end = currentEnd === null ? null : fromDayNumber(currentEnd)
  const group = currentEnd === null ? 1 : currentEnd >= today ? 0 : 2
  return { id, rank: isRanked ? -score : 0, group, end }
}

const days = ({ end }: Place) => (end === null ? 0 : Math.abs(dayNumber(end) - today))
const byId = (one: Place, other: Place) => (one.id === other.id ? 0 : one.id < other.id ? -1 : 1)

function plainByEnd(asked: Case): Place[] {
  return matching(asked)
    .map((contract) => placeOf(contract, false))
    .sort(
      (one, other) =>
        one.group - other.group || days(one) - days(other) || byId(one, other) * (one.group === 2 ? -1 : 1),
    )
}

function plainByMatch(asked: Case): Place[] {
  return matching(asked)
    .map((contract) => placeOf(contract, true))
    .sort(
      (one, other) =>
        one.rank - other.rank || one.group - other.group || days(one) - days(other) || byId(one, other),
    )
}

function asking(asked: Case): AskedRegister {
  const { held, words } = heldOf(asked)
  return askRegister(held, { ...asked.question, words })
}

/** All pages, one after the other, each from the last place of the one before. */
function paged(next: (after: Place | null) => Place[]): Place[] {
  const places: Place[] = []
  for (let page = next(null); page.length > 0; page = next(places.at(-1) ?? null)) places.push(...page)
  return places
}

it('lists every contract that matches once, in the order of ends, however long the pages are', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 30 }), (asked, limit) => {
      const register = asking(asked)
      expect(paged((after) => nextByEnd(register, after, limit))).toEqual(plainByEnd(asked))
    }),
    { numRuns: 200 },
  )
})

it('lists every contract that matches once, the best match first, however long the pages are', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 30 }), (asked, limit) => {
      const register = asking(asked)
      const scores = new Map(asked.contracts.map(({ id, score }) => [id, score]))
      const scoresOf = (segment: Segment) =>
        Float32Array.from({ length: segment.size }, (_, at) => scores.get(idOf(segment, at)) ?? 0)
      expect(paged((after) => nextByMatch(register, scoresOf, after, limit))).toEqual(plainByMatch(asked))
    }),
    { numRuns: 200 },
  )
})

it('goes on from a place whose contract is no longer there', () => {
  fc.assert(
    fc.property(cases, fc.nat(), (asked, pick) => {
      const [byEnd, byMatch] = [plainByEnd(asked), plainByMatch(asked)]
      fc.pre(byEnd.length > 0)
      const at = pick % byEnd.length
      const without = (places: Place[]) =>
        asking({ ...asked, contracts: asked.contracts.filter(({ id }) => id !== places[at]?.id) })
      const scores = new Map(asked.contracts.map(({ id, score }) => [id, score]))
      const scoresOf = (segment: Segment) =>
        Float32Array.from({ length: segment.size }, (_, place) => scores.get(idOf(segment, place)) ?? 0)
      expect(nextByEnd(without(byEnd), byEnd[at] ?? null, 100)).toEqual(byEnd.slice(at + 1))
      expect(nextByMatch(without(byMatch), scoresOf, byMatch[at] ?? null, 100)).toEqual(byMatch.slice(at + 1))
    }),
  )
})

it('takes one score for all members where they match alike', () => {
  fc.assert(
    fc.property(cases, (asked) => {
      const alike = { ...asked, contracts: asked.contracts.map((contract) => ({ ...contract, score: 0.5 })) }
      expect(nextByMatch(asking(alike), () => 0.5, null, 100)).toEqual(plainByMatch(alike))
    }),
  )
})
