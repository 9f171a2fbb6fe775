// Which messages were kept because there is no mail server?
import { desc } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { mails } from '../db/schema/accounts.ts'

export interface Mail {
  recipient: string
  subject: string
  /** Plain text. */
  body: string
}

export async function keepMail(db: Queryable, mail: Mail): Promise<void> {
  await db.insert(mails).values(mail)
}

/** The latest first. */
export function listKeptMails(db: Queryable, most: number) {
  return db.select().from(mails).orderBy(desc(mails.id)).limit(most)
}
