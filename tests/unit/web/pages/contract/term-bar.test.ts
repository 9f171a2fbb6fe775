import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromDayNumber } from '../../../../../src/lib/calendar-date.ts'
import { termBar } from '../../../../../src/web/pages/contract/term-bar.ts'

const term = { start_on: '2023-04-01', current_end_on: '2027-03-31', max_end_on: '2029-03-31' }
const number = (percent: string) => Number(percent.replace('%', ''))

it('draws the agreed term, each option and what the options leave', () => {
  const bar = termBar(term, [12], '2026-11-21')
  expect(bar?.segments.map(({ kind, said }) => [kind, said])).toEqual([
    ['agreed', '1 April 2023 to 31 March 2027'],
    ['option', '31 March 2027 to 31 March 2028'],
    ['option', '31 March 2028 to 31 March 2029'],
  ])
  expect(bar?.description).toBe(
    'Agreed from 1 April 2023 to 31 March 2027; may be extended from 31 March 2027 to 31 March 2028; may be extended from 31 March 2028 to 31 March 2029.',
  )
})

it('draws nothing without a start and an end to draw between', () => {
  expect(termBar({ ...term, start_on: null }, [], '2026-11-21')).toBeNull()
  expect(termBar({ ...term, current_end_on: null, max_end_on: null }, [], '2026-11-21')).toBeNull()
  expect(termBar({ ...term, start_on: '2030-01-01' }, [], '2026-11-21')).toBeNull()
})

it('puts every piece and today inside the picture, one piece after the other', () => {
  const day = fc.integer({ min: 7_000, max: 40_000 }).map(fromDayNumber)
  const months = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 })
  fc.assert(
    fc.property(day, day, fc.option(day), day, months, (start, end, latest, today, options) => {
      const bar = termBar({ start_on: start, current_end_on: end, max_end_on: latest }, options, today)
      if (bar === null) return
      let reached = number(bar.segments[0]?.x ?? '0%')
      for (const { x, width } of bar.segments) {
        expect(Math.abs(number(x) - reached)).toBeLessThan(0.05)
        reached = number(x) + number(width)
      }
      expect(reached).toBeLessThan(100.05)
      expect(bar.ticks.length).toBeLessThanOrEqual(6)
      if (bar.today) expect(number(bar.today.x)).toBeLessThanOrEqual(100)
    }),
  )
})
