// Which messages wait to be sent, or stay because there is no mail server?
import { desc, eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { mails } from '../db/schema/accounts.ts'

export interface Mail {
  recipient: string
  subject: string
  /** Plain text. */
  body: string
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
  return row === undefined ? null : { recipient: row.recipient, subject: row.subject, body: row.body }
}

/** The latest first. */
export function listKeptMails(db: Queryable, most: number) {
  return db.select().from(mails).orderBy(desc(mails.id)).limit(most)
}
