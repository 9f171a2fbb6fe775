// How are the opportunities of the register derived anew?
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { alignContractsJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { nameServiceArea, type ServiceArea } from '../technologies/service-area.ts'
import { type KnownName, nameKey, technologyMeant } from '../technologies/technology-name.ts'
import { listServiceAreas, namesByKey } from '../technologies/technology-queries.ts'
import { deriveOpportunity } from './derive-opportunity.ts'
import { recordOfOpportunity } from './opportunity-record.ts'
import {
  type DerivedRow,
  lastRunOn,
  lockDerivation,
  recordRun,
  storeOpportunities,
} from './opportunity-store-queries.ts'
import { type Asked, registeredContracts } from './register-fact-queries.ts'
import { factsFromRegister, type RegisteredContract } from './register-facts.ts'
import { type RulesInForce, rulesOn } from './rule-book.ts'
import { storedRuleBook } from './seed-rules.ts'

/** Contracts held in memory at a time, and the longest that others wait. */
const BATCH = 2_000

export type Derivation = { on: CalendarDate; contracts: number; changed: number }

/**
 * Derives the opportunities of every public contract, or of those asked for, for the London day of the clock or the one
 * given. Safe twice and at once; stopped in between it leaves what it has done, and the next one does the rest.
 */
export async function deriveOpportunities(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: Asked = {},
  on: CalendarDate = londonDay(deps.clock()),
): Promise<Derivation> {
  const derived = { on, contracts: 0, changed: 0 }
  let after: string | null | undefined = null
  while (after !== undefined) {
    const done: Batch = await inTransaction(deps, asked, after, on)
    derived.contracts += done.contracts
    derived.changed += done.changed
    after = done.last
  }
  if (asked.authorityId === undefined && asked.contractId === undefined) await recordRun(deps.db, derived)
  await enqueue(deps.db, alignContractsJob, {})
  return derived
}

/** Whether everything was derived for the London day of the clock already. */
export async function isDerivedFor(deps: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  const last = await lastRunOn(deps.db)
  return last !== null && last >= londonDay(deps.clock())
}

/** Derives one contract within the caller's transaction, so that what was just said of it shows at once. */
export async function deriveContract(tx: Queryable, contractId: string, on: CalendarDate): Promise<void> {
  await deriveBatch(tx, { contractId }, null, on)
}

function inTransaction(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  after: string | null,
  on: CalendarDate,
): Promise<Batch> {
  return deps.db.transaction((tx) => deriveBatch(tx, asked, after, on))
}

type Batch = { contracts: number; changed: number; last: string | undefined }

/** Facts are read under the lock, so that nobody writes what an earlier look at them gave. */
async function deriveBatch(
  tx: Queryable,
  asked: Asked,
  after: string | null,
  on: CalendarDate,
): Promise<Batch> {
  await lockDerivation(tx)
  const found = await registeredContracts(tx, asked, after, BATCH)
  if (found.length === 0) return { contracts: 0, changed: 0, last: undefined }
  const rules = rulesOn(await storedRuleBook(tx), on)
  const known = { areas: await listServiceAreas(tx), names: await namesByKey(tx, technologyKeys(found)) }
  const rows = found.map((contract) => derivedRow(contract, rules, known))
  const changed = await storeOpportunities(tx, rows, on)
  return { contracts: found.length, changed, last: found.length < BATCH ? undefined : found.at(-1)?.id }
}

type KnownNames = { areas: readonly ServiceArea[]; names: ReadonlyMap<string, KnownName[]> }

function derivedRow(contract: RegisteredContract, rules: RulesInForce, known: KnownNames): DerivedRow {
  const { service_area: area, technology } = contract.values
  return {
    contract_id: contract.id,
    authority_id: contract.authorityId,
    service_area_code: typeof area === 'string' ? nameServiceArea(area, known.areas).code : null,
    named_technology_id:
      typeof technology === 'string' ? technologyMeant(known.names.get(nameKey(technology)) ?? []) : null,
    ...recordOfOpportunity(deriveOpportunity(factsFromRegister(contract), rules)),
  }
}

function technologyKeys(contracts: readonly RegisteredContract[]): string[] {
  const typed = contracts.flatMap(({ values: { technology } }) =>
    typeof technology === 'string' && technology !== '' ? [nameKey(technology)] : [],
  )
  return [...new Set(typed)]
}
