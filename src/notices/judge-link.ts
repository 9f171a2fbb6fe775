// What does somebody say of a doubtful link, and how is that taken back?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { deriveOpportunitiesJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import {
  insertJudgement,
  type LinkState,
  lockLink,
  setLink,
  undoLastJudgement,
  type Verdict,
} from './link-queries.ts'

/**
 * Says that a notice is that of a contract, of what follows it, or of neither, within the walls of the account; what the
 * rules find later does not change it. The id of the judgement, by which it is taken back.
 * @throws AppError `not_found` for a link that is not there or of another authority; `forbidden`.
 */
export async function judgeLink(
  deps: Pick<Deps, 'db'>,
  account: Account,
  linkId: string,
  { verdict, reason }: { verdict: Verdict; reason: string },
): Promise<string> {
  await authorise(deps, account, 'notices:judge')
  return withAccount(deps.db, account, async (tx) => {
    const link = await lockLink(tx, linkId)
    if (link === null) throw new AppError('not_found')
    const { state, about, isJudged, authorityId, contractId, ocid } = link
    const before: LinkState = { state, about, isJudged }
    const after: LinkState =
      verdict === 'not the same'
        ? { state: 'rejected', about: null, isJudged: true }
        : { state: 'linked', about: verdict, isJudged: true }
    const actor = actorOf(account)
    const judgement = await insertJudgement(tx, { linkId, verdict, reason, before, actor })
    await setLink(tx, linkId, after)
    await appendAudit(tx, {
      actor,
      action: 'notice.judged',
      authorityId,
      subjectKind: 'contract',
      subjectId: contractId,
      before: { ocid, ...before },
      after: { ocid, ...after },
      reason,
    })
    await enqueue(tx, deriveOpportunitiesJob, { authorityId })
    return judgement
  })
}

/**
 * Puts a link back to what it was before its last judgement.
 * @throws AppError `not_found` for a judgement that is not there, not the last, taken back already or of another authority.
 */
export async function undoLinkJudgement(
  deps: Pick<Deps, 'db'>,
  account: Account,
  judgementId: string,
): Promise<void> {
  await authorise(deps, account, 'notices:judge')
  await withAccount(deps.db, account, async (tx) => {
    const actor = actorOf(account)
    const undone = await undoLastJudgement(tx, judgementId, actor)
    const link = undone && (await lockLink(tx, undone.linkId))
    if (undone === null || link === null) throw new AppError('not_found')
    await setLink(tx, link.id, undone.before)
    await appendAudit(tx, {
      actor,
      action: 'notice.judgement_undone',
      authorityId: link.authorityId,
      subjectKind: 'contract',
      subjectId: link.contractId,
      before: { ocid: link.ocid, state: link.state, about: link.about },
      after: { ocid: link.ocid, ...undone.before },
    })
    await enqueue(tx, deriveOpportunitiesJob, { authorityId: link.authorityId })
  })
}
