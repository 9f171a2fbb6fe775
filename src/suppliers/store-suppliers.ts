// How do groups of spellings become suppliers that keep their ids?
import type { Tx } from '../db/client.ts'
import { slugify } from '../lib/text.ts'
import { indexSuppliersJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { insertSpellings, moveSpellings, type StoredSpelling } from './spelling-queries.ts'
import {
  insertSuppliers,
  type NewSupplier,
  restoreSuppliers,
  retireSuppliers,
  standingSuppliers,
  takenSlugs,
} from './supplier-row-queries.ts'

const SLUG_LENGTH = 80

/** The judgement on which suppliers are settled anew, null where there is none; and whether it was just undone. */
export interface SettledBy {
  act: string | null
  isUndone: boolean
}

/**
 * Gives each group the supplier that its oldest spelling founded: the one that stands, the one that was merged away, or
 * a new one. `fresh` spellings are added, the rest moved where they must. Suppliers without spellings go, to be brought
 * back as they were when their founder stands alone again.
 */
export async function storeSuppliers(
  tx: Tx,
  groups: readonly StoredSpelling[][],
  fresh: readonly StoredSpelling[],
  { act, isUndone }: SettledBy,
): Promise<void> {
  const isFresh = new Set(fresh.map(({ id }) => id))
  const involved = [
    ...new Set(groups.flatMap((group) => group.flatMap(({ supplierId }) => supplierId ?? []))),
  ]
  const founders = groups.flatMap((group) => group[0]?.id ?? [])
  const settled = founders.filter((id) => !isFresh.has(id))
  const standing = await standingSuppliers(tx, involved, settled)
  const supplierOf = new Map(standing.map(({ founder, id }) => [founder, id]))
  const back = await restoreSuppliers(
    tx,
    settled.filter((id) => !supplierOf.has(id)),
  )
  for (const { founder, id } of back) supplierOf.set(founder, id)
  const made = await makeSuppliers(
    tx,
    groups.filter((group) => !supplierOf.has(group[0]?.id ?? -1)),
    act,
  )
  for (const { founder, id } of made) supplierOf.set(founder, id)
  const { added, moves } = placed(groups, fresh, supplierOf)
  if (added.length > 0) await insertSpellings(tx, added)
  await moveSpellings(tx, moves)
  const kept = new Set(founders)
  await retireSuppliers(
    tx,
    standing.filter(({ founder }) => !kept.has(founder)).map(({ id }) => id),
    isUndone,
  )
  await refreshContracts(tx, suppliersChanged(groups, fresh, supplierOf))
}

/** Suppliers of spellings that were there before, where any of their spellings came or went. */
function suppliersChanged(
  groups: readonly StoredSpelling[][],
  fresh: readonly StoredSpelling[],
  supplierOf: ReadonlyMap<number, string>,
): string[] {
  const isFresh = new Set(fresh.map(({ id }) => id))
  const sizes = new Map<string | null, number>()
  for (const group of groups)
    for (const { supplierId } of group) sizes.set(supplierId, (sizes.get(supplierId) ?? 0) + 1)
  return groups.flatMap((group) => {
    const supplierId = supplierOf.get(group[0]?.id ?? -1)
    if (supplierId === undefined || group.every(({ id }) => isFresh.has(id))) return []
    const isAsBefore =
      group.every((one) => one.supplierId === supplierId) && sizes.get(supplierId) === group.length
    return isAsBefore ? [] : [supplierId]
  })
}

const MOST_IN_A_JOB = 500

/** Has the contracts of these suppliers be found under all their spellings, and no others; part of the same transaction. */
async function refreshContracts(tx: Tx, supplierIds: readonly string[]): Promise<void> {
  for (let at = 0; at < supplierIds.length; at += MOST_IN_A_JOB)
    await enqueue(tx, indexSuppliersJob, { supplierIds: supplierIds.slice(at, at + MOST_IN_A_JOB) })
}

function placed(
  groups: readonly StoredSpelling[][],
  fresh: readonly StoredSpelling[],
  supplierOf: ReadonlyMap<number, string>,
) {
  const added = new Map(fresh.map((one) => [one.id, one]))
  const moves: { id: number; supplierId: string }[] = []
  for (const group of groups) {
    const supplierId = supplierOf.get(group[0]?.id ?? -1)
    if (supplierId === undefined) continue
    for (const spelling of group) {
      if (added.has(spelling.id)) added.set(spelling.id, { ...spelling, supplierId })
      else if (spelling.supplierId !== supplierId) moves.push({ id: spelling.id, supplierId })
    }
  }
  return { added: [...added.values()], moves }
}

async function makeSuppliers(tx: Tx, groups: readonly StoredSpelling[][], act: string | null) {
  const founders = groups.flatMap((group) => group[0] ?? [])
  const wished = founders.map(({ id, name }) => slugsFor(name.raw, id))
  const taken = await takenSlugs(tx, [...new Set(wished.flatMap(([plain]) => plain ?? []))])
  for (const slug of await takenSlugs(tx, numbered(wished, taken))) taken.add(slug)
  const made = founders.map(({ id, name }, at): NewSupplier => {
    const slug = wished[at]?.find((one) => !taken.has(one)) ?? `supplier-${id}`
    taken.add(slug)
    return { slug, name: name.raw, founder: id, act }
  })
  return insertSuppliers(tx, made)
}

/** What is wished for where the plain address is taken, or wished for twice. */
function numbered(wished: readonly string[][], taken: ReadonlySet<string>): string[] {
  const seen = new Set(taken)
  return wished.flatMap(([plain = '', ...others]) => {
    const isFree = !seen.has(plain)
    seen.add(plain)
    return isFree ? [] : others
  })
}

/** The name; where another bears it already, with the number of its spelling, which no other has. */
function slugsFor(name: string, id: number): string[] {
  const plain = slugify(name).slice(0, SLUG_LENGTH) || 'supplier'
  return [plain, `${plain}-${id}`, `${plain}-supplier-${id}`]
}
