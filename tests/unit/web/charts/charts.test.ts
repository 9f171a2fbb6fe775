import fc from 'fast-check'
import { expect, it } from 'vitest'
import { barChart } from '../../../../src/web/charts/bar-chart.ts'
import { concentrationCurve } from '../../../../src/web/charts/concentration-curve.ts'
import { stripPlot } from '../../../../src/web/charts/strip-plot.ts'
import { termTimeline } from '../../../../src/web/charts/term-timeline.ts'
import { levelOf, shortCount, tileMap } from '../../../../src/web/charts/tile-map.ts'

const words = { id: 'one', title: 'One', description: 'In words.' }
const number = (percent: string) => Number(percent.replace('%', ''))

it('puts each authority with a place on the map of tiles, and says what it stands for', () => {
  const camden = { slug: 'camden', name: 'Camden', laCode: 'CMD', tileColumn: 4, tileRow: 3 }
  const nowhere = { ...camden, slug: 'norfolk', tileColumn: null, tileRow: null }
  const { tiles, hasLinks } = tileMap(words, [camden, nowhere], () => ({
    level: 2,
    figure: '12',
    said: '12 contracts',
  }))
  expect(tiles).toEqual([
    { x: 150, y: 100, code: 'CMD', figure: '12', level: 2, said: 'Camden: 12 contracts', href: false },
  ])
  expect(hasLinks).toBe(false)
  expect([0, 1, 26, 51, 100].map((count) => levelOf(count, 100))).toEqual([0, 1, 2, 3, 4])
  expect([999, 1234, 12_345].map(shortCount)).toEqual(['999', '1.2k', '12k'])
})

it('draws bars one after the other, the largest row across the whole width', () => {
  const parts = fc.array(fc.nat(1000), { minLength: 2, maxLength: 2 })
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 20 }), (rows) => {
      const chart = barChart(
        words,
        rows.map(([solid = 0, hatched = 0]) => ({
          label: 'x',
          said: '',
          parts: [
            { kind: 'solid' as const, amount: solid },
            { kind: 'hatched' as const, amount: hatched },
          ],
        })),
      )
      const ends = chart.rows.map((row) =>
        row.parts.reduce((end, part) => Math.max(end, number(part.x) + number(part.width)), 0),
      )
      const largest = Math.max(...rows.map(([solid = 0, hatched = 0]) => solid + hatched))
      expect(Math.max(...ends)).toBeCloseTo(largest > 0 ? 100 : 0, 1)
    }),
  )
})

it('cuts a label that a telephone has no room for', () => {
  const [row] = barChart(words, [{ label: 'A'.repeat(50), said: '', parts: [] }]).rows
  expect(row?.label).toBe(`${'A'.repeat(33)}…`)
})

it('draws a rising line that ends at the whole, with fewer points where it is long', () => {
  const shares = Array.from({ length: 5000 }, (_, at) => (at + 1) / 5000)
  const [line] = concentrationCurve(words, [{ label: 'by contracts', shares }]).lines
  const points = line?.path.split('L').slice(1) ?? []
  expect(points.length).toBeLessThan(250)
  expect(points.at(-1)).toBe('100.00,0.00')
  const heights = points.map((point) => Number(point.split(',')[1]))
  expect(heights).toEqual(heights.toSorted((a, b) => b - a))
})

it('keeps every price, the quartiles and the median inside the picture', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000_00), { minLength: 5, maxLength: 33 }), (amounts) => {
      const sorted = amounts.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
      const prices = amounts.map((annual) => ({ annual, said: '' }))
      const row = {
        label: 'without VAT',
        prices,
        lowerQuartile: at(0.25),
        median: at(0.5),
        upperQuartile: at(0.75),
      }
      const [drawn] = stripPlot(words, [row]).rows
      expect(drawn?.dots).toHaveLength(amounts.length)
      for (const x of [...(drawn?.dots.map((dot) => dot.x) ?? []), drawn?.median ?? '', drawn?.box.x ?? '']) {
        expect(number(x)).toBeGreaterThanOrEqual(0)
        expect(number(x)).toBeLessThanOrEqual(100)
      }
    }),
  )
})

it('marks a day that all have in common, only where it lies in the picture', () => {
  const contract = {
    title: 'Payroll',
    authority: 'Camden',
    start_on: '2024-04-01',
    current_end_on: '2027-03-31',
    max_end_on: '2029-03-31',
  }
  const aimed = (aim: string | null) => termTimeline(words, [contract], '2026-11-21', aim).aim
  expect(aimed('2028-03-31')).toMatchObject({ label: '31 March 2028' })
  expect([aimed('2060-03-31'), aimed(null)]).toEqual([false, false])
})

it('draws what is agreed and hatches what may be added, cut to the picture', () => {
  const contract = {
    title: 'Payroll',
    authority: 'Camden',
    start_on: '2010-01-01',
    current_end_on: '2027-03-31',
    max_end_on: '2050-03-31',
  }
  const { rows } = termTimeline(words, [contract, { ...contract, current_end_on: null }], '2026-11-21')
  expect(rows).toHaveLength(1)
  expect(rows[0]?.parts.map(({ kind, said }) => [kind, said])).toEqual([
    ['solid', 'Agreed: 1 January 2010 to 31 March 2027'],
    ['hatched', 'May be extended: 31 March 2027 to 31 March 2050'],
  ])
  const ends = rows[0]?.parts.map((part) => number(part.x) + number(part.width)) ?? []
  expect(Math.max(...ends)).toBeLessThanOrEqual(100.01)
})
