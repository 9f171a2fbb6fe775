// How does an officer say what follows a contract?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { alignContractsJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { deriveContract } from './derive-opportunities.ts'
import {
  contractOfOpportunity,
  insertIntention,
  lastIntention,
  type NewIntention,
} from './intention-queries.ts'

/**
 * Puts the answer on record beside the earlier ones and derives the opportunity anew, in one transaction within the walls
 * of the account. The same answer again changes nothing; false then.
 * @throws AppError `not_found`; `forbidden` for the contract of another authority, put on record; `bad_request` for a day
 * that has not come.
 */
export async function stateIntention(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Account,
  opportunityId: string,
  stated: NewIntention,
): Promise<boolean> {
  const today = londonDay(deps.clock())
  if (stated.saidOn > today)
    throw new AppError('bad_request', undefined, [{ place: 'said_on', message: 'must have come already' }])
  const about = await contractOfOpportunity(deps.db, opportunityId)
  if (about === null) throw new AppError('not_found')
  await authorise(deps, account, 'contracts:edit', { authorityId: about.authorityId })
  return withAccount(deps.db, account, (tx) => recordIntention(tx, account, about, stated, today))
}

/** The same within a transaction of the caller, who has asked whether the account may. */
export async function recordIntention(
  tx: Queryable,
  account: Account,
  { contractId, authorityId }: { contractId: string; authorityId: number },
  stated: NewIntention,
  today: CalendarDate,
): Promise<boolean> {
  const before = await lastIntention(tx, contractId)
  if (before !== null && isSame(before, stated)) return false
  await insertIntention(tx, contractId, stated, actorOf(account))
  await appendAudit(tx, {
    actor: actorOf(account),
    action: 'contract.intention',
    authorityId,
    subjectKind: 'contract',
    subjectId: contractId,
    before,
    after: stated,
  })
  await deriveContract(tx, contractId, today)
  await enqueue(tx, alignContractsJob, {})
  return true
}

function isSame(one: NewIntention, other: NewIntention): boolean {
  return one.answer === other.answer && one.saidOn === other.saidOn && one.note === other.note
}
