import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, endOfMonth, fromDayNumber } from '../../../src/lib/calendar-date.ts'
import {
  type AlignmentContract,
  alignmentClusters,
  cannotMeet,
  meets,
} from '../../../src/market/alignment.ts'

const ON = '2026-11-21'
const exactly = (pence: number) => ({ low: pence, high: pence })
const contract = (
  id: string,
  currentEnd: string,
  optionEnds: string[] = [],
  more: Partial<AlignmentContract> = {},
): AlignmentContract => ({
  id,
  authorities: [`authority of ${id}`],
  currentEnd,
  optionEnds,
  annual: exactly(10_000_00),
  decideBy: optionEnds.length > 0 ? addMonths(currentEnd, -6) : null,
  ...more,
})

describe('meeting a target', () => {
  const two = contract('A', '2027-03-31', ['2028-03-31', '2029-03-31'])

  it.each([
    ['2027-06-30', 0, '2027-03-31', 0],
    ['2026-12-31', 0, '2027-03-31', 0],
    ['2028-03-31', 1, '2028-03-31', 12],
    ['2028-04-30', 1, '2028-03-31', 12],
    ['2028-02-29', 1, '2028-03-31', 12],
    ['2029-04-30', 2, '2029-03-31', 24],
  ])('%s takes %i options, ending on %s', (target, optionsUsed, end, monthsExtended) => {
    expect(meets(two, target)).toMatchObject({ optionsUsed, end, monthsExtended })
  })

  it.each(['2027-07-31', '2028-05-31', '2029-05-31', '2026-11-30'])(
    '%s cannot be met by whole options',
    (target) => {
      expect(meets(two, target)).toBeNull()
    },
  )

  it('says why a contract cannot', () => {
    const contracts = [two, contract('B', '2030-01-31'), contract('C', '2027-01-31')]
    expect(cannotMeet(contracts, '2028-08-31', ON)).toEqual([
      { id: 'A', why: 'no whole option ends near it' },
      { id: 'B', why: 'ends after' },
      { id: 'C', why: 'ends before, with no option left to reach it' },
    ])
  })
})

describe('clusters', () => {
  it('finds the common end, who extends by what, the combined £ and the first decision', () => {
    const contracts = [
      contract('A', '2027-03-31', ['2028-03-31']),
      contract('B', '2028-04-30', [], { annual: 'not stated' }),
      contract('D', '2028-03-31', [], { annual: 'withheld' }),
      contract('C', '2027-09-30', ['2028-03-31'], { annual: { low: 5_00, high: 6_00 } }),
    ]
    expect(alignmentClusters(contracts, ON)[0]).toMatchObject({
      target: '2028-03-31',
      authorities: 4,
      combinedAnnual: { low: 10_005_00, high: 10_006_00 },
      withValue: 2,
      withheld: 1,
      notStated: 1,
      extending: 2,
      monthsExtended: 18,
      decideBy: '2026-09-30',
    })
  })

  it('needs two authorities, not two contracts of one', () => {
    const one = { authorities: ['camden'] }
    expect(
      alignmentClusters([contract('A', '2027-03-31', [], one), contract('B', '2027-03-31', [], one)], ON),
    ).toEqual([])
  })

  it('counts a shared contract once, and its authorities as two that need another contract to align with', () => {
    const shared = contract('A', '2027-03-31', [], { authorities: ['camden', 'islington'] })
    expect(alignmentClusters([shared, shared], ON)).toEqual([])
    expect(alignmentClusters([shared, contract('B', '2027-03-31')], ON)[0]).toMatchObject({
      authorities: 3,
      combinedAnnual: exactly(20_000_00),
    })
  })

  it('leaves out what has ended and what lies more than five years ahead', () => {
    expect(alignmentClusters([contract('A', '2026-11-20'), contract('B', '2026-12-31')], ON)).toEqual([])
    expect(alignmentClusters([contract('A', '2031-12-31'), contract('B', '2031-12-31')], ON)).toEqual([])
  })

  it('puts more members first, then more £, then fewer months of extension, then the earlier date', () => {
    const clusters = alignmentClusters(
      [
        contract('A', '2027-03-31'),
        contract('B', '2027-03-31'),
        contract('C', '2029-03-31'),
        contract('D', '2029-03-31'),
        contract('E', '2029-03-31'),
      ],
      ON,
    )
    expect(clusters.map(({ target, members }) => [target, members.length])).toEqual([
      ['2029-03-31', 3],
      ['2027-03-31', 2],
    ])
  })
})

describe('every cluster of a random register', () => {
  const day = fc.integer({ min: 20_800, max: 22_800 }).map(fromDayNumber)
  const member = fc.record({
    authority: fc.integer({ min: 1, max: 6 }),
    currentEnd: day,
    steps: fc.array(fc.integer({ min: 1, max: 36 }), { maxLength: 4 }),
    annual: fc.oneof(
      fc.constantFrom('withheld' as const, 'not stated' as const),
      fc.nat(1_000_000).map(exactly),
    ),
  })
  const register = fc.array(member, { maxLength: 25 }).map((members) =>
    members.map(({ authority, currentEnd, steps, annual }, index) => {
      const totals = steps.map((_step, at) => steps.slice(0, at + 1).reduce((sum, step) => sum + step, 0))
      const ends = totals.map((months) => addMonths(currentEnd, months))
      return contract(`c${index}`, currentEnd, ends, { authorities: [`a${authority}`], annual })
    }),
  )

  it('takes no member past its maximum end, and only by whole options', () => {
    fc.assert(
      fc.property(register, (contracts) => {
        for (const cluster of alignmentClusters(contracts, ON)) {
          expect(cluster.target).toBe(endOfMonth(cluster.target))
          expect(cluster.target > ON).toBe(true)
          for (const { id, end, optionsUsed } of cluster.members) {
            const own = contracts.find((one) => one.id === id)
            expect(end).toBe([own?.currentEnd, ...(own?.optionEnds ?? [])][optionsUsed])
            expect(end <= (own?.optionEnds.at(-1) ?? own?.currentEnd ?? '')).toBe(true)
            if (optionsUsed > 0) expect(cluster.target <= addMonths(end, 1)).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('has two authorities, every contract that can meet it, and adds each value once', () => {
    fc.assert(
      fc.property(register, (contracts) => {
        for (const cluster of alignmentClusters(contracts, ON)) {
          const able = contracts.filter((one) => one.currentEnd >= ON && meets(one, cluster.target) !== null)
          expect(cluster.members.map(({ id }) => id)).toEqual(able.map(({ id }) => id))
          const sum = able.reduce(
            (total, { annual }) => total + (typeof annual === 'string' ? 0 : annual.low),
            0,
          )
          expect(cluster.combinedAnnual).toEqual(exactly(sum))
          expect(cluster.withValue + cluster.withheld + cluster.notStated).toBe(able.length)
          expect(new Set(able.flatMap(({ authorities }) => authorities)).size).toBeGreaterThanOrEqual(2)
          expect(able.length + cannotMeet(contracts, cluster.target, ON).length).toBe(
            contracts.filter((one) => one.currentEnd >= ON).length,
          )
        }
      }),
      { numRuns: 200 },
    )
  })
})
