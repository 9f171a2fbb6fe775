import { expect, it } from 'vitest'
import { type Frequency, isDue } from '../../../src/alerts/frequency.ts'

const at = (text: string) => Date.parse(text)

it.each<[string, Frequency, string | null, string, boolean]>([
  ['the first is due at once, whatever the hour', 'weekly', null, '2026-11-21T03:00:00Z', true],
  ['at once is always due', 'at once', '2026-11-21T10:00:00Z', '2026-11-21T10:00:01Z', true],
  ['daily: not twice a day', 'daily', '2026-11-21T07:00:00Z', '2026-11-21T23:00:00Z', false],
  ['daily: not before seven', 'daily', '2026-11-20T07:00:00Z', '2026-11-21T06:59:00Z', false],
  ['daily: from seven', 'daily', '2026-11-20T07:00:00Z', '2026-11-21T07:00:00Z', true],
  ['daily: seven in London in summer', 'daily', '2026-06-20T07:00:00Z', '2026-06-21T06:00:00Z', true],
  ['weekly: not on a Sunday', 'weekly', '2026-11-19T07:00:00Z', '2026-11-22T09:00:00Z', false],
  ['weekly: on Monday', 'weekly', '2026-11-19T07:00:00Z', '2026-11-23T09:00:00Z', true],
  [
    'weekly: after seven days, were Monday missed',
    'weekly',
    '2026-11-18T07:00:00Z',
    '2026-11-25T09:00:00Z',
    true,
  ],
])('%s', (_name, frequency, last, now, due) => {
  expect(isDue(frequency, last === null ? null : at(last), at(now))).toBe(due)
})
