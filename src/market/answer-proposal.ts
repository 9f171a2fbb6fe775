// How does an officer answer a proposal to buy together?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { sendMailLater } from '../accounts/mailer.ts'
import { findUser } from '../accounts/user-queries.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { recordIntention } from '../opportunities/state-intention.ts'
import { answerMail } from './proposal-mails.ts'
import { markAnswered, type ProposedTo, proposedContract } from './proposal-queries.ts'

type AnswerDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'log'>

export type ProposalAnswer = { answer: 'accepted' | 'declined'; note: string }

/**
 * Keeps the answer for one contract, and where it is accepted says for everybody that what follows it is bought jointly, in
 * one transaction within the walls of the account; then tells whoever proposed it.
 * @throws AppError `not_found` for what is not theirs; `forbidden` without the right to edit; `conflict` when answered before.
 */
export async function answerProposal(
  deps: AnswerDeps,
  account: Account,
  proposalId: string,
  contractId: string,
  { answer, note }: ProposalAnswer,
): Promise<void> {
  const today = londonDay(deps.clock())
  const found = await withAccount(deps.db, account, (tx) => proposedContract(tx, proposalId, contractId))
  if (found === null) throw new AppError('not_found')
  const { authorityId } = found
  await authorise(deps, account, 'renewals:edit', { authorityId })
  await withAccount(deps.db, account, async (tx) => {
    const answeredBy = actorOf(account)
    if (!(await markAnswered(tx, proposalId, contractId, { answer, note, answeredBy })))
      throw new AppError('conflict', 'This has been answered already.')
    await appendAudit(tx, {
      actor: answeredBy,
      action: `alignment.${answer}`,
      authorityId,
      subjectKind: 'contract',
      subjectId: contractId,
      after: { proposal: proposalId, note },
    })
    if (answer === 'accepted')
      await recordIntention(
        tx,
        account,
        { contractId, authorityId },
        { answer: 'joint', saidOn: today, note },
        today,
      )
  })
  await tellProposer(deps, found, answer)
}

async function tellProposer(
  deps: AnswerDeps,
  { proposedBy, subject, authority }: ProposedTo,
  answer: ProposalAnswer['answer'],
): Promise<void> {
  const person = /^person:(.+)$/.exec(proposedBy)?.[1]
  const proposer = person === undefined ? null : await findUser(deps.db, person)
  if (proposer === null || proposer.disabledAt !== null) return
  const proposals = `${publicUrl(deps.config)}/alignment/proposals`
  sendMailLater(deps, answerMail(proposer, { subject, authority, answer, proposals }))
}
