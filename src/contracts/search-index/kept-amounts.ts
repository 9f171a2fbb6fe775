// Which contracts state an amount between two others?
import { keptBy } from './kept-columns.ts'
import { andNot } from './members.ts'
import { type Members, noMembers, type Segment } from './segment.ts'

/** Between any two steps stand as many contracts; each step takes an eighth of a byte for every contract. */
const STEPS = 16

/** Steps in the order of amounts, from its first place on. */
interface Steps {
  /** How many places after one another. */
  apart: number
  /** Of each who stands there or later; nobody at the last. */
  members: readonly Members[]
}

const stepsOf = keptBy((segment: Segment): Steps => {
  const { byValue } = segment
  const apart = Math.max(1, Math.ceil(byValue.length / STEPS))
  const standing = noMembers(segment)
  const members = [standing.slice()]
  for (let from = Math.floor((byValue.length - 1) / apart) * apart; from >= 0; from -= apart)
    members.unshift(withAdded(standing, segment, from, from + apart).slice())
  return { apart, members }
})

/** Those whose amount, in pence, is from the least to the most, both included; an amount that is not stated never is. A set of its own. */
export function withAmountBetween(segment: Segment, least: number, most: number): Members {
  const enough = standingFrom(segment, placeOfAmount(segment, least, false))
  if (most === Number.POSITIVE_INFINITY) return enough
  return andNot(enough, standingFrom(segment, placeOfAmount(segment, most, true)))
}

/** Those at the place of the order of amounts and later: those of the next step, and the ones before it. */
function standingFrom(segment: Segment, place: number): Members {
  const { apart, members } = stepsOf(segment)
  const step = Math.ceil(place / apart)
  return withAdded(members[step]?.slice() ?? noMembers(segment), segment, place, step * apart)
}

/** Adds in place those from one place to before another of the order of amounts, which may end earlier. */
function withAdded(members: Members, { byValue }: Segment, from: number, to: number): Members {
  const stop = Math.min(to, byValue.length)
  for (let place = from; place < stop; place += 1) {
    const contract = byValue[place] as number
    members[contract >>> 5] = (members[contract >>> 5] as number) | (1 << (contract & 31))
  }
  return members
}

/** The first place in the order of amounts of so much, or of more than that. */
function placeOfAmount({ values, byValue }: Segment, amount: number, isMore: boolean): number {
  let low = 0
  let high = byValue.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = values[byValue[middle] as number] as number
    if (value < amount || (isMore && value === amount)) low = middle + 1
    else high = middle
  }
  return low
}
