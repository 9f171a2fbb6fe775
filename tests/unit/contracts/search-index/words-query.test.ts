import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DatabaseMustMatch,
  rankedWords,
  type WordsQuery,
  wordsQuery,
} from '../../../../src/contracts/search-index/words-query.ts'
import { queryText } from '../../../support/index-rows.ts'

/** The tree in brackets, every operand with what is asked of it. */
function shown(query: WordsQuery): string {
  switch (query.kind) {
    case 'nothing':
      return '-'
    case 'word':
      return `${query.text}${query.beginning ? '*' : ''}${query.weights || ''}`
    case 'not':
      return `!${shown(query.of)}`
    case 'phrase':
      return `(${shown(query.left)} ${query.distance} ${shown(query.right)})`
    default:
      return `(${query.parts.map(shown).join(query.kind === 'and' ? ' & ' : ' | ')})`
  }
}

describe('the text of a tsquery', () => {
  it.each([
    ['', '-'],
    ["'hous'", 'hous'],
    [
      "'hous' & !( 'repair' | 'leak':* ) & 'tree' <-> 'survey' <2> 'x'",
      '(hous & !(repair | leak*) & ((tree 1 survey) 2 x))',
    ],
    ["'a':AB & 'b':*CD | !!'c'", '((a12 & b*3) | !!c)'],
    ["'a' <-> ( 'b' <-> 'c' )", '(a 1 (b 1 c))'],
    ["!'a' <-> 'b' & 'c'", '((!a 1 b) & c)'],
    ["'it''s' | 'a\\\\b' | 'two words' | '&'", "(it's | a\\b | two words | &)"],
  ])('reads %s', (text, tree) => {
    expect(shown(wordsQuery(text))).toBe(tree)
  })

  it.each(['hous', "'hous", "'a' 'b'", "'a' &", "( 'a'", "'a' )", "'a':X", "'a' <x> 'b'"])(
    'refuses %s',
    (text) => {
      expect(() => wordsQuery(text)).toThrow('not the text of a tsquery')
    },
  )

  it('leaves to the database what no phrase of steady length asks for', () => {
    for (const text of [
      "'a' <-> ( 'b' | 'c' <-> 'd' )",
      "'a' & !( !( 'b' <-> 'c' ) <-> 'd' )",
      "'a' <16384> 'b' <16384> 'c' <1> 'd'",
    ])
      expect(() => wordsQuery(text)).toThrow(DatabaseMustMatch)
    expect(shown(wordsQuery("( 'a' <-> 'b' | 'c' <-> 'd' ) <-> 'e'"))).toBe('(((a 1 b) | (c 1 d)) 1 e)')
  })
})

describe('what contracts are ranked by', () => {
  it.each([
    ["'hous'", "'hous'"],
    ["'b' & 'a' <-> 'c':A", "'a' | 'b' | 'c'"],
    ["'b' & !'a' & !( 'c' | 'd' )", "'b'"],
    ["'b' | 'a' | 'b' | 'b':*", "'a' | 'b':*"],
    ["'b':* | 'b'", "'b':*"],
    ["'it''s' | 'a\\\\b'", "'a\\\\b' | 'it''s'"],
  ])('of %s is %s', (text, ranked) => {
    expect(rankedWords(wordsQuery(text))).toBe(ranked)
  })

  it('is nothing where every word is excluded or there is none', () => {
    expect([rankedWords(wordsQuery("!'a'")), rankedWords(wordsQuery(''))]).toEqual([null, null])
  })

  it('is ranked by itself', () => {
    fc.assert(
      fc.property(queryText, (text) => {
        const ranked = rankedWords(wordsQuery(text))
        if (ranked !== null) expect(rankedWords(wordsQuery(ranked))).toBe(ranked)
      }),
    )
  })
})
