// How does a supplier say that they are interested, and how does the authority answer?
import { randomBytes } from 'node:crypto'
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { sendMailLater } from '../accounts/mailer.ts'
import { addressKey } from '../accounts/sign-in-throttle.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { sha256 } from '../lib/hash.ts'
import { answerLetter, confirmationLetter } from './interest-mails.ts'
import {
  askedSince,
  confirmInterest,
  deleteInterest,
  keepAnswer,
  keepInterest,
  lockInterestOf,
  openOpportunity,
} from './interest-queries.ts'

export interface StatedInterest {
  email: string
  organisation: string
  message: string
  consents: boolean
}

const HOUR = 3_600_000
/** Mails one e-mail address gets, and asks one network address may make, in a day. */
const MOST_BY_EMAIL = 5
const MOST_BY_ADDRESS = 20

/**
 * Keeps the interest and mails the link that confirms and withdraws it; of somebody signed in with that very e-mail
 * address it is confirmed at once. Tells nobody whether an address is known: more than five mails a day to one address
 * are not sent, and the answer is the same.
 * @throws AppError `not_found`; `too_many_requests` for more than twenty a day from one network address.
 */
export async function expressInterest(
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'log'>,
  opportunityId: string,
  stated: StatedInterest,
  from: { account: Account | null; address: string },
): Promise<'confirmed' | 'mailed'> {
  const about = await openOpportunity(deps.db, opportunityId)
  if (about === null) throw new AppError('not_found')
  const token = randomBytes(32).toString('base64url')
  const at = new Date(deps.clock())
  const email = stated.email.toLowerCase()
  const isOwn = from.account?.kind === 'person' && from.account.email?.toLowerCase() === email
  const addressHash = sha256(`interest ${addressKey(from.address)}`)
  const kept = await deps.db.transaction(async (tx) => {
    await lockInterestOf(tx, addressHash)
    const since = new Date(at.getTime() - 24 * HOUR)
    const { byEmail, byAddress } = await askedSince(tx, { email, addressHash, since })
    if (byAddress >= MOST_BY_ADDRESS) throw new AppError('too_many_requests')
    if (byEmail >= MOST_BY_EMAIL) return false
    const { authorityId } = about
    const tokenHash = sha256(token)
    return keepInterest(tx, {
      ...stated,
      email,
      opportunityId,
      authorityId,
      tokenHash,
      addressHash,
      at,
      isConfirmed: isOwn,
    })
  })
  const address = `${publicUrl(deps.config)}/interests/${token}`
  if (kept) sendMailLater(deps, confirmationLetter({ ...about, email, address, isConfirmed: isOwn }))
  return isOwn ? 'confirmed' : 'mailed'
}

/** @throws AppError `not_found` for a token that is unknown, withdrawn or forgotten. */
export async function confirmByToken(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<void> {
  if (!(await confirmInterest(deps.db, sha256(token), new Date(deps.clock()))))
    throw new AppError('not_found')
}

/** Deletes the interest with all that was known of who had it. @throws AppError `not_found`, as above. */
export async function withdrawByToken(deps: Pick<Deps, 'db'>, token: string): Promise<void> {
  if (!(await deleteInterest(deps.db, sha256(token)))) throw new AppError('not_found')
}

/**
 * Mails the answer of an officer of the authority, once for each interest, and puts on record that it was answered, not
 * whom or what.
 * @throws AppError `not_found` for an interest that is not there, may not be seen or is answered; `forbidden`.
 */
export async function answerInterest(
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'log'>,
  account: Account,
  asked: { opportunityId: string; interestId: string; answer: string },
): Promise<void> {
  const about = await openOpportunity(deps.db, asked.opportunityId)
  if (about === null) throw new AppError('not_found')
  await authorise(deps, account, 'contracts:edit', { authorityId: about.authorityId })
  const actor = actorOf(account)
  const at = new Date(deps.clock())
  const to = await withAccount(deps.db, account, async (tx) => {
    const answered = await keepAnswer(tx, { ...asked, actor, at })
    if (answered === null) throw new AppError('not_found')
    await appendAudit(tx, {
      actor,
      action: 'interest.answered',
      authorityId: answered.authorityId,
      subjectKind: 'opportunity',
      subjectId: asked.opportunityId,
    })
    return answered
  })
  sendMailLater(deps, answerLetter({ ...about, email: to.email, answer: asked.answer }))
}
