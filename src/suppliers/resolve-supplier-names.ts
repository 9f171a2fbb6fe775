// Which suppliers do the names of a return stand for?
import type { Tx } from '../db/client.ts'
import { slugify } from '../lib/text.ts'
import { groupSpellings, type Spelling } from './group-spellings.ts'
import { normaliseSupplierName } from './supplier-name.ts'
import {
  deleteNameless,
  insertSpellings,
  insertSuppliers,
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
  const added = unknown.map(normalise)
  const related = await relatedSpellings(tx, stated(added, 'strictKey'), stated(added, 'companyNumber'))
  const groups = formGroups(related, added)
  const supplierOf = await suppliersFor(tx, groups)
  await insertSpellings(
    tx,
    groups.flatMap((group) => group.added.map((one) => ({ ...one, supplierId: supplierOf(group) }))),
  )
  const moves = groups.flatMap((group) => movesTo(supplierOf(group), group.known))
  await moveSpellings(tx, moves)
  await deleteNameless(tx, [...new Set(moves.map((move) => move.from))])
}

function normalise(typed: TypedName): NewSpelling {
  const { kind, strictKey, legalForm, version } = normaliseSupplierName(typed.name)
  return { ...typed, kind, strictKey, legalForm, version }
}

function stated(spellings: NewSpelling[], what: 'strictKey' | 'companyNumber'): string[] {
  return [...new Set(spellings.map((spelling) => spelling[what]))].filter((text) => text !== '')
}

interface Group {
  known: KnownSpelling[]
  added: NewSpelling[]
}

/** New spellings stand in for ids below zero until they have one. */
function formGroups(related: KnownSpelling[], added: NewSpelling[]): Group[] {
  const known = new Map(related.map((spelling) => [spelling.id, spelling]))
  const nodes: Spelling[] = [
    ...related.map(toSpelling),
    ...added.map((spelling, at) => ({ ...spelling, id: -1 - at })),
  ]
  return groupSpellings(nodes).map((ids) => ({
    known: ids.flatMap((id) => known.get(id) ?? []),
    added: ids.flatMap((id) => (id < 0 ? (added[-1 - id] ?? []) : [])),
  }))
}

function toSpelling(known: KnownSpelling): Spelling {
  const { id, strict_key: strictKey, legal_form: legalForm, company_number: companyNumber } = known
  return { id, strictKey, legalForm, companyNumber }
}

/**
 * A group keeps the supplier of its oldest spelling that no other group kept: spellings that shared a supplier may turn
 * out to be two when a second company number comes to light. The rest get new ones.
 */
async function suppliersFor(tx: Tx, groups: Group[]): Promise<(group: Group) => string> {
  const chosen = new Map<Group, string>()
  const claimed = new Set<string>()
  for (const group of groups) {
    const keeper = group.known.find((spelling) => !claimed.has(spelling.supplier_id))?.supplier_id
    if (keeper === undefined) continue
    claimed.add(keeper)
    chosen.set(group, keeper)
  }
  const fresh = groups.filter((group) => !chosen.has(group))
  const named = await withFreeSlugs(
    tx,
    fresh.map((group) => (group.known[0] ?? group.added[0])?.name ?? ''),
  )
  const ids = await insertSuppliers(tx, named)
  for (const [at, group] of fresh.entries()) chosen.set(group, ids.get(named[at]?.slug ?? '') ?? '')
  return (group) => chosen.get(group) ?? ''
}

async function withFreeSlugs(tx: Tx, names: string[]): Promise<{ slug: string; name: string }[]> {
  const plain = names.map((name) => slugify(name).slice(0, 80) || 'supplier')
  const taken = await takenSlugs(tx, plain)
  return names.map((name, at) => ({ name, slug: freeSlug(plain[at] ?? 'supplier', taken) }))
}

function freeSlug(plain: string, taken: Set<string>): string {
  let slug = plain
  for (let n = 2; taken.has(slug); n += 1) slug = `${plain}-${n}`
  taken.add(slug)
  return slug
}

function movesTo(keeper: string, group: KnownSpelling[]): { id: number; supplierId: string; from: string }[] {
  return group
    .filter((spelling) => spelling.supplier_id !== keeper)
    .map((spelling) => ({ id: spelling.id, supplierId: keeper, from: spelling.supplier_id }))
}
