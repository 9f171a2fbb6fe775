// How does a test take mail as a mail server does, and read it with a parser that is not ours?
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll } from 'vitest'

export interface TakenMail {
  to: string[]
  raw: string
  /** As read by the parser. */
  read: Email
  /** The fields of the head by their name in small letters, unfolded; every one of a name that comes twice. */
  headers: Map<string, string[]>
}

export interface MailServer {
  /** For SMTP_URL. */
  url(): string
  taken: TakenMail[]
}

/** An SMTP server for the tests of a file; it takes everything. */
export function useMailServer(): MailServer {
  const taken: TakenMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const raw = Buffer.concat(pieces).toString()
        PostalMime.parse(raw).then((read) => {
          taken.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw,
            read,
            headers: headersOf(raw),
          })
          done()
        }, done)
      })
    },
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return {
    url: () => {
      const address = server.server.address()
      return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`
    },
    taken,
  }
}

function headersOf(raw: string): Map<string, string[]> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const headers = new Map<string, string[]>()
  for (const line of head.split('\r\n')) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()])
  }
  return headers
}
