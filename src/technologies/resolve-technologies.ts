// Which technologies do the names in a return stand for?
import type { Tx } from '../db/client.ts'
import { collapseSpace } from '../lib/text.ts'
import type { StoredTechnology } from './catalogue-entry.ts'
import { nameKey, type ResolvedName, technologyMeant } from './technology-name.ts'
import { lockTechnologies, namesByKey, storeTechnologies, takenSlugs } from './technology-queries.ts'
import { freeSlug, plainSlug } from './technology-slug.ts'

/**
 * The technology of every name, as part of the caller's transaction. A name that nobody knows, or that could mean several
 * products, makes a technology of its own. Names already known cost one look-up.
 */
export async function resolveTechnologies(tx: Tx, typed: string[]): Promise<ResolvedName[]> {
  const found = await lookUp(tx, typed)
  if (found.unknown.length === 0) return found.known
  await lockTechnologies(tx)
  const { unknown } = await lookUp(tx, typed)
  await storeTechnologies(tx, await newTechnologies(tx, unknown))
  return (await lookUp(tx, typed)).known
}

async function lookUp(tx: Tx, typed: string[]): Promise<{ known: ResolvedName[]; unknown: string[] }> {
  const names = await namesByKey(tx, [...new Set(typed.map(nameKey))])
  const known: ResolvedName[] = []
  const unknown: string[] = []
  for (const name of typed) {
    const technologyId = technologyMeant(names.get(nameKey(name)) ?? [])
    if (technologyId === null) unknown.push(name)
    else known.push({ typed: name, technologyId })
  }
  return { known, unknown }
}

/** One for each key, under the spelling that came first. */
async function newTechnologies(tx: Tx, typed: string[]): Promise<StoredTechnology[]> {
  const spellings = new Map<string, string>()
  for (const name of typed)
    if (!spellings.has(nameKey(name))) spellings.set(nameKey(name), collapseSpace(name))
  const taken = await takenSlugs(tx, [...spellings.values()].map(plainSlug))
  return [...spellings].map(([key, name]) => ({
    slug: freeSlug(plainSlug(name), taken),
    product: name,
    maker: null,
    category: null,
    service_areas: [],
    source: 'return',
    names: [{ name, key, kind: 'product', until_year: null }],
  }))
}
