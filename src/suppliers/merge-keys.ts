// Under which keys do two names stand that a rule merges, however many others stand there too?
import { contentWords } from './align-words.ts'
import { editDistanceWithin } from './edit-distance.ts'
import { spellingFamily, WELL_KNOWN_INITIALS } from './name-vocabulary.ts'
import { numbersOf } from './read-views.ts'

const PIECE = 3
/** The shorter of two forms of a word in which a rule takes one letter for a slip has this many at least. */
const SLIP_LENGTH = 6
/** Letters with which the shorter of two names begins that a column's width cut. */
const START = 20

/**
 * Up to three keys, each with the figures of the name, since no rule merges names with other figures. Two names that a rule
 * merges share one of them, or the strict or the council key, unless they differ in spacing and in more.
 */
export function mergeKeys(words: readonly string[]): { kind: 'pieces' | 'ends' | 'start'; value: string }[] {
  const numbers = numbersOf(words.filter((word) => !isAccountCode(word)))
    .sort()
    .join(' ')
  const keyed = { pieces: piecesOf(words), ends: endsOf(words), start: startOf(words) }
  return (['pieces', 'ends', 'start'] as const).flatMap((kind) => {
    const text = keyed[kind]
    return text === null ? [] : [{ kind, value: numbers === '' ? text : `${text} #${numbers}` }]
  })
}

function isAccountCode(word: string): boolean {
  return /^[a-z]{0,4}\d{5,}$/.test(word)
}

/**
 * The beginnings of a name's words, whatever their order: three letters each, of the spelling that stands for all its
 * abbreviations, without account codes and the name's own initials. Null for fewer than two words.
 */
function piecesOf(words: readonly string[]): string | null {
  const pieces = namingWords(words).map((word) => word.slice(0, PIECE))
  return pieces.length < 2 ? null : pieces.sort().join(' ')
}

/** Without account codes and own initials, each as the spelling that stands for its abbreviations. */
function namingWords(words: readonly string[]): string[] {
  const named = contentWords(words).filter((word) => !isAccountCode(word))
  return withInitials(named)
    .filter((word) => !isOwnInitials(word, words))
    .map(spellingFamily)
}

/**
 * False only for words that no rule merges: a cheap look before the rules are asked about names that share nothing but a
 * key of this file. Some word has no partner that is the same, begins it, or is one letter apart.
 */
export function mayBeMerged(left: readonly string[], right: readonly string[]): boolean {
  const [one, other] = [left.join(''), right.join('')]
  if (one.startsWith(other) || other.startsWith(one)) return true
  if (areAlike(contentWords(left), contentWords(right))) return true
  const [a, b] = [namingWords(left), namingWords(right)]
  return areAlike(a, b) || areAlike([...a].sort(), [...b].sort())
}

function areAlike(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  return left.every((word, at) => {
    const other = right[at] ?? ''
    return word === other || word.startsWith(other) || other.startsWith(word) || isNear(word, other)
  })
}

function isNear(word: string, other: string): boolean {
  const isPlural = `${word.slice(0, -1)}ies` === other || `${other.slice(0, -1)}ies` === word
  return isPlural || editDistanceWithin(word, other, 1)
}

/**
 * The first letter and the end of each word, in order: what names share that differ by one slip in the first three letters
 * of a word of seven letters. Null for fewer than two words, and where no word is so long.
 */
function endsOf(words: readonly string[]): string | null {
  const content = contentWords(words)
  if (content.length < 2 || content.every((word) => word.length < SLIP_LENGTH)) return null
  return content.map((word) => `${word[0]}${word.slice(-PIECE)}`).join(' ')
}

/** The first letters of a long name, which its cut form shares; null for a shorter one. */
function startOf(words: readonly string[]): string | null {
  const joined = words.join('')
  return joined.length < START ? null : joined.slice(0, START)
}

/** "qan" in "Quillmere Action Network (QAN)". */
function isOwnInitials(word: string, words: readonly string[]): boolean {
  if (word.length < 3 || word.length >= words.length) return false
  const others = words.filter((one) => one !== word)
  return others.length >= 3 && (word === initialsOf(others) || word === initialsOf(contentWords(others)))
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word[0] ?? '').join('')
}

/** "council voluntary service" as "cvs", and the like. */
function withInitials(words: readonly string[]): readonly string[] {
  const all = initialsOf(words)
  for (const known of WELL_KNOWN_INITIALS) {
    const at = all.indexOf(known)
    if (at >= 0) return [...words.slice(0, at), known, ...words.slice(at + known.length)]
  }
  return words
}
