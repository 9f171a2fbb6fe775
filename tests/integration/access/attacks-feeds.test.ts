import { expect, it } from 'vitest'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn } from '../../support/stored-return.ts'
import { useWebApp } from '../../support/web-app.ts'

const CLOCK = () => Date.parse('2026-11-21T12:00:00Z')
const BREAKS = ['\r\n', '\n', '\r', '\u2028', '\u0085', '\u000b']
const MARKUP = '<script>alert(1)</script> <![CDATA[ ]]> <!ENTITY x SYSTEM "file:///etc/passwd"> &x;'
const hostile = (text: string) =>
  `${text} ${BREAKS.map((end) => `${end}ATTENDEE:mailto:evil@example.org`).join('')}`

const web = useWebApp(CLOCK, async (database) => {
  await makeAuthorities(database)
  const rows = [
    {
      local_reference: hostile('R1'),
      title: hostile(`Hostile ${MARKUP} \\n;,`),
      supplier_name_raw: hostile('<img src=x onerror=alert(2)> Ltd'),
      description: `${MARKUP}\r\nEND:VEVENT\r\nBEGIN:VALARM`,
      current_end_on: '2027-09-30',
      value_annual: 100_000_00,
    },
  ]
  await publishReturn(database, await storeReadReturn(database.sql, 'camden', rows), 'test')
  await deriveOpportunities({ db: database.db, clock: CLOCK })
})

async function body(url: string): Promise<string> {
  const answer = await web().app.inject(url)
  expect([url, answer.statusCode]).toEqual([url, 200])
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
  expect(answer.body).toContain('Hostile')
  return answer.body
}

it('puts nothing of a cell into a calendar but as the text of its own property', async () => {
  const calendar = await body('/opportunities.ics')
  const lines = calendar.replace(/\r\n /g, '').split('\r\n')
  expect(lines.filter((line) => /^(ATTENDEE|BEGIN:VALARM|ORGANIZER|ATTACH)/.test(line))).toEqual([])
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u2028]|(?! )\p{Cc}/u)
  const count = (line: string) => lines.filter((one) => one === line).length
  expect(count('BEGIN:VEVENT')).toBe(count('END:VEVENT'))
  expect(lines.every((line) => line === '' || /^[A-Z-]+[:;]/.test(line))).toBe(true)
})

it('puts nothing of a cell into a feed as markup', async () => {
  const feed = await body('/opportunities.atom')
  expect(feed).not.toMatch(/<script|<img|<!\[CDATA\[|<!ENTITY|\]\]>(?!$)/)
  expect(feed).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;|#x?[0-9a-f]+;)/i)
  const { items } = JSON.parse(await body('/opportunities.feed.json')) as {
    items: { content_html?: string }[]
  }
  for (const { content_html: html } of items) expect(html ?? '').not.toMatch(/<script|<img/)
})
