// Which words make up a name, once punctuation and signs are read?
import { latinSkeleton } from './fold-name.ts'

const NOT_WORD = /[^\p{L}\p{N}\p{M}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu
const NOT_WORD_ASCII = /[^a-z0-9\u0080-\uffff]+/
const NEEDS_UNICODE = /[^\x20-\x7e]/
const SIGNS = /[&+@£€$%]/
const SIGN_WORDS: Record<string, string> = {
  '&': ' and ',
  '+': ' plus ',
  '@': ' at ',
  '£': ' pound ',
  '€': ' euro ',
  $: ' dollar ',
  '%': ' per cent ',
}
const DOTTED_INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu
const CO_PREFIX = /(?<![p{L}p{N}])co ?- ?(?=[a-z]{3})/g
const CO_OP_WORD = /(?<![a-z0-9])co op(?=er|s?(?![a-z0-9]))/g

/** The words of a folded text: "&" is "and", "U.K." and "u k" are "uk", "Co-op" is "coop", apostrophes vanish. */
export function splitWords(folded: string): string[] {
  let text = folded
  if (text.includes("'")) text = text.replaceAll("'", '')
  if (text.includes('.'))
    text = text.replace(DOTTED_INITIALS, (initials) => `${initials.replaceAll('.', '')} `)
  if (text.includes('co')) text = text.replace(CO_PREFIX, 'co').replace(CO_OP_WORD, 'coop')
  if (SIGNS.test(text)) text = text.replace(/[&+@£€$%]/g, (sign) => SIGN_WORDS[sign] ?? ' ')
  const pieces = NEEDS_UNICODE.test(text)
    ? text.replace(NOT_WORD, ' ').split(' ')
    : text.split(NOT_WORD_ASCII)
  return withNhsLast(withCompany(joinSingleLetters(pieces)))
}

/** "b d s trailers" → "bds trailers"; blanks are dropped. Digits are never joined to letters. */
function joinSingleLetters(pieces: readonly string[]): string[] {
  const words: string[] = []
  let run = ''
  for (const piece of pieces) {
    if (piece === '') continue
    if (piece.length === 1 && piece >= 'a' && piece <= 'z') {
      run += piece
      continue
    }
    if (run !== '') words.push(run)
    run = ''
    words.push(piece)
  }
  if (run !== '') words.push(run)
  return words
}

/** "Co" is "Company" where it can be nothing else: after "and", before a legal ending, or as the last word. */
function withCompany(words: string[]): string[] {
  const at = words.lastIndexOf('co')
  if (at <= 0) return words
  const next = words[at + 1]
  if (
    next === undefined ||
    next === 'ltd' ||
    next === 'limited' ||
    next === 'plc' ||
    next === 'llp' ||
    words[at - 1] === 'and'
  ) {
    words[at] = 'company'
  }
  return words
}

/** Ledgers that wrap the last words to the front: "Foundation Trust Quillmere NHS" → "Quillmere NHS Foundation Trust". */
function withNhsLast(words: string[]): string[] {
  const first = words[0]
  if (first !== 'foundation' && first !== 'trust' && first !== 'nhs') return words
  const start = words.findIndex((word) => word !== 'nhs' && word !== 'foundation' && word !== 'trust')
  const wrapped = words.slice(0, start)
  if (start < 1 || !wrapped.includes('trust') || !words.includes('nhs')) return words
  return [...words.slice(start), ...wrapped]
}

/** Drops a leading and a trailing "the" where words remain: "The Quillmere Mill" and "Quillmere Mill (The)" are one. */
export function withoutArticle(words: string[]): string[] {
  const start = words.length > 1 && words[0] === 'the' ? 1 : 0
  const end = words.length - start > 1 && words[words.length - 1] === 'the' ? words.length - 1 : words.length
  return start === 0 && end === words.length ? words : words.slice(start, end)
}

/** The strict key: the core words joined. Nothing is dropped, so "UK", a plural s and "Company" still tell names apart. */
export function joinStrict(words: readonly string[]): string {
  return words.join('')
}

/** Words and Roman numerals that stand for a figure. */
export const FIGURES: ReadonlyMap<string, string> = new Map([
  ['one', '1'],
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
  ['five', '5'],
  ['six', '6'],
  ['seven', '7'],
  ['eight', '8'],
  ['nine', '9'],
  ['ten', '10'],
  ['ii', '2'],
  ['iii', '3'],
])
const LOOSE_FIGURES = new Map([...FIGURES, ['first', '1st'], ['second', '2nd'], ['third', '3rd']])
const LOOSE_DROPS = new Set([
  'uk',
  'gb',
  'company',
  'co',
  'and',
  'of',
  'the',
  'www',
  'com',
  'net',
  'org',
  'biz',
  'wales',
  'cymru',
])
const LOOSE_PAIRS = /(?:united kingdom|great britain)/g

/**
 * The loose key after SI 2015/17 Schedule 3: "UK", "Great Britain", "Company", "and" and plurals dropped, figures for
 * number words, look-alike letters made Latin. Equal loose keys are candidates and no more.
 */
export function joinLoose(words: readonly string[]): string {
  const text = latinSkeleton(words.join(' ')).replace(LOOSE_PAIRS, '')
  const kept: string[] = []
  for (const word of text.split(' ')) {
    if (word === '' || LOOSE_DROPS.has(word)) continue
    kept.push(LOOSE_FIGURES.get(word) ?? singular(word))
  }
  return kept.length === 0 ? text.replaceAll(' ', '') : kept.join('')
}

/** A word without its plural s: "services" → "service", "bus" and "press" unchanged. */
export function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us')
    ? word.slice(0, -1)
    : word
}
