import { expect, it } from 'vitest'
import { deliverMail } from '../../../src/accounts/mailer.ts'
import { runAlerts } from '../../../src/alerts/run-alerts.ts'
import { useDatabase } from '../../support/database.ts'
import { useMailServer } from '../../support/mail-server.ts'
import { alertDeps, confirmedSearch, publishAndDerive } from '../../support/saved-searches.ts'

const HOSTILE = 'Lifts\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script> é🏗 & "quoted"'
const database = useDatabase()
const server = useMailServer()
const deps = () => alertDeps(database, () => Date.parse('2026-11-21T10:00:00Z'), { SMTP_URL: server.url() })

async function deliver(): Promise<void> {
  await runAlerts(deps())
  for (const { id } of await database.sql<{ id: number }[]>`select id::int from mails order by id`)
    await deliverMail(deps(), id)
}

it('is taken by a mail server as text and HTML, with one click to end it, and a hostile title is only a title', async () => {
  await confirmedSearch(deps(), 'ada@supplier.example', { q: 'lifts' })
  await publishAndDerive(database, deps(), 'alpha', [
    { title: HOSTILE, supplier_name_raw: 'Line\r\nX-Evil: yes', current_end_on: '2028-03-31' },
  ])
  await database.sql`update contracts set title = ${HOSTILE}`
  await deliver()
  const mail = server.taken.at(-1)
  expect(mail?.to).toEqual(['ada@supplier.example'])
  const { headers, read } = mail ?? { headers: new Map<string, string[]>(), read: null }
  expect([...headers.keys()].sort()).toEqual(
    [
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ].sort(),
  )
  expect([...headers.values()].every((values) => values.length === 1)).toBe(true)
  expect(headers.get('content-type')?.[0]).toMatch(/^multipart\/alternative/)
  expect(headers.get('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
  expect(headers.get('list-unsubscribe')?.[0]).toMatch(
    /^<https:\/\/thirty3\.example\/alerts\/unsubscribe\?t=[\w-]{54}>$/,
  )
  expect(headers.get('message-id')?.[0]).toMatch(/^<digest-[0-9a-f-]{36}@thirty3\.example>$/)
  expect(read?.subject).toContain('Lifts Bcc: everybody@example.org')
  expect(read?.from?.address).toBe('alerts@thirty3.example')
  expect(read?.text).toContain('Why: The words “lifts” are met in its title.')
  expect(read?.html).not.toContain('<script>')
  expect(read?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(read?.text?.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false)
})
