// What stands on the renewal board of an authority, and how does an officer move it on?
import { type Account, actorOf } from '../accounts/account.ts'
import { recordRefusal } from '../accounts/authorise.ts'
import { type Action, can } from '../accounts/permissions.ts'
import { withAccount } from '../accounts/with-account.ts'
import { actorNames, appendAudit } from '../audit/audit-queries.ts'
import { type Authority, findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { type ProposalRow, proposalsBy, proposalsFor } from './proposal-queries.ts'
import {
  boardRows,
  countStages,
  insertRenewalEntry,
  type NewRenewalEntry,
  placeOnBoard,
  type RenewalEntry,
  type RenewalRow,
  renewalOf,
} from './renewal-queries.ts'
import type { RenewalStage } from './renewal-stages.ts'

type BoardDeps = Pick<Deps, 'db' | 'clock'>
type Named<Row> = Row & { by: string | null }

export type RenewalBoard = {
  authority: Authority
  stages: ReadonlyMap<string, number>
  rows: readonly RenewalRow[]
  next: string | null
  proposals: readonly Named<ProposalRow>[]
}

const PAGE = 50

/** A page of the board with every proposal that concerns the authority. @throws AppError `not_found`, also for a foreign one. */
export async function renewalBoard(
  deps: BoardDeps,
  account: Account,
  slug: string,
  asked: { stage: RenewalStage | undefined; after: string | undefined },
): Promise<RenewalBoard> {
  const authority = await authorityInReach(deps, account, slug, 'renewals:view')
  const today = londonDay(deps.clock())
  const found = await withAccount(deps.db, account, async (tx) => ({
    stages: await countStages(tx, authority.id, today),
    rows: await boardRows(tx, authority.id, today, { ...asked, limit: PAGE + 1 }),
    proposals: await proposalsFor(tx, authority.id),
  }))
  const rows = found.rows.slice(0, PAGE)
  const last = found.rows.length > PAGE ? rows.at(-1) : undefined
  return {
    authority,
    stages: found.stages,
    rows,
    next: last === undefined ? null : placeOnBoard(last),
    proposals: await named(deps, found.proposals, ({ proposed_by }) => proposed_by),
  }
}

/** What the account itself proposed, with every answer. */
export async function ownProposals(deps: BoardDeps, account: Account): Promise<readonly ProposalRow[]> {
  return proposalsBy(deps.db, actorOf(account))
}

export type Renewal = {
  authority: Authority
  contractId: string
  opportunityId: string
  title: string
  entries: readonly Named<RenewalEntry>[]
}

/** One contract with its log, the latest entry last. @throws AppError `not_found`, also for a foreign one. */
export async function renewalOfContract(
  deps: BoardDeps,
  account: Account,
  slug: string,
  contractId: string,
): Promise<Renewal> {
  const authority = await authorityInReach(deps, account, slug, 'renewals:view')
  const found = await withAccount(deps.db, account, (tx) => renewalOf(tx, authority.id, contractId))
  if (found === null) throw new AppError('not_found')
  const entries = await named(deps, found.entries, ({ recorded_by }) => recorded_by)
  return { authority, contractId, opportunityId: found.opportunityId, title: found.title, entries }
}

/**
 * Adds an entry to the log of a contract; the last one counts. One that says nothing new is none: false then.
 * @throws AppError `not_found`, also for a foreign one.
 */
export async function recordRenewal(
  deps: BoardDeps,
  account: Account,
  slug: string,
  contractId: string,
  entry: NewRenewalEntry,
): Promise<boolean> {
  const authority = await authorityInReach(deps, account, slug, 'renewals:edit')
  return withAccount(deps.db, account, async (tx) => {
    const found = await renewalOf(tx, authority.id, contractId)
    if (found === null) throw new AppError('not_found')
    const before = found.entries.at(-1)
    if (before !== undefined && saysNothingNew(before, entry)) return false
    const about = { contractId, authorityId: authority.id }
    await insertRenewalEntry(tx, about, entry, actorOf(account))
    await appendAudit(tx, {
      actor: actorOf(account),
      action: 'renewal.recorded',
      authorityId: authority.id,
      subjectKind: 'contract',
      subjectId: contractId,
      before: before === undefined ? null : { stage: before.stage, owner: before.owner },
      after: { stage: entry.stage, owner: entry.owner, decision: entry.decision },
    })
    return true
  })
}

function saysNothingNew(
  before: RenewalEntry,
  { stage, owner, nextDecisionOn, decision, note }: NewRenewalEntry,
) {
  const isSame =
    before.stage === stage && before.owner === owner && before.next_decision_on === nextDecisionOn
  return isSame && decision === '' && note === ''
}

async function authorityInReach(
  deps: BoardDeps,
  account: Account,
  slug: string,
  action: Action,
): Promise<Authority> {
  const authority = await findAuthority(deps.db, slug)
  if (authority === null) throw new AppError('not_found')
  if (can(account, action, { authorityId: authority.id })) return authority
  await recordRefusal(deps, account, action, { authorityId: authority.id })
  throw new AppError('not_found')
}

/** Beside each row the name of whoever acted, while there is one. */
async function named<Row>(
  { db }: BoardDeps,
  rows: readonly Row[],
  actor: (row: Row) => string,
): Promise<Named<Row>[]> {
  const names = await actorNames(db, rows.map(actor))
  return rows.map((row) => ({ ...row, by: names.get(actor(row)) ?? null }))
}
