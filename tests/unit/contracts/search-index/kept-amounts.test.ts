import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { withAmountBetween } from '../../../../src/contracts/search-index/kept-amounts.ts'
import { isMember } from '../../../../src/contracts/search-index/members.ts'
import { indexRow } from '../../../support/index-rows.ts'

const amount = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 90 }) },
)
const bound = fc.integer({ min: -5, max: 95 })
const least = fc.oneof(bound, fc.constant(Number.NEGATIVE_INFINITY))
const most = fc.oneof(bound, fc.constant(Number.POSITIVE_INFINITY))

it('finds exactly those whose amount is between two others, both included, and none that states no amount', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 150 }), least, most, (amounts, from, to) => {
      const segment = buildSegment(
        1,
        amounts.map((valuePence, number) => indexRow(number, { valuePence })),
      )
      const members = withAmountBetween(segment, from, to)
      const found = Array.from(segment.values, (_, contract) => isMember(members, contract))
      expect(found).toEqual(Array.from(segment.values, (value) => value >= from && value <= to))
    }),
  )
})

it('finds them among more contracts than are looked at to choose the steps', () => {
  const segment = buildSegment(
    1,
    Array.from({ length: 3_000 }, (_, number) => indexRow(number, { valuePence: (number * 7919) % 1_000 })),
  )
  for (const [from, to] of [
    [0, 999],
    [17, 18],
    [500, 500],
    [999, Number.POSITIVE_INFINITY],
  ] as const) {
    const members = withAmountBetween(segment, from, to)
    const wrong = Array.from(segment.values.keys()).filter((contract) => {
      const value = segment.values[contract] ?? Number.NaN
      return isMember(members, contract) !== (value >= from && value <= to)
    })
    expect(wrong).toEqual([])
  }
})
