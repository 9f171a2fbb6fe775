// How does somebody propose to the officers of several authorities to buy together?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { sendMailLater } from '../accounts/mailer.ts'
import { editorsOf } from '../accounts/user-queries.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import type { AlignmentDetail, ClusterParams } from './alignment-schemas.ts'
import { findSubject } from './cluster-queries.ts'
import { findCluster } from './find-cluster.ts'
import { proposalMail } from './proposal-mails.ts'
import { insertProposal, lockProposals, type NewProposal, sameProposal } from './proposal-queries.ts'

type ProposeDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'log'>

/** Which contracts of the cluster; and what is said of it to the officers concerned. */
export type Proposing = { contractIds: readonly string[]; note: string }

/**
 * Puts a proposal on the board of each authority whose contract is in it and writes to its officers. It crosses the walls on
 * purpose: what it holds of each contract is public. The same again, unanswered, is the one there is.
 * @throws AppError `not_found` where the contracts no longer could end then; `bad_request` where fewer than two authorities
 * are in it, an officer's own is not, or a contract is none of the cluster's.
 */
export async function proposeJointly(
  deps: ProposeDeps,
  account: Account,
  params: ClusterParams,
  { contractIds, note }: Proposing,
): Promise<{ id: string }> {
  await authorise(deps, account, 'alignment:propose')
  const cluster = await findCluster(deps.db, params, londonDay(deps.clock()))
  const named = await findSubject(deps.db, params)
  if (cluster === null || named === null) throw new AppError('not_found')
  const contracts = chosenMembers(cluster, contractIds, account)
  const proposal = {
    subject: named.subject,
    target: params.target,
    note,
    authorityId: account.authorityId,
    proposedBy: actorOf(account),
    contracts,
  }
  const kept = await keep(deps, proposal)
  if (kept.isNew) await writeToOfficers(deps, kept.authorityIds, cluster)
  return { id: kept.id }
}

function chosenMembers({ members }: AlignmentDetail, contractIds: readonly string[], account: Account) {
  const wanted = new Set(contractIds)
  const chosen = members.filter(({ contract }) => wanted.has(contract.id))
  const slugs = new Set(chosen.map(({ authority }) => authority.slug))
  if (chosen.length < wanted.size) throw refused('A contract is none of those that could end then')
  if (slugs.size < 2) throw refused('Choose contracts of at least two authorities')
  if (account.role === 'officer' && !slugs.has(account.authoritySlug ?? ''))
    throw refused('Choose a contract of your own authority as well')
  return chosen.map(({ contract, end, options_used, months_extended, decide_by }) => ({
    contract_id: contract.id,
    end_on: end,
    options_used,
    months_extended,
    decide_by,
  }))
}

const refused = (message: string) => new AppError('bad_request', message, [{ place: 'contract', message }])

/** One transaction: the proposal, and a record of it for each authority concerned. */
function keep({ db }: ProposeDeps, proposal: NewProposal) {
  return db.transaction(async (tx) => {
    await lockProposals(tx, proposal.proposedBy)
    const same = await sameProposal(tx, proposal)
    if (same !== null) return { id: same, authorityIds: [], isNew: false }
    const { id, authorityIds } = await insertProposal(tx, proposal)
    for (const authorityId of authorityIds)
      await appendAudit(tx, {
        actor: proposal.proposedBy,
        action: 'alignment.proposed',
        authorityId,
        subjectKind: 'proposal',
        subjectId: id,
        after: { target: proposal.target, contracts: proposal.contracts.length, note: proposal.note },
      })
    return { id, authorityIds, isNew: true }
  })
}

async function writeToOfficers(
  deps: ProposeDeps,
  authorityIds: readonly number[],
  { subject, target }: AlignmentDetail,
): Promise<void> {
  for (const officer of await editorsOf(deps.db, authorityIds)) {
    const board = `${publicUrl(deps.config)}/authorities/${officer.authoritySlug}/board`
    sendMailLater(deps, proposalMail(officer, { subject: subject.name, end: target, board }))
  }
}
