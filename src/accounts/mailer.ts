// How does a message reach a person?
import nodemailer from 'nodemailer'
import type { Deps } from '../deps.ts'
import { keepMail, type Mail } from './mail-queries.ts'

const TIMEOUT = 10_000

/**
 * Sends plain text through the mail server of `SMTP_URL`; without one keeps it for the admin to see.
 * @throws Error when the server does not take it.
 */
export async function sendMail(deps: Pick<Deps, 'config' | 'db'>, mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = deps.config
  if (SMTP_URL === undefined) return keepMail(deps.db, mail)
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
  })
}

/** As `sendMail`, for after the answer: a failure is logged and the caller does not wait. */
export function sendMailLater(deps: Pick<Deps, 'config' | 'db' | 'log'>, mail: Mail): void {
  sendMail(deps, mail).catch((error: unknown) => {
    deps.log.error({ err: error, subject: mail.subject }, 'mail was not sent')
  })
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
