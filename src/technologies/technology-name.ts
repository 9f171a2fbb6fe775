// Which product does a typed name of a technology mean?
import { foldText } from '../lib/text.ts'

export type TechnologyNameKind = 'product' | 'synonym' | 'former'

/** A name by which the register knows a technology. */
export interface KnownName {
  technologyId: string
  kind: TechnologyNameKind
}

/** A name as typed and the technology it stands for. */
export interface ResolvedName {
  typed: string
  technologyId: string
}

const MARKS = /[™®©℠]/g
const ENTITIES: [RegExp, string][] = [
  [/&(amp|#38);/gi, '&'],
  [/&(apos|#39|#x27);/gi, "'"],
]

/**
 * The form in which names are compared: case, accents, spacing, trade marks, apostrophes and other punctuation do not
 * count, `&` is "and". Letters, digits, `+` and `#` do: they tell products apart ("Core", "Core+"). Idempotent; empty
 * for a name of nothing but white space.
 */
export function nameKey(name: string): string {
  const decoded = ENTITIES.reduce((text, [entity, sign]) => text.replace(entity, sign), name)
  const folded = foldText(decoded.replace(MARKS, ' '))
  const words = folded
    .replace(/['’‘`]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim()
  return words || folded || name.trim()
}

/**
 * The one technology that the names with the key of a typed name stand for. A product's own name counts before synonyms
 * and former names; where these stand for several products the answer is null: nobody guesses.
 */
export function technologyMeant(names: readonly KnownName[]): string | null {
  const products = names.filter(({ kind }) => kind === 'product')
  const meant = new Set((products.length > 0 ? products : names).map(({ technologyId }) => technologyId))
  const [only] = meant
  return meant.size === 1 && only !== undefined ? only : null
}
