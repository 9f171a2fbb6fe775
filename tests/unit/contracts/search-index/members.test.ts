import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  and,
  andNot,
  count,
  eachAscending,
  eachDescending,
  isEmpty,
  isMember,
  not,
  or,
  setRange,
} from '../../../../src/contracts/search-index/members.ts'
import { type Members, noMembers } from '../../../../src/contracts/search-index/segment.ts'

function membersOf(size: number, contracts: Iterable<number>): Members {
  const members = noMembers({ size })
  for (const contract of contracts) setRange(members, contract, contract + 1)
  return members
}

function contractsOf(members: Members): number[] {
  return [...Array(members.length * 32).keys()].filter((contract) => isMember(members, contract))
}

/** A size and two sets of contracts below it. */
const sets = fc.integer({ min: 1, max: 130 }).chain((size) =>
  fc.tuple(
    fc.constant(size),
    fc.uniqueArray(fc.nat(size - 1)).map((some) => some.toSorted((a, b) => a - b)),
    fc.uniqueArray(fc.nat(size - 1)).map((some) => some.toSorted((a, b) => a - b)),
  ),
)

it('joins, cuts and turns over sets of members as sets of numbers are', () => {
  fc.assert(
    fc.property(sets, ([size, left, right]) => {
      const [one, other] = [membersOf(size, left), membersOf(size, right)]
      expect(contractsOf(one)).toEqual(left)
      expect(contractsOf(and(one, other))).toEqual(left.filter((contract) => right.includes(contract)))
      expect(contractsOf(andNot(one, other))).toEqual(left.filter((contract) => !right.includes(contract)))
      expect(new Set(contractsOf(or(one, other)))).toEqual(new Set([...left, ...right]))
      expect(contractsOf(not(one, size))).toEqual(
        [...Array(size).keys()].filter((contract) => !left.includes(contract)),
      )
      expect(count(one)).toBe(left.length)
      expect(isEmpty(one)).toBe(left.length === 0)
    }),
  )
})

it('leaves the sets it is given as they were', () => {
  const [left, right] = [membersOf(40, [1, 39]), membersOf(40, [2, 39])]
  for (const join of [and, or, andNot]) join(left, right)
  not(left, 40)
  expect([contractsOf(left), contractsOf(right)]).toEqual([
    [1, 39],
    [2, 39],
  ])
})

it('sets any range and nothing beside it', () => {
  fc.assert(
    fc.property(fc.nat(130), fc.nat(130), fc.array(fc.nat(129)), (from, to, before) => {
      const members = membersOf(130, before)
      setRange(members, from, to)
      const expected = [...Array(130).keys()].filter(
        (contract) => before.includes(contract) || (contract >= from && contract < to),
      )
      expect(contractsOf(members)).toEqual(expected)
    }),
  )
})

it('visits members up and down from any place, until a visit says no', () => {
  fc.assert(
    fc.property(sets, fc.integer({ min: 0, max: 140 }), fc.nat(5), ([size, contracts], from, most) => {
      const members = membersOf(size, contracts)
      const visited = (each: typeof eachAscending) => {
        const seen: number[] = []
        each(members, from, (contract) => {
          seen.push(contract)
          return seen.length <= most
        })
        return seen
      }
      const up = contracts.filter((contract) => contract >= from)
      const down = contracts.filter((contract) => contract <= from).toReversed()
      expect(visited(eachAscending)).toEqual(up.slice(0, most + 1))
      expect(visited(eachDescending)).toEqual(down.slice(0, most + 1))
    }),
  )
})
