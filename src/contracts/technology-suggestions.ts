// Of which product may a contract be, going by its words, and what does its authority say?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { indexNames, suggestTechnologies } from '../technologies/suggest-technologies.ts'
import { idsOf } from './contract-filter-queries.ts'
import {
  contractsWithoutTechnology,
  holdContract,
  namesToLookFor,
  saidTechnologies,
  storeSaid,
} from './contract-technology-queries.ts'
import { indexTechnologies } from './search-row-queries.ts'

export interface TechnologySuggestion {
  contract: { id: string; title: string }
  technology: { slug: string; product: string }
  /** The words that suggest it, as typed, and where they stand. */
  words: string
  found_in: 'title' | 'description'
}

/**
 * What the words of the public contracts of an authority suggest and nobody has answered, by title of contract. A contract
 * whose technology a systems return gives is not asked about.
 */
export async function suggestionsFor(
  deps: Pick<Deps, 'db'>,
  authorityId: number,
): Promise<TechnologySuggestion[]> {
  const [names, contracts, said] = await Promise.all([
    namesToLookFor(deps.db),
    contractsWithoutTechnology(deps.db, authorityId),
    saidTechnologies(deps.db, authorityId),
  ])
  const index = indexNames(names.map((one) => ({ ...one, technologyId: one.technology_id })))
  const known = new Map(names.map(({ technology_id, slug, product }) => [technology_id, { slug, product }]))
  const answered = new Set(said.map((one) => `${one.contract_id} ${one.technology_id}`))
  return contracts.flatMap(({ id, title, description }) => {
    const inTitle = suggestTechnologies(title, index)
    const named = new Set(inTitle.map(({ technologyId }) => technologyId))
    const inDescription = suggestTechnologies(description ?? '', index)
    const found = [
      ...inTitle.map((one) => ({ ...one, found_in: 'title' as const })),
      ...inDescription
        .filter(({ technologyId }) => !named.has(technologyId))
        .map((one) => ({ ...one, found_in: 'description' as const })),
    ]
    return found.flatMap(({ technologyId, words, found_in }) => {
      const technology = known.get(technologyId)
      if (technology === undefined || answered.has(`${id} ${technologyId}`)) return []
      return [{ contract: { id, title }, technology, words, found_in }]
    })
  })
}

/**
 * Puts on record whether a contract is for a technology, audited, and brings the search row up to date, in one transaction
 * within the walls of the account. The same answer again changes nothing; false then.
 * @throws AppError `not_found` for a contract or technology that is not there; `forbidden` for a contract of another
 * authority, put on record.
 */
export async function sayTechnology(
  deps: Pick<Deps, 'db'>,
  account: Account,
  said: { contractId: string; technology: string; isFor: boolean },
): Promise<boolean> {
  const [technologyId] =
    (await idsOf(deps.db, 'technologies', 'technology', [said.technology]).catch(() => null)) ?? []
  if (technologyId === undefined) throw new AppError('not_found')
  const held = await holdContract(deps.db, said.contractId)
  if (held === null) throw new AppError('not_found')
  await authorise(deps, account, 'contracts:edit', held)
  return withAccount(deps.db, account, async (tx) => {
    await holdContract(tx, said.contractId)
    const by = actorOf(account)
    const before = await storeSaid(tx, { ...said, ...held, technologyId, by })
    if (before === said.isFor) return false
    await appendAudit(tx, {
      actor: by,
      action: 'contract.technology',
      authorityId: held.authorityId,
      subjectKind: 'contract',
      subjectId: said.contractId,
      before: before === null ? null : { technology: said.technology, is_for: before },
      after: { technology: said.technology, is_for: said.isFor },
    })
    await indexTechnologies(tx, held.authorityId)
    return true
  })
}
