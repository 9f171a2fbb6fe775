// Which messages wait to be sent, or stay because there is no mail server?
import { desc, eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { mails } from '../db/schema/accounts.ts'

export interface Mail {
  recipient: string
  subject: string
  /** Plain text. */
  body: string
  /** The same as HTML, for programs that show it. */
  html?: string | null
  /** The part of the Message-ID before the @: the same whenever the same is sent again. */
  messageId?: string | null
  /** The address that takes one click, or one POST, to send no more (RFC 2369, RFC 8058). */
  unsubscribe?: string | null
}

/** Its id. */
export async function keepMail(db: Queryable, mail: Mail): Promise<number> {
  const [row] = await db.insert(mails).values(mail).returning({ id: mails.id })
  if (row === undefined) throw new Error('The message was not kept.')
  return row.id
}

/** Takes the message out, so that nobody else sends it meanwhile; null where it is gone. It comes back if the transaction fails. */
export async function takeKeptMail(tx: Queryable, id: number): Promise<Mail | null> {
  const [row] = await tx.delete(mails).where(eq(mails.id, id)).returning()
  if (row === undefined) return null
  const { recipient, subject, body, html, messageId, unsubscribe } = row
  return { recipient, subject, body, html, messageId, unsubscribe }
}

/** The latest first. */
export function listKeptMails(db: Queryable, most: number) {
  return db.select().from(mails).orderBy(desc(mails.id)).limit(most)
}
