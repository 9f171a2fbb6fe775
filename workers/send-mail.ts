// How is the job done that hands a message to the mail server?
import { deliverMail } from '../src/accounts/mailer.ts'
import type { Deps } from '../src/deps.ts'
import type { PayloadOf, sendMailJob } from '../src/queue/jobs.ts'

export async function sendMailHandler(deps: Deps, { mailId }: PayloadOf<typeof sendMailJob>): Promise<void> {
  await deliverMail(deps, mailId)
  deps.log.info({ mailId }, 'mail sent')
}
