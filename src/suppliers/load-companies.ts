// How do names, previous names and numbers of the company register come in, and what do they settle?
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { identifyByRegister } from './company-identity.ts'
import { setRegisterNumbers, spellingsNaming, storeCompanies } from './company-queries.ts'
import { type CompanyRecord, readCompany } from './company-record.ts'
import { settleSuppliers, wordsOf } from './resolve-supplier-names.ts'
import { spellingJudge } from './spelling-judge.ts'
import { lockSuppliers, spellingsById } from './spelling-queries.ts'

export interface CompaniesLoaded {
  lines: number
  /** Lines without a name or a company number that could be one. */
  unusable: number
  companies: number
  /** New, or told otherwise before. */
  changed: number
  /** Spellings of the register that now name another company than before, or one for the first time. */
  spellingsIdentified: number
}

const BATCH = 5_000

/**
 * Loads lines in the shape of the Companies House basic company data, a batch at a time, each in a transaction of its own.
 * Loading the same again changes nothing. What the names and numbers settle is settled in the same transaction.
 */
export async function loadCompanies(
  deps: Pick<Deps, 'db'>,
  lines: AsyncIterable<Record<string, string>>,
): Promise<CompaniesLoaded> {
  const loaded = { lines: 0, unusable: 0, companies: 0, changed: 0, spellingsIdentified: 0 }
  let batch = new Map<string, CompanyRecord>()
  const flush = async () => {
    const { changed, identified } = await loadBatch(deps, [...batch.values()])
    loaded.companies += batch.size
    loaded.changed += changed
    loaded.spellingsIdentified += identified
    batch = new Map()
  }
  for await (const line of lines) {
    loaded.lines += 1
    const company = readCompany(line)
    if (company === null) loaded.unusable += 1
    else batch.set(company.number, company)
    if (batch.size >= BATCH) await flush()
  }
  if (batch.size > 0) await flush()
  return loaded
}

function loadBatch(deps: Pick<Deps, 'db'>, companies: readonly CompanyRecord[]) {
  return deps.db.transaction(async (tx) => {
    await lockSuppliers(tx)
    const { numbers, strictKeys } = await storeCompanies(tx, companies)
    const identified = numbers.length === 0 ? 0 : await identifyAnew(tx, numbers, strictKeys)
    return { changed: numbers.length, identified }
  })
}

async function identifyAnew(tx: Tx, numbers: string[], strictKeys: string[]): Promise<number> {
  const before = await spellingsById(tx, await spellingsNaming(tx, numbers, strictKeys))
  const after = await identifyByRegister(tx, before)
  const changed = after.filter((one, at) => one.registerNumber !== before[at]?.registerNumber)
  if (changed.length === 0) return 0
  await setRegisterNumbers(tx, changed)
  await settleSuppliers(tx, { words: wordsOf(changed), fresh: [], judged: [], judge: spellingJudge() })
  return changed.length
}
