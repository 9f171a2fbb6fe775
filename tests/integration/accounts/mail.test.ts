import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverMail, sendMail } from '../../../src/accounts/mailer.ts'
import { loadConfig } from '../../../src/config.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const letters: string[] = []
let sink: Server
let url = ''

const ANSWERS: Record<string, string> = { DATA: '354 go on', QUIT: '221 bye' }

/** Takes mail by SMTP, as a mail server does, and keeps what it was given. */
function takeMail(): (line: string) => string | null {
  let letter: string[] | null = null
  return (line) => {
    if (letter === null) {
      if (line === 'DATA') letter = []
      return ANSWERS[line] ?? '250 ok'
    }
    if (line !== '.') {
      letter.push(line)
      return null
    }
    letters.push(letter.join('\n'))
    letter = null
    return '250 kept'
  }
}

beforeAll(async () => {
  sink = createServer((socket) => {
    const take = takeMail()
    socket.write('220 sink\r\n')
    socket.on('data', (bytes) => {
      const answers = bytes.toString().split('\r\n').slice(0, -1).map(take)
      for (const answer of answers) if (answer !== null) socket.write(`${answer}\r\n`)
    })
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  const address = sink.address()
  url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})

afterAll(() => new Promise((resolve) => sink.close(resolve)))

const config = (smtp?: string) =>
  loadConfig({ MAIL_FROM: 'Thirty3 <from@example.org>', ...(smtp && { SMTP_URL: smtp }) })

it('goes through the mail server, with no way to add a header', async () => {
  const mail = {
    recipient: 'ada@example.org',
    subject: 'Hello\r\nBcc: evil@example.org',
    body: 'Line one\n.\nLine two',
  }
  const deps = { config: config(url), db: database.db }
  await sendMail(deps, mail)
  expect(letters).toEqual([])
  const [asked] = await database.sql<
    { id: number }[]
  >`select (payload->>'mailId')::int as id from outbox where job = 'send-mail'`
  await deliverMail(deps, asked?.id ?? 0)
  await deliverMail(deps, asked?.id ?? 0)
  expect(letters).toHaveLength(1)
  const [head = '', ...rest] = (letters[0] ?? '').split('\n\n')
  expect(head).toMatch(/^To: ada@example.org$/m)
  expect(head).toMatch(/^From: Thirty3 <from@example.org>$/m)
  expect(head).not.toMatch(/^Bcc:/m)
  expect(rest.join('\n\n')).toContain('Line two')
  expect(await database.sql`select 1 from mails`).toHaveLength(0)
})

it('is kept for the admin where there is no mail server', async () => {
  await sendMail({ config: config(), db: database.db }, { recipient: 'a@b', subject: 's', body: 'b' })
  expect(await database.sql`select recipient, subject, body from mails`).toEqual([
    { recipient: 'a@b', subject: 's', body: 'b' },
  ])
})

it('is not lost while the mail server is away, and nobody waits for it', async () => {
  const gone = { config: config('smtp://127.0.0.1:1'), db: database.db }
  const began = performance.now()
  await sendMail(gone, { recipient: 'late@example.org', subject: 's', body: 'b' })
  expect(performance.now() - began).toBeLessThan(1_000)
  const [kept] = await database.sql<
    { id: number }[]
  >`select id::int as id from mails where recipient = 'late@example.org'`
  await expect(deliverMail(gone, kept?.id ?? 0)).rejects.toThrow()
  expect(await database.sql`select 1 from mails where recipient = 'late@example.org'`).toHaveLength(1)
  await deliverMail({ config: config(url), db: database.db }, kept?.id ?? 0)
  expect(letters.at(-1)).toContain('late@example.org')
  expect(await database.sql`select 1 from mails where recipient = 'late@example.org'`).toHaveLength(0)
})
