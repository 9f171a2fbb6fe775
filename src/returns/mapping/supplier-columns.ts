// Which part does a supplier play whose column is numbered or names a role?
import type { ReturnKind } from '../read-types.ts'
import type { HeadingWords } from './heading-words.ts'

const NAMES = new Set(['supplier', 'contractor', 'provider', 'vendor', 'company', 'name', 'organisation'])
const ROLES: { words: string[]; role: string }[] = [
  { words: ['sub', 'contractor'], role: 'sub' },
  { words: ['sub', 'supplier'], role: 'sub' },
  { words: ['main', 'contractor'], role: 'prime' },
  { words: ['main', 'supplier'], role: 'prime' },
  { words: ['prime', 'contractor'], role: 'prime' },
  { words: ['prime', 'supplier'], role: 'prime' },
  { words: ['lead', 'contractor'], role: 'prime' },
  { words: ['lead', 'supplier'], role: 'prime' },
  { words: ['primary', 'supplier'], role: 'prime' },
  { words: ['reseller'], role: 'reseller' },
  { words: ['consortium', 'member'], role: 'consortium' },
  { words: ['consortium', 'partner'], role: 'consortium' },
]
const ORDINALS = new Set(['second', 'third', 'fourth', 'additional', 'other', 'secondary'])

/**
 * Tells `Supplier 2`, `Main contractor`, `Reseller` from plain supplier headings; null for everything else. A numbered
 * column has no role of its own.
 */
export function supplierRole(heading: HeadingWords, kind: ReturnKind): { role?: string } | null {
  const rest = heading.words.filter(
    (word) => word !== 'name' && !/^\d{1,2}$/.test(word) && !ORDINALS.has(word),
  )
  const counted = heading.words.some((word) => /^\d{1,2}$/.test(word) || ORDINALS.has(word))
  if (kind === 'contracts') {
    const role = ROLES.find(
      ({ words }) => words.length === rest.length && words.every((word) => rest.includes(word)),
    )
    if (role) return { role: role.role }
  }
  const named =
    rest.length === 1 && NAMES.has(rest[0] ?? '') && rest[0] !== 'name' && rest[0] !== 'organisation'
  return counted && named ? {} : null
}
