// Under which address is a technology found?
import { slugify } from '../lib/text.ts'

const LONGEST = 80

/** The plain address of a product; it may be taken. */
export function plainSlug(product: string): string {
  return slugify(product).slice(0, LONGEST).replace(/-+$/, '') || 'technology'
}

/** The first free one of `plain`, `plain-2`, `plain-3` …; it is added to `taken`. */
export function freeSlug(plain: string, taken: Set<string>): string {
  let slug = plain
  for (let n = 2; taken.has(slug); n += 1) slug = `${plain}-${n}`
  taken.add(slug)
  return slug
}
