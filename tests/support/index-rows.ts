// What do made-up contracts look like to the index, and which texts of words and of searches may there be?
import fc from 'fast-check'
import type { IndexRow } from '../../src/contracts/search-index/index-row.ts'

/** A contract of which nothing is stated but what is given. */
export function indexRow(number: number, given: Partial<IndexRow> = {}): IndexRow {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    currentEnd: null,
    maxEnd: null,
    confirmed: null,
    valuePence: null,
    valueField: null,
    serviceArea: null,
    route: null,
    processType: null,
    isSme: null,
    isVcse: null,
    supplierNameIds: [],
    technologyIds: [],
    words: '',
    ...given,
  }
}

/** Some that begin alike, and some that must be quoted or take several bytes. */
const WORDS = ['a', 'ab', 'abc', 'b', 'c', 'd', "o'neil", '\\', 'é', '\u{FF5E}', '\u{1F600}', ':1', 'a b']

const word = fc.constantFrom(...WORDS)

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '$&$&')}'`
}

const place = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.integer({ min: 1, max: 16_383 }),
)

/** Ascending, each once. */
const places = fc
  .uniqueArray(fc.tuple(place, fc.constantFrom('', 'A', 'B', 'C')), {
    minLength: 1,
    maxLength: 9,
    selector: ([one]) => one,
  })
  .map((some) => some.toSorted(([left], [right]) => left - right))

/** The text of a `tsvector`, not yet as PostgreSQL would sort it. */
export const wordsText: fc.Arbitrary<string> = fc.dictionary(word, places, { maxKeys: 8 }).map((words) =>
  Object.entries(words)
    .map(([text, at]) => `${quoted(text)}:${at.map(([place, weight]) => `${place}${weight}`).join(',')}`)
    .join(' '),
)

const operand = fc
  .tuple(word, fc.constantFrom('', '', '', '', ':*', ':A', ':*BC', ':D'))
  .map(([text, flags]) => quoted(text) + flags)

/** Words, `|`, `&` and `!` over operands of one length, so that a phrase may hold them. */
const withinPhrase = fc.oneof(
  { weight: 5, arbitrary: operand },
  operand.map((one) => `!${one}`),
  fc
    .tuple(operand, fc.constantFrom('&', '|'), operand)
    .map(([left, sign, right]) => `( ${left} ${sign} !${right} )`),
  fc
    .tuple(operand, fc.constantFrom('&', '|'), operand)
    .map(([left, sign, right]) => `( ${left} ${sign} ${right} )`),
  fc.tuple(operand, operand, operand).map(([one, two, three]) => `( ${one} & ${two} <2> ${three} )`),
)

const phrase = fc
  .array(fc.tuple(fc.constantFrom(' <-> ', ' <-> ', ' <2> ', ' <0> '), withinPhrase), {
    minLength: 2,
    maxLength: 4,
  })
  .map((parts) => `( ${parts.map(([sign, part], at) => (at === 0 ? part : sign + part)).join('')} )`)

const wordPhrase = fc
  .array(fc.tuple(fc.constantFrom(' <-> ', ' <-> ', ' <3> '), operand), { minLength: 2, maxLength: 4 })
  .map((parts) => `( ${parts.map(([sign, part], at) => (at === 0 ? part : sign + part)).join('')} )`)

/** The text of a `tsquery` that the index can answer, not yet as PostgreSQL would print it. */
export const queryText: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: operand },
    { weight: 2, arbitrary: wordPhrase },
    { weight: 2, arbitrary: phrase },
    tie('query').map((query) => `!( ${query} )`),
    fc
      .tuple(tie('query'), fc.constantFrom('&', '|'), tie('query'))
      .map(([left, sign, right]) => `( ${left} ${sign} ${right} )`),
  ),
})).query

/** What the text of a `tsvector` says: for each word its positions, the weight (A 3 to D 0) times 16,384 and the place. */
export function vectorOf(text: string): Map<string, number[]> {
  return new Map(
    [...text.matchAll(/'((?:[^'\\]|''|\\\\)*)':([\dABC,]+)/g)].map(([, word = '', positions = '']) => [
      word.replace(/(['\\])\1/g, '$1'),
      positions
        .split(',')
        .map((one) => 'DCBA'.indexOf(/[ABC]$/.exec(one)?.[0] ?? 'D') * 16_384 + Number.parseInt(one, 10)),
    ]),
  )
}
