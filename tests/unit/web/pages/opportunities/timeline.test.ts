import { expect, it } from 'vitest'
import { timelineView } from '../../../../../src/web/pages/opportunities/timeline.ts'
import { opportunityRowWith } from '../../../../support/opportunity-row.ts'

const TODAY = '2026-11-21'
const one = opportunityRowWith()
const earliest = one.earliest
if (earliest === null) throw new Error('The row has an end.')
const number = (percent: string | false) => Number(String(percent).replace('%', ''))

it('draws the days of an end one after the other, and the end where the last of them stops', () => {
  const [row] = timelineView([one], TODAY).rows
  expect(row?.segments.map(({ kind }) => kind)).toEqual(['talk', 'tender', 'wait'])
  const [talk, tender, wait] = row?.segments ?? []
  expect(number(talk?.x ?? '') + number(talk?.width ?? '')).toBeCloseTo(number(tender?.x ?? ''), 1)
  expect(number(wait?.x ?? '') + number(wait?.width ?? '')).toBeCloseTo(number(row?.end ?? false), 1)
  expect(row?.description).toBe(
    'Talk from 31 October 2026 to 31 January 2027; tender out by 14 April 2027; ends 31 October 2027.',
  )
})

it('cuts what lies before or beyond the picture and leaves it to the table', () => {
  const far = opportunityRowWith({
    earliest: { ...earliest, approach_from: '2020-01-01', end: '2060-01-01' },
  })
  const [row] = timelineView([far], TODAY).rows
  for (const { x, width } of row?.segments ?? []) {
    expect(number(x)).toBeGreaterThanOrEqual(0)
    expect(number(x) + number(width)).toBeLessThanOrEqual(100.01)
  }
  expect(row?.end).toBe(false)
  expect(row?.days).toMatchObject({ from: '1 January 2020', end: '1 January 2060', latest: '–' })
})

it('draws nothing of a contract that states no end, and says so', () => {
  const [row] = timelineView([opportunityRowWith({ phase: null, earliest: null })], TODAY).rows
  expect(row).toMatchObject({
    segments: [],
    end: false,
    description: 'No end stated.',
    days: { end: 'Not stated' },
  })
})

it('shows the time to talk before the last end only where it is another', () => {
  const latest = {
    end: '2028-10-31',
    approach_from: '2027-10-31',
    approach_by: '2028-01-31',
    tender_latest: '2028-04-14',
  }
  const [row] = timelineView([opportunityRowWith({ latest })], TODAY).rows
  expect(row?.segments.at(-1)).toMatchObject({
    kind: 'later',
    said: 'Talk, if it is extended: 31 October 2027 to 31 January 2028',
  })
})
