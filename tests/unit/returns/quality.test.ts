import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/lib/calendar-date.ts'
import {
  CODE_ITEMS,
  daysLate,
  IDENTIFIER_ITEMS,
  POINTS,
  QUALITY_ITEMS,
  type QualityFacts,
  type QualityItem,
  quarterEndBefore,
  scoreQuality,
} from '../../../src/returns/quality.ts'

const ITEMS: QualityItem[] = [
  ...new Set([...CODE_ITEMS, ...IDENTIFIER_ITEMS, ...QUALITY_ITEMS.systems.complete]),
]
const all = (n: number) => Object.fromEntries(ITEMS.map((item) => [item, n])) as QualityFacts['stated']
const perfect: QualityFacts = {
  kind: 'contracts',
  rows: 200,
  stated: all(200),
  bad: 0,
  warned: 0,
  receivedOn: '2026-10-20',
  known: 200,
  fresh: 200,
}
const TODAY = '2026-11-21'
const dimension = (facts: QualityFacts, name: string) =>
  scoreQuality(facts, TODAY).dimensions.find((one) => one.dimension === name)

it('gives a hundred points where nothing is missing, doubtful, late or old', () => {
  expect(scoreQuality(perfect, TODAY)).toMatchObject({ points: 100 })
  expect(Object.values(POINTS).reduce((sum, one) => sum + one, 0)).toBe(100)
})

it('takes for a field that half the rows leave blank half its share, and names how many', () => {
  const facts = { ...perfect, stated: { ...all(200), review_on: 100 } }
  expect(dimension(facts, 'completeness')).toEqual({
    dimension: 'completeness',
    points: 28.8,
    most: 30,
    lost: [{ reason: 'review_on', lost: 100, of: 200, points: 1.2 }],
  })
})

it('counts a row with an error in full and one with a warning by half', () => {
  expect(dimension({ ...perfect, rows: 80, stated: all(80), bad: 20, warned: 40 }, 'validity')).toMatchObject(
    {
      points: 15,
      lost: [
        { reason: 'bad', lost: 20, of: 100, points: 5 },
        { reason: 'warned', lost: 40, of: 100, points: 5 },
      ],
    },
  )
})

describe('timeliness', () => {
  it.each([
    ['2026-10-31', '2026-10-31', 0],
    ['2026-10-01', '2026-11-21', 0],
    ['2026-11-10', '2026-11-21', 10],
    ['2026-09-30', '2026-10-31', 61],
    ['2026-09-30', '2026-11-21', 21],
    ['2026-07-15', '2026-10-31', 0],
    ['2026-07-15', '2026-11-01', 1],
    ['2025-12-31', '2026-11-21', 294],
  ])('takes a return of %s, looked at on %s, to be %i days late', (received, today, days) => {
    expect(daysLate(received, today)).toBe(days)
  })

  it('leaves nothing after a quarter, and never takes more than there is', () => {
    expect(dimension({ ...perfect, receivedOn: '2020-01-01' }, 'timeliness')).toMatchObject({ points: 0 })
  })

  it('knows the quarter end before any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = addDays('2000-01-01', days)
        const end = quarterEndBefore(day)
        expect(end < day).toBe(true)
        expect(['03-31', '06-30', '09-30', '12-31']).toContain(end.slice(5))
        expect(end >= addDays(day, -92)).toBe(true)
      }),
    )
  })
})

it('keeps every score between nought and its most, and lets lost and kept points make up the most', () => {
  const facts = fc.integer({ min: 0, max: 500 }).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      stated: fc
        .array(fc.integer({ min: 0, max: rows }), { minLength: ITEMS.length, maxLength: ITEMS.length })
        .map(
          (counts) =>
            Object.fromEntries(ITEMS.map((item, at) => [item, counts[at]])) as QualityFacts['stated'],
        ),
      bad: fc.integer({ min: 0, max: 300 }),
      warned: fc.integer({ min: 0, max: rows }),
      kind: fc.constantFrom('contracts' as const, 'systems' as const),
      receivedOn: fc.option(fc.constantFrom('2026-10-20', '2026-11-20', '2024-01-01')),
      known: fc.constant(rows),
      fresh: fc.integer({ min: 0, max: rows }),
    }),
  )
  fc.assert(
    fc.property(facts, (given) => {
      const { points, dimensions } = scoreQuality(given, TODAY)
      expect(points).toBeGreaterThanOrEqual(0)
      expect(points).toBeLessThanOrEqual(100)
      for (const { points: kept, most, lost } of dimensions) {
        expect(kept).toBeGreaterThanOrEqual(0)
        expect(kept).toBeLessThanOrEqual(most)
        if (lost.length > 0)
          expect(kept + lost.reduce((sum, one) => sum + one.points, 0)).toBeCloseTo(most, -0.4)
      }
    }),
  )
})

it('measures a list of systems by the fields of a list of systems', () => {
  const facts: QualityFacts = { ...perfect, kind: 'systems', stated: { ...all(0), technology: 200 } }
  const complete = dimension(facts, 'completeness')
  expect(complete?.lost.map(({ reason }) => reason)).toHaveLength(QUALITY_ITEMS.systems.complete.length - 1)
  expect(complete?.lost.map(({ reason }) => reason)).not.toContain('title')
  expect(dimension({ ...facts, stated: all(200) }, 'completeness')?.points).toBe(POINTS.completeness)
})
