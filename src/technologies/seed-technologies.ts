// How do our lists of service areas and products come into the register?
import type { Db, Tx } from '../db/client.ts'
import { readCsv } from '../lib/csv.ts'
import { namesOf, type StoredTechnology, storedCounterpart } from './catalogue-entry.ts'
import { type CatalogueProduct, catalogueProduct, catalogueServiceArea } from './catalogue-schemas.ts'
import { nameKey } from './technology-name.ts'
import {
  deleteUnused,
  listStored,
  lockTechnologies,
  storeServiceAreas,
  storeTechnologies,
} from './technology-queries.ts'
import { freeSlug, plainSlug } from './technology-slug.ts'

/** Brings the service areas to what the file says. @throws Error naming the row that cannot be read. */
export async function seedServiceAreas(db: Db, csv: string): Promise<void> {
  const areas = readCsv(csv).map((row, at) => {
    const read = catalogueServiceArea.safeParse(row)
    if (!read.success) throw new Error(`service areas, row ${at + 1}: ${read.error.issues[0]?.message}`)
    return read.data
  })
  await storeServiceAreas(db, areas)
}

/**
 * Brings the products to what the file says; how many changed. Safe to call by many at once and again. A technology that
 * a return brought in first is taken over with its deployments; one that the file calls otherwise now is renamed and
 * keeps its address; one that it no longer has goes unless a return named it. Real products are never turned into sample.
 * @throws Error naming the row that cannot be read.
 */
export async function seedTechnologies(db: Db, csv: string, source: 'catalogue' | 'sample'): Promise<number> {
  const products = readProducts(csv)
  return db.transaction(async (tx) => {
    await lockTechnologies(tx)
    const stored = await listStored(tx)
    const wanted = wantedTechnologies(products, stored, source)
    const known = new Set(stored.map(fingerprint))
    const changed = wanted.filter((technology) => !known.has(fingerprint(technology)))
    await dropUnlisted(tx, stored, wanted, source)
    await storeTechnologies(tx, changed)
    return changed.length
  })
}

function readProducts(csv: string): CatalogueProduct[] {
  const seen = new Set<string>()
  return readCsv(csv).map((row, at) => {
    const read = catalogueProduct.safeParse(row)
    if (!read.success) throw new Error(`products, row ${at + 1}: ${read.error.issues[0]?.message}`)
    const key = nameKey(read.data.product)
    if (seen.has(key)) throw new Error(`products, row ${at + 1}: ${read.data.product} is there twice`)
    seen.add(key)
    return read.data
  })
}

function wantedTechnologies(
  products: CatalogueProduct[],
  stored: StoredTechnology[],
  source: 'catalogue' | 'sample',
): StoredTechnology[] {
  const listed = new Set(products.map(({ product }) => nameKey(product)))
  const taken = new Set(stored.map(({ slug }) => slug))
  const claimed = new Set<string>()
  return products.flatMap((entry) => {
    const names = namesOf(entry)
    const before = storedCounterpart(names, stored, listed)
    if (source === 'sample' && before?.source === 'catalogue') return []
    const slug =
      before === null || claimed.has(before.slug) ? freeSlug(plainSlug(entry.product), taken) : before.slug
    claimed.add(slug)
    const { product, maker, category, service_areas } = entry
    return [{ slug, product, maker, category, service_areas, source, names }]
  })
}

function fingerprint({ slug, product, maker, category, service_areas, source, names }: StoredTechnology) {
  const said = names.map(({ name, key, kind, until_year }) => [name, key, kind, until_year])
  return JSON.stringify([slug, product, maker, category, service_areas, source, said])
}

async function dropUnlisted(
  tx: Tx,
  stored: StoredTechnology[],
  wanted: StoredTechnology[],
  source: 'catalogue' | 'sample',
): Promise<void> {
  const kept = new Set(wanted.map(({ slug }) => slug))
  const gone = stored.filter((technology) => technology.source === source && !kept.has(technology.slug))
  if (gone.length > 0)
    await deleteUnused(
      tx,
      gone.map(({ slug }) => slug),
    )
}
