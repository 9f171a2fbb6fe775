// How are questions of the W3C Reconciliation Service API 0.2 answered from the register?
import type { Queryable } from '../db/client.ts'
import { type FoundSupplier, type FoundSuppliers, findSuppliers } from './find-suppliers.ts'
import { QUEUE_FLOOR_BITS } from './match-score.ts'
import type { ExtensionQuestion, ReconciliationQuestion } from './reconcile-schemas.ts'
import { readCompanyNumber } from './supplier-identifiers.ts'
import { type SupplierValues, supplierValues } from './supplier-search-queries.ts'

/** The one kind of thing there is to match. */
export const ORGANISATION = { id: 'Organisation', name: 'Organisation' } as const

/** What can be fetched of a supplier; `company_number` may also be sent with a question. */
export const PROPERTIES = [
  { id: 'company_number', name: 'Company number (confirmed by the register)' },
  { id: 'stated_company_number', name: 'Company number (stated in returns)' },
  { id: 'name', name: 'Name' },
  { id: 'spelling', name: 'Spelling as typed' },
  { id: 'authority', name: 'Authority that has contracts with it' },
  { id: 'contracts', name: 'Number of contracts' },
] as const

const MOST = 10

/**
 * Candidates for one question, the likeliest first. `match` is true for at most one, and only where the rules would merge
 * the name with exactly that supplier; the score alone never says so. Scores run from 0 to 100.
 */
export async function reconcileName(db: Queryable, question: ReconciliationQuestion) {
  if (!asksForOrganisations(question)) return { result: [] }
  const name = question.query ?? textOf(question, 'name') ?? ''
  const number = readCompanyNumber(textOf(question, 'company_number') ?? '')
  const companyNumber = number.ok ? number.identifier.value : ''
  const answer = await findSuppliers(db, { name, companyNumber })
  const limit = Math.min(Math.max(1, Math.floor(question.limit ?? MOST)), 50)
  const found = answer.found.filter(
    ({ decision }) => decision.score >= QUEUE_FLOOR_BITS || decision.decision === 'merge',
  )
  return { result: found.slice(0, limit).map((one) => candidate(one, answer)) }
}

function asksForOrganisations({ type }: ReconciliationQuestion): boolean {
  return type === undefined || [type].flat().length === 0 || [type].flat().includes(ORGANISATION.id)
}

function textOf({ properties }: ReconciliationQuestion, pid: string): string | undefined {
  const given = properties?.find((property) => property.pid === pid)
  const first = given === undefined ? undefined : [given.v].flat()[0]
  if (first === undefined) return undefined
  return typeof first === 'object' ? (first.name ?? first.id) : String(first)
}

function candidate({ supplier, decision }: FoundSupplier, { choice }: FoundSuppliers) {
  const where = supplier.authorities.slice(0, 3).join(', ')
  return {
    id: supplier.slug,
    name: supplier.name,
    description: `${decision.explanation}${where ? ` Known to ${where}.` : ''}`,
    score: outOfHundred(decision.score),
    features: [
      { id: 'name_bits', value: decision.score },
      {
        id: 'company_number_agrees',
        value: decision.identifiers === 'same' || decision.identifiers === 'maybe_same',
      },
    ],
    match: choice.kind === 'merge' && choice.supplierId === supplier.id,
    type: [ORGANISATION],
  }
}

/** Bits as the chance that they stand for, on even odds. */
function outOfHundred(bits: number): number {
  return Math.round(1000 / (1 + 2 ** -bits)) / 10
}

/** Values of suppliers, by their slugs; one that is not there, or not public, has none. */
export async function extendSuppliers(db: Queryable, { ids, properties }: ExtensionQuestion) {
  const known = PROPERTIES.filter(({ id }) => properties.some((asked) => asked.id === id))
  const values = await supplierValues(db, ids)
  const rows = ids.map((slug) => {
    const of = values.get(slug)
    const cells = properties.map(({ id }) => [id, of === undefined ? [] : cellsOf(id, of)] as const)
    return [slug, Object.fromEntries(cells)] as const
  })
  return { meta: known.map(({ id, name }) => ({ id, name })), rows: Object.fromEntries(rows) }
}

function cellsOf(property: string, of: SupplierValues): ({ str: string } | { int: number })[] {
  const texts: Record<string, string[]> = {
    company_number: of.registered,
    stated_company_number: of.stated,
    name: [of.name],
    spelling: of.names,
    authority: of.authorities,
  }
  if (property === 'contracts') return [{ int: of.contracts }]
  return (texts[property] ?? []).map((str) => ({ str }))
}
