import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendarEvent, calendarFoot, calendarHead } from '../../../src/exports/icalendar.ts'
import { readCalendar } from '../../support/feed-rules.ts'

/** As a reader shows it: control characters and other line breaks are spaces and line breaks. */
const shown = (text: string) => text.replace(/\r\n|\n|\r|\u2028|\u2029/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ')

it('is read by an independent program as it was meant, whatever stands in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }).filter((text) => text.isWellFormed()),
      (summary, description) => {
        const event = {
          uid: 'a@thirty3',
          changedOn: '2026-11-21',
          first: '2027-02-28',
          last: '2027-02-28',
          summary: `s${summary}`,
          description: `d${description}`,
          url: 'https://thirty3.example/opportunities/a',
        }
        const [read] = readCalendar(calendarHead(summary, description) + calendarEvent(event) + calendarFoot)
        expect(read).toEqual({
          uid: 'a@thirty3',
          summary: shown(event.summary),
          description: shown(event.description),
          first: '2027-02-28',
          until: '2027-03-01',
          isWholeDays: true,
        })
      },
    ),
  )
})
