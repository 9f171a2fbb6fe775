// What do two names share, and in what do they differ?
import { type Alignment, alignWords, type WordLink } from './align-words.ts'
import { compareLegalForms, type FormRelation } from './legal-forms.ts'
import { PLACES, QUALIFIERS } from './name-vocabulary.ts'
import type { ReadView } from './read-views.ts'
import { totalBits, wordBits } from './word-frequency.ts'

/** The facts of a comparison, for the rules and the score alike; bits are information by word frequency. */
export type NameComparison = {
  left: ReadView
  right: ReadView
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
export function compareViews(left: ReadView, right: ReadView): NameComparison {
  const alignment = alignWords(left, right)
  const extraLeft = totalBits(alignment.extraLeft)
  const extraRight = totalBits(alignment.extraRight)
  const shared = alignment.links.map(sharedBitsOf)
  const extraWords = [...alignment.extraLeft, ...alignment.extraRight]
  return {
    left,
    right,
    alignment,
    strictEqual: left.strict === right.strict,
    formRelation: compareLegalForms(left.legalForm, right.legalForm),
    sharedBits: shared.reduce((sum, bits) => sum + bits, 0),
    rarestSharedBits: Math.max(0, ...shared),
    fewerExtraBits: Math.min(extraLeft, extraRight),
    moreExtraBits: Math.max(extraLeft, extraRight),
    extraWords,
    numbers: compareNumbers(left.numbers, right.numbers),
    qualifiersDiffer: extraWords.some((word) => QUALIFIERS.has(word)),
    ukDiffers: left.countries !== right.countries,
    places: comparePlaces(alignment),
    firstWordEqual: linked(alignment, left.content[0], right.content[0]),
    lastWordEqual: linked(alignment, left.content.at(-1), right.content.at(-1)),
    prefix: prefixRelation(left, right),
    shorterLength: Math.min(left.raw.length, right.raw.length),
  }
}

function sharedBitsOf({ left, right }: WordLink): number {
  return left === right ? linkBits(left) : Math.min(linkBits(left), linkBits(right))
}

function linkBits(words: string): number {
  return words.includes(' ') ? totalBits(words.split(' ')) : wordBits(words)
}

function linked(alignment: Alignment, left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (left === right) return true
  return alignment.links.some(
    (link) => link.left.split(' ').includes(left) && link.right.split(' ').includes(right),
  )
}

function compareNumbers(a: string, b: string): NameComparison['numbers'] {
  if (a === b) return a === '' ? 'none' : 'equal'
  return a === '' || b === '' ? 'one_sided' : 'conflict'
}

function comparePlaces(alignment: Alignment): NameComparison['places'] {
  const left = alignment.extraLeft.some((word) => PLACES.has(word))
  const right = alignment.extraRight.some((word) => PLACES.has(word))
  if (left && right) return 'conflict'
  return left || right ? 'one_sided' : 'none'
}

function prefixRelation(left: ReadView, right: ReadView): NameComparison['prefix'] {
  const isLeftShort = left.text.length < right.text.length
  const short = isLeftShort ? left.text : right.text
  const long = isLeftShort ? right.text : left.text
  if (short.length === long.length || !long.startsWith(short)) return 'none'
  return long[short.length] === ' ' ? 'word' : 'inside'
}

/** True if a word is rare enough to carry a name. */
export function isRareWord(word: string): boolean {
  return wordBits(word) >= 11
}
