// Which company of the register copy does a spelling name?
import type { Queryable } from '../db/client.ts'
import { type CompanyName, companyNamesFor, holdsCompanies } from './company-queries.ts'
import { decidePair } from './match-pair.ts'
import { type Spelling, sideOf } from './spelling.ts'
import { registerIdentifier } from './supplier-identifiers.ts'
import { normaliseSupplierName } from './supplier-name.ts'

/**
 * The spellings with the company that the register names: the one whose number is stated beside the name, if none of its
 * names contradicts it, else the only one that bears or bore the name by the rules. Null where there is none, where two
 * have borne it, or where number and name contradict each other.
 */
export async function identifyByRegister<T extends Spelling>(
  db: Queryable,
  spellings: readonly T[],
): Promise<T[]> {
  const named = spellings.filter(({ wordsKey }) => wordsKey !== null)
  if (named.length === 0 || !(await holdsCompanies(db))) return [...spellings]
  const keys = [...new Set(named.map(({ name }) => name.strictKey))]
  const numbers = [...new Set(named.map(({ companyNumber }) => companyNumber))].filter((one) => one !== '')
  const known = await companyNamesFor(db, keys, numbers)
  const byKey = groupBy(known, (one) => one.strictKey)
  const byNumber = groupBy(known, (one) => one.companyNumber)
  return spellings.map((spelling) => ({
    ...spelling,
    registerNumber:
      spelling.wordsKey === null
        ? null
        : (byStatedNumber(spelling, byNumber.get(spelling.companyNumber) ?? []) ??
          byName(spelling, byKey.get(spelling.name.strictKey) ?? [])),
  }))
}

function groupBy(
  names: readonly CompanyName[],
  of: (name: CompanyName) => string,
): Map<string, CompanyName[]> {
  const groups = new Map<string, CompanyName[]>()
  for (const name of names) groups.set(of(name), [...(groups.get(of(name)) ?? []), name])
  return groups
}

function byStatedNumber(spelling: Spelling, names: readonly CompanyName[]): string | null {
  const stated = { ...spelling, registerNumber: spelling.companyNumber }
  return names.some((name) => isNamed(stated, name)) ? spelling.companyNumber : null
}

function byName(spelling: Spelling, names: readonly CompanyName[]): string | null {
  const bearers = [
    ...new Set(names.filter((name) => isNamed(spelling, name)).map(({ companyNumber }) => companyNumber)),
  ]
  // A charity may be a company as well, and is then known by that number.
  const companies = bearers.filter((number) => registerIdentifier(number).scheme === 'GB-COH')
  const [only, second] = companies.length > 0 ? companies : bearers
  return second === undefined ? (only ?? null) : null
}

/** By the rules; or word for word with the same legal ending, which no two companies may bear at once, however common. */
function isNamed(spelling: Spelling, { name, companyNumber }: CompanyName): boolean {
  const identifiers = [{ ...registerIdentifier(companyNumber), confirmed: true }]
  const registered = normaliseSupplierName(name)
  const decision = decidePair(sideOf(spelling), { name: registered, identifiers })
  if (decision.decision === 'merge') return true
  const { strictKey, legalForm } = spelling.name
  const isWhole =
    legalForm !== null && legalForm === registered.legalForm && strictKey === registered.strictKey
  return isWhole && decision.bars.every((bar) => bar === 'generic_name')
}
