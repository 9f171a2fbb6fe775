// How does a message reach a person?
import nodemailer from 'nodemailer'
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { sendMailJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { keepMail, type Mail, takeKeptMail } from './mail-queries.ts'

const TIMEOUT = 10_000

/**
 * Keeps a message, within the caller's transaction where there is one, to be sent by a worker through the mail server of `SMTP_URL`, and tried again while the server is away;
 * without one it stays for the admin to see. Takes as long whether there is a server or not, and does not wait for it.
 */
export async function sendMail(deps: Pick<Deps, 'config'> & { db: Queryable }, mail: Mail): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const mailId = await keepMail(tx, mail)
    if (deps.config.SMTP_URL !== undefined) await enqueue(tx, sendMailJob, { mailId })
  })
}

/**
 * Sends what was kept and forgets it; nothing to do where it was sent before. Sent twice only if the process dies between the
 * server's yes and the forgetting. @throws Error when the server does not take it.
 */
export async function deliverMail(deps: Pick<Deps, 'config' | 'db'>, mailId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const mail = await takeKeptMail(tx, mailId)
    if (mail !== null) await hand(deps, mail)
  })
}

async function hand({ config }: Pick<Deps, 'config'>, mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = config
  if (SMTP_URL === undefined) throw new Error('There is no mail server.')
  const transport = nodemailer.createTransport({
    url: SMTP_URL,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  await transport.sendMail({
    from: MAIL_FROM,
    to: { name: '', address: oneLine(mail.recipient) },
    subject: oneLine(mail.subject),
    text: mail.body,
    ...(mail.html && { html: mail.html }),
    ...(mail.messageId && { messageId: `<${mail.messageId}@${domainOf(MAIL_FROM)}>` }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(mail.unsubscribe && {
        'List-Unsubscribe': `<${oneLine(mail.unsubscribe)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  })
}

function domainOf(address: string): string {
  return /@([a-z0-9.-]+)/i.exec(address)?.[1] ?? 'localhost'
}

/** As `sendMail`, for after the answer: a failure is logged and the caller does not wait. */
export function sendMailLater(deps: Pick<Deps, 'config' | 'db' | 'log'>, mail: Mail): void {
  sendMail(deps, mail).catch((error: unknown) => {
    deps.log.error({ err: error, subject: mail.subject }, 'mail was not kept')
  })
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
