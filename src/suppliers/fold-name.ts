// How is a supplier's name folded so that only differences of writing disappear, and never a difference of script?

const PLAIN_ASCII = /^[\x20-\x7e]*$/
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
const INVISIBLE = /(?![\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069])\p{Default_Ignorable_Code_Point}/gu
const CONTROLS = /\p{Cc}+/gu
const MARKS_AFTER_LATIN = /(\p{Script=Latin})\p{M}+/gu
const MARK_SIGNS = /[™®©℠]/g
const QUOTES = /[\u2018\u2019\u201A\u201B\u2032\u02BC\u0060\u00B4]/g
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g
const LETTER_FOLDS: readonly [RegExp, string][] = [
  [/ß/g, 'ss'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/đ/g, 'd'],
]
const ENTITIES: Record<string, string> = { amp: '&', apos: "'", quot: '"', lt: '<', gt: '>', nbsp: ' ' }
const ENTITY = /&(amp|apos|quot|lt|gt|nbsp|#39|#0?38|#x27);/gi

/**
 * Lower case, NFKC, Latin accents and invisible characters removed, one level of HTML entities decoded, curly quotes and
 * long dashes made plain. Letters of another script stay as they are, and so do direction controls: a Cyrillic
 * look-alike or an override never folds to the Latin spelling. Idempotent.
 */
export function foldName(raw: string): string {
  const decoded = decodeEntities(raw)
  if (PLAIN_ASCII.test(decoded)) return decoded.toLowerCase()
  let text = decoded.replace(MARK_SIGNS, ' ').normalize('NFKD').toLowerCase()
  text = text.replace(INVISIBLE, '').replace(MARKS_AFTER_LATIN, '$1').normalize('NFC')
  for (const [letter, plain] of LETTER_FOLDS) text = text.replace(letter, plain)
  return text.replace(QUOTES, "'").replace(DASHES, '-').replace(CONTROLS, ' ').replace(/\s+/gu, ' ')
}

/** One level of the commonest HTML entities decoded. */
export function decodeEntities(raw: string): string {
  return raw.includes('&') ? raw.replace(ENTITY, decodeEntity) : raw
}

function decodeEntity(entity: string, name: string): string {
  const key = name.toLowerCase()
  if (key === '#39' || key === '#x27') return "'"
  return key === '#38' || key === '#038' ? '&' : (ENTITIES[key] ?? entity)
}

/** What makes a spelling look like another one without being it: an officer must look. */
export type SpellingAlert = 'direction_override' | 'mixed_script'

/** The alert a folded name deserves, or null. */
export function spellingAlert(folded: string): SpellingAlert | null {
  if (PLAIN_ASCII.test(folded)) return null
  if (BIDI_CONTROLS.test(folded)) return 'direction_override'
  return /\p{Script=Latin}/u.test(folded) &&
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(folded)
    ? 'mixed_script'
    : null
}

// Letters of Cyrillic and Greek that print like a Latin one (a subset of Unicode's confusables).
const LOOK_ALIKES: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
}

/** The Latin letters a folded text looks like, direction controls removed: only for finding candidates, never for merging. */
export function latinSkeleton(folded: string): string {
  if (PLAIN_ASCII.test(folded)) return folded
  return [...folded]
    .filter((character) => !BIDI_CONTROLS.test(character))
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join('')
}
