// What do two names share, and in what do they differ?
import { type Alignment, alignWords, contentWords } from './align-words.ts'
import { compareLegalForms, type FormRelation } from './legal-forms.ts'
import type { NameView } from './name-views.ts'
import { PLACES, QUALIFIERS } from './name-vocabulary.ts'
import { joinStrict } from './name-words.ts'
import { totalBits, wordBits } from './word-frequency.ts'

/** The facts of a comparison, for the rules and the score alike; bits are information by word frequency. */
export type NameComparison = {
  left: NameView
  right: NameView
  alignment: Alignment
  strictEqual: boolean
  formRelation: FormRelation
  sharedBits: number
  rarestSharedBits: number
  /** Bits of the words left over on the side that has fewer of them, and on the other. */
  fewerExtraBits: number
  moreExtraBits: number
  extraWords: readonly string[]
  numbers: 'none' | 'equal' | 'one_sided' | 'conflict'
  qualifiersDiffer: boolean
  ukDiffers: boolean
  places: 'none' | 'one_sided' | 'conflict'
  firstWordEqual: boolean
  lastWordEqual: boolean
  /** The shorter name is the start of the longer: cut at the end of a word, or inside one. */
  prefix: 'none' | 'word' | 'inside'
  /** Length in characters, as typed, of the shorter name. */
  shorterLength: number
}

/** Compares two readings. The result is the same, sides swapped, when the readings are swapped. */
export function compareViews(left: NameView, right: NameView): NameComparison {
  const alignment = alignWords(left.words, right.words)
  const extraLeft = totalBits(alignment.extraLeft)
  const extraRight = totalBits(alignment.extraRight)
  const shared = alignment.links.map((link) => Math.min(linkBits(link.left), linkBits(link.right)))
  const extraWords = [...alignment.extraLeft, ...alignment.extraRight]
  const [leftContent, rightContent] = [contentWords(left.words), contentWords(right.words)]
  return {
    left,
    right,
    alignment,
    strictEqual: joinStrict(left.words) === joinStrict(right.words),
    formRelation: compareLegalForms(left.legalForm, right.legalForm),
    sharedBits: shared.reduce((sum, bits) => sum + bits, 0),
    rarestSharedBits: Math.max(0, ...shared),
    fewerExtraBits: Math.min(extraLeft, extraRight),
    moreExtraBits: Math.max(extraLeft, extraRight),
    extraWords,
    numbers: compareNumbers(left.words, right.words),
    qualifiersDiffer: extraWords.some((word) => QUALIFIERS.has(word)),
    ukDiffers: countryMark(left.words) !== countryMark(right.words),
    places: comparePlaces(alignment),
    firstWordEqual: linked(alignment, leftContent[0], rightContent[0]),
    lastWordEqual: linked(
      alignment,
      leftContent[leftContent.length - 1],
      rightContent[rightContent.length - 1],
    ),
    prefix: prefixRelation(left, right),
    shorterLength: Math.min(left.raw.length, right.raw.length),
  }
}

function linkBits(words: string): number {
  return totalBits(words.split(' '))
}

function linked(alignment: Alignment, left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (left === right) return true
  return alignment.links.some(
    (link) => link.left.split(' ').includes(left) && link.right.split(' ').includes(right),
  )
}

const COUNTRY = new Set(['uk', 'gb', 'ni', 'europe', 'ireland', 'scotland', 'wales', 'england'])

/** The country words of a name, in order; "United Kingdom" is "uk", "Great Britain" is "gb". */
function countryMark(words: readonly string[]): string {
  const text = ` ${words.join(' ')} `
    .replaceAll(' united kingdom ', ' uk ')
    .replaceAll(' great britain ', ' gb ')
  return text
    .split(' ')
    .filter((word) => COUNTRY.has(word))
    .sort()
    .join(' ')
}

const NUMBER_WORDS: Record<string, string> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
}

/** The figures of a name: digits anywhere in a word, number words and Roman numerals at its end. */
export function numbersOf(words: readonly string[]): string[] {
  const numbers: string[] = []
  for (const [at, word] of words.entries()) {
    const digits = word.match(/\d+/g)
    if (digits) numbers.push(...digits.map((digit) => String(Number(digit))))
    else if (at > 0) {
      const number = NUMBER_WORDS[word]
      if (number !== undefined && (word.length > 2 || at === words.length - 1)) numbers.push(number)
    }
  }
  return numbers
}

function compareNumbers(left: readonly string[], right: readonly string[]): NameComparison['numbers'] {
  const a = numbersOf(left).sort().join(' ')
  const b = numbersOf(right).sort().join(' ')
  if (a === b) return a === '' ? 'none' : 'equal'
  return a === '' || b === '' ? 'one_sided' : 'conflict'
}

function comparePlaces(alignment: Alignment): NameComparison['places'] {
  const left = alignment.extraLeft.some((word) => PLACES.has(word))
  const right = alignment.extraRight.some((word) => PLACES.has(word))
  if (left && right) return 'conflict'
  return left || right ? 'one_sided' : 'none'
}

function prefixRelation(left: NameView, right: NameView): NameComparison['prefix'] {
  const a = left.words.join(' ')
  const b = right.words.join(' ')
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length === long.length || !long.startsWith(short)) return 'none'
  return long[short.length] === ' ' ? 'word' : 'inside'
}

/** True if every word of some words is common: such a name alone does not tell one organisation from another. */
export function isGeneric(words: readonly string[]): boolean {
  const content = contentWords(words)
  return totalBits(content) < GENERIC_BITS || content.join('').length < 3
}

/** Bits that a name must carry before equality of names may merge; "Foundation" has about 8. */
const GENERIC_BITS = 10

/** True if a word is rare enough to carry a name. */
export function isRareWord(word: string): boolean {
  return wordBits(word) >= 11
}
