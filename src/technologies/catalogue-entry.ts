// What does our list of products make of a technology, and which one that is known already does it speak of?
import { nameKey, type TechnologyNameKind } from './technology-name.ts'

export type TechnologySource = 'catalogue' | 'sample' | 'return'

export interface TechnologyName {
  name: string
  key: string
  kind: TechnologyNameKind
  /** Of a former name: the year in which the present one came. */
  until_year: number | null
}

/** A technology as it is stored, with its names sorted by name. */
export interface StoredTechnology {
  slug: string
  product: string
  maker: string | null
  category: string | null
  service_areas: string[]
  source: TechnologySource
  names: TechnologyName[]
}

export interface ListedProduct {
  product: string
  maker: string | null
  synonyms: string[]
  service_areas: string[]
  category: string | null
  renamed_from: string | null
  since: number | null
}

/** Each name once, as the most telling of what it is: the product's own, a former one, a synonym. */
export function namesOf({ product, synonyms, renamed_from: former, since }: ListedProduct): TechnologyName[] {
  const names = new Map<string, TechnologyName>()
  const add = (name: string, kind: TechnologyNameKind, year: number | null = null) => {
    if (!names.has(name)) names.set(name, { name, key: nameKey(name), kind, until_year: year })
  }
  add(product, 'product')
  if (former !== null) add(former, 'former', since)
  for (const synonym of synonyms) add(synonym, 'synonym')
  return sortedNames([...names.values()])
}

export function sortedNames(names: TechnologyName[]): TechnologyName[] {
  return names.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/**
 * The stored technology that an entry of the list describes: the one of that name, whoever brought it in; else the one
 * that the list used to carry under what it now calls a synonym or former name. Null when it is new.
 */
export function storedCounterpart(
  names: readonly TechnologyName[],
  stored: readonly StoredTechnology[],
  listedProducts: ReadonlySet<string>,
): StoredTechnology | null {
  const keys = new Set(names.map(({ key }) => key))
  const product = names.find(({ kind }) => kind === 'product')?.key
  const same = stored.find((technology) => nameKey(technology.product) === product)
  if (same !== undefined) return same
  const renamed = stored.filter(
    (technology) =>
      technology.source !== 'return' &&
      keys.has(nameKey(technology.product)) &&
      !listedProducts.has(nameKey(technology.product)),
  )
  return renamed.length === 1 ? (renamed[0] ?? null) : null
}
