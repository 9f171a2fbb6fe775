// How are the opportunities of the register derived anew?
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { nameServiceArea, type ServiceArea } from '../technologies/service-area.ts'
import { listServiceAreas } from '../technologies/technology-queries.ts'
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
  const areas = await listServiceAreas(tx)
  const rows = found.map((contract) => derivedRow(contract, rules, areas))
  const changed = await storeOpportunities(tx, rows, on)
  return { contracts: found.length, changed, last: found.length < BATCH ? undefined : found.at(-1)?.id }
}

function derivedRow(
  contract: RegisteredContract,
  rules: RulesInForce,
  areas: readonly ServiceArea[],
): DerivedRow {
  const typed = contract.values.service_area
  return {
    contract_id: contract.id,
    authority_id: contract.authorityId,
    service_area_code: typeof typed === 'string' ? nameServiceArea(typed, areas).code : null,
    ...recordOfOpportunity(deriveOpportunity(factsFromRegister(contract), rules)),
  }
}
