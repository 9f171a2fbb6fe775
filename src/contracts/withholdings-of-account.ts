// What may this account withhold, and what does its authority withhold?
import { type Account, actorOf } from '../accounts/account.ts'
import { can } from '../accounts/permissions.ts'
import { withAccount } from '../accounts/with-account.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type LiftOutcome, liftWithholding, type WithholdOutcome, withholdField } from './withhold-field.ts'
import {
  findWithholding,
  keysOfContract,
  type Withholding,
  withholdingsInForce,
} from './withholding-queries.ts'
import type { WithholdingRequest } from './withholding-schemas.ts'

type WithholdingDeps = Pick<Deps, 'db'>

/** In force, the soonest to be looked at again first. @throws AppError `not_found` for an account without an authority. */
export function withholdingsOf(deps: WithholdingDeps, account: Account): Promise<Withholding[]> {
  const { authorityId } = account
  if (authorityId === null) throw new AppError('not_found')
  return withAccount(deps.db, account, (tx) => withholdingsInForce(tx, authorityId))
}

/** Whether the contract is in reach of the account and it may withhold something of it. */
export async function mayWithhold(
  deps: WithholdingDeps,
  account: Account | null,
  contractId: string,
): Promise<boolean> {
  if (account === null || !can(account, 'contracts:edit')) return false
  const keys = await withAccount(deps.db, account, (tx) => keysOfContract(tx, contractId))
  return keys !== null && can(account, 'contracts:edit', { authorityId: keys.authority_id })
}

/** @throws AppError `not_found` for a contract that is not theirs, `forbidden` without the right to edit. */
export async function withholdFor(
  deps: WithholdingDeps,
  account: Account,
  contractId: string,
  asked: WithholdingRequest,
): Promise<WithholdOutcome> {
  const keys = await withAccount(deps.db, account, (tx) => keysOfContract(tx, contractId))
  if (keys === null) throw new AppError('not_found')
  const authorityId = keys.authority_id
  if (!can(account, 'contracts:edit', { authorityId })) throw new AppError('forbidden')
  const { review_on: reviewOn, ...rest } = asked
  return withholdField(deps, { ...rest, reviewOn, authorityId, contractId, keys, actor: actorOf(account) })
}

/**
 * Withholds a field of every contract of the account's authority, later ones too.
 * @throws AppError `not_found` for an account without an authority, `forbidden` without the right to edit.
 */
export async function withholdEverywhereFor(
  deps: WithholdingDeps,
  account: Account,
  asked: WithholdingRequest,
): Promise<WithholdOutcome> {
  const { authorityId } = account
  if (authorityId === null) throw new AppError('not_found')
  if (!can(account, 'contracts:edit', { authorityId })) throw new AppError('forbidden')
  const { review_on: reviewOn, ...rest } = asked
  const all = { contractId: null, keys: null }
  return withholdField(deps, { ...rest, ...all, reviewOn, authorityId, actor: actorOf(account) })
}

/** @throws AppError `not_found` for a withholding that is not theirs, `forbidden` without the right to edit. */
export async function liftFor(deps: WithholdingDeps, account: Account, id: number): Promise<LiftOutcome> {
  const found = await withAccount(deps.db, account, (tx) => findWithholding(tx, id))
  if (found === null) throw new AppError('not_found')
  if (!can(account, 'contracts:edit', { authorityId: found.authority_id })) throw new AppError('forbidden')
  return liftWithholding(deps, id, actorOf(account))
}
