import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { matchWords } from '../../../../src/contracts/search-index/match-words.ts'
import { isMember } from '../../../../src/contracts/search-index/members.ts'
import {
  type SoughtWord,
  type WordsQuery,
  wordsQuery,
} from '../../../../src/contracts/search-index/words-query.ts'
import { indexRow, queryText, vectorOf, wordsText } from '../../../support/index-rows.ts'

type Vector = Map<string, number[]>

function matchingOf(texts: readonly string[], query: WordsQuery): number[] {
  const segment = buildSegment(
    1,
    texts.map((words, number) => indexRow(number, { words })),
  )
  const members = matchWords(segment, query)
  return [...Array(members.length * 32).keys()].filter((number) => isMember(members, number))
}

function placesOf(vector: Vector, { text, beginning, weights }: SoughtWord): number[] {
  return [...vector]
    .filter(([word]) => word === text || (beginning && word.startsWith(text)))
    .flatMap(([, positions]) => positions)
    .filter((position) => weights === 0 || ((weights >> (position >> 14)) & 1) === 1)
    .map((position) => position % 16_384)
}

function matches(vector: Vector, query: WordsQuery): boolean {
  switch (query.kind) {
    case 'nothing':
      return false
    case 'word':
      return placesOf(vector, query).length > 0
    case 'not':
      return !matches(vector, query.of)
    case 'and':
      return query.parts.every((part) => matches(vector, part))
    case 'or':
      return query.parts.some((part) => matches(vector, part))
    case 'phrase':
      return PLACES.some((place) => endsAt(vector, query, place))
  }
}

const PLACES = Array.from({ length: 40 }, (_, place) => place)

/** True if what is asked for within a phrase is met with its last word at this place. */
function endsAt(vector: Vector, query: WordsQuery, place: number): boolean {
  switch (query.kind) {
    case 'nothing':
      return false
    case 'word':
      return placesOf(vector, query).includes(place)
    case 'not':
      return !endsAt(vector, query.of, place)
    case 'and':
      return query.parts.every((part) => endsAt(vector, part, place))
    case 'or':
      return query.parts.some((part) => endsAt(vector, part, place))
    case 'phrase':
      return (
        endsAt(vector, query.right, place) &&
        endsAt(vector, query.left, place - query.distance - lengthOf(query.right))
      )
  }
}

function lengthOf(query: WordsQuery): number {
  return query.kind === 'phrase' ? lengthOf(query.left) + lengthOf(query.right) + query.distance : 0
}

const NEAR = 20
/** Texts whose words all stand within the places that are looked at one by one. */
const nearTexts = fc.array(
  wordsText.filter((text) => [...vectorOf(text).values()].flat().every((one) => one % 16_384 < NEAR)),
  { maxLength: 70 },
)

const steady = queryText.filter((text) => !/& '[^']*'\S* <2>/.test(text))

it('matches the texts that hold what is asked for, looked at one by one', () => {
  fc.assert(
    fc.property(nearTexts, steady, (texts, text) => {
      const query = wordsQuery(text)
      const expected = texts.flatMap((words, number) => (matches(vectorOf(words), query) ? [number] : []))
      expect(matchingOf(texts, query)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

/** So many places of other words that some of those sought are rare beside them. */
const others = Array.from({ length: 20 }, (_, word) => {
  const places = Array.from({ length: 150 }, (_, place) => place + 1)
  return `'z${word}':${places.join(',')}`
}).join(' ')
/** In how many contracts one of the words stands often, and how many have other words only. */
const BESIDE = [
  [0, 0],
  [0, 1],
  [30, 0],
  [30, 20],
] as const
const plainPhrase = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'ab', 'abc', 'b', 'c', 'd', 'a b'), { minLength: 2, maxLength: 4 }),
    fc.array(fc.constantFrom('', '', '', '', ':A', ':*', ':*BC'), { minLength: 4, maxLength: 4 }),
    fc.array(fc.constantFrom(' <-> ', ' <-> ', ' <3> ', ' <0> '), { minLength: 4, maxLength: 4 }),
  )
  .map(([words, flags, signs]) =>
    words.map((word, at) => `${at === 0 ? '' : signs[at]}'${word}'${flags[at]}`).join(''),
  )

it('follows phrases alike whether their words are common in the register or rare', () => {
  const expectedOf = (texts: readonly string[], query: WordsQuery) =>
    texts.flatMap((words, number) => (matches(vectorOf(words), query) ? [number] : []))
  fc.assert(
    fc.property(nearTexts, fc.constantFrom(...BESIDE), plainPhrase, (near, [many, beside], text) => {
      const query = wordsQuery(text)
      const texts = [...near, ...Array.from({ length: many }, () => "'b':1,4,7C,10,13"), ...near]
      const all = [...texts, ...Array.from({ length: beside }, () => others)]
      expect(matchingOf(all, query)).toEqual(expectedOf(texts, query))
    }),
    { numRuns: 1000 },
  )
})

it('takes no word of the next contract for one that follows', () => {
  const texts = ["'a':1 'b':2", "'b':1 'c':2", "'a':5 'c':7", "'c':1"]
  const found = (text: string) => matchingOf(texts, wordsQuery(text))
  expect(found("'b' <-> 'b'")).toEqual([])
  expect(found("'a' <-> 'b'")).toEqual([0])
  expect(found("'a' <2> 'c'")).toEqual([2])
  expect(found("'b' <-> 'c' <-> 'c'")).toEqual([])
  expect(found("'c' <-> !'a'")).toEqual([1, 2, 3])
})

it('takes no word of a neighbouring contract for one that stands so many places away', () => {
  const texts = ["'a':1 'b':2", "'b':1 'c':2 'd':3", "'a':5 'c':7", "'c':1"]
  const found = (text: string) => matchingOf(texts, wordsQuery(text))
  expect(found("'b' <2> 'd'")).toEqual([1])
  for (const text of ["'a' <3> 'b'", "'b' <2> 'b'", "'c' <2> 'c'", "'a' <5> 'd'", "'b' <4> 'd'"])
    expect({ text, found: found(text) }).toEqual({ text, found: [] })
  expect(found("'a' <3> 'b' <2> 'd'")).toEqual([])
  expect(found("'a' <3> 'b':D <-> 'c'")).toEqual([])
})

it('matches nothing for no words at all, and all but nothing for their absence', () => {
  expect(matchingOf(["'a':1", ''], wordsQuery(''))).toEqual([])
  expect(matchingOf(["'a':1", ''], wordsQuery("!'b'"))).toEqual([0, 1])
  expect(matchingOf([], wordsQuery("!'b' & 'a' <-> 'b'"))).toEqual([])
})

it('matches common words in contracts beyond those that two bytes number', () => {
  const texts = Array.from({ length: 65_600 }, (_, number) =>
    number % 3 === 0 ? "'a':1 'b':2" : "'a':1 'c':2",
  )
  expect(matchingOf(texts, wordsQuery("'a' <-> 'b'")).slice(-2)).toEqual([65_595, 65_598])
  expect(matchingOf(texts, wordsQuery("'a' & !'c'"))).toHaveLength(21_867)
})
