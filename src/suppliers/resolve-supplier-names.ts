// Which suppliers do the names of a return stand for?
import type { Tx } from '../db/client.ts'
import { slugify } from '../lib/text.ts'
import { groupSpellings } from './group-spellings.ts'
import { normaliseSupplierName } from './supplier-name.ts'
import {
  deleteNameless,
  insertSpellings,
  insertSupplier,
  type KnownSpelling,
  lockSuppliers,
  moveSpellings,
  type NewSpelling,
  relatedSpellings,
  type TypedName,
  takenSlugs,
  unknownNames,
} from './supplier-name-queries.ts'

/**
 * Makes sure that every name is a known spelling of some supplier, as part of the caller's transaction. Names already
 * known cost one look-up. Any order of returns ends in the same suppliers, since the groups that a new spelling touches
 * are formed anew from all their spellings.
 */
export async function resolveSupplierNames(tx: Tx, typed: TypedName[]): Promise<void> {
  if ((await unknownNames(tx, typed)).length === 0) return
  await lockSuppliers(tx)
  const unknown = await unknownNames(tx, typed)
  if (unknown.length === 0) return
  const spellings = unknown.map(normalise)
  await insertSpellings(tx, await withSlugs(tx, spellings))
  await regroup(tx, spellings)
}

function normalise(typed: TypedName): NewSpelling {
  const { kind, strictKey, legalForm, version } = normaliseSupplierName(typed.name)
  return { ...typed, kind, strictKey, legalForm, version }
}

async function withSlugs(tx: Tx, spellings: NewSpelling[]): Promise<(NewSpelling & { slug: string })[]> {
  const plain = spellings.map((spelling) => slugify(spelling.name).slice(0, 80) || 'supplier')
  const taken = await takenSlugs(tx, plain)
  return spellings.map((spelling, at) => ({ ...spelling, slug: freeSlug(plain[at] ?? 'supplier', taken) }))
}

function freeSlug(plain: string, taken: Set<string>): string {
  let slug = plain
  for (let n = 2; taken.has(slug); n += 1) slug = `${plain}-${n}`
  taken.add(slug)
  return slug
}

async function regroup(tx: Tx, added: NewSpelling[]): Promise<void> {
  const keys = [...new Set(added.map((one) => one.strictKey).filter((key) => key !== ''))]
  const numbers = [...new Set(added.map((one) => one.companyNumber).filter((number) => number !== ''))]
  const related = await relatedSpellings(tx, keys, numbers)
  const known = new Map(related.map((spelling) => [spelling.id, spelling]))
  const groups = groupSpellings(related.map(toSpelling))
  const claimed = new Set<string>()
  const moves: Move[] = []
  for (const ids of groups) {
    const group = ids.flatMap((id) => known.get(id) ?? [])
    const keeper =
      group.find((spelling) => !claimed.has(spelling.supplier_id))?.supplier_id ??
      (await newSupplier(tx, group))
    claimed.add(keeper)
    moves.push(...movesTo(keeper, group))
  }
  await moveSpellings(tx, moves)
  await deleteNameless(tx, [...new Set(moves.map((move) => move.from))])
}

type Move = { id: number; supplierId: string; from: string }

/** Spellings that shared a supplier may turn out to be two, when a second company number comes to light. */
async function newSupplier(tx: Tx, group: KnownSpelling[]): Promise<string> {
  const name = group[0]?.name ?? ''
  const plain = slugify(name).slice(0, 80) || 'supplier'
  return insertSupplier(tx, name, freeSlug(plain, await takenSlugs(tx, [plain])))
}

function toSpelling(known: KnownSpelling) {
  const { id, strict_key: strictKey, legal_form: legalForm, company_number: companyNumber } = known
  return { id, strictKey, legalForm, companyNumber }
}

function movesTo(keeper: string, group: KnownSpelling[]): Move[] {
  return group
    .filter((spelling) => spelling.supplier_id !== keeper)
    .map((spelling) => ({ id: spelling.id, supplierId: keeper, from: spelling.supplier_id }))
}
