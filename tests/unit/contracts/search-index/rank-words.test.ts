import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { matchWords } from '../../../../src/contracts/search-index/match-words.ts'
import { isMember } from '../../../../src/contracts/search-index/members.ts'
import { rankContracts, rankScratch } from '../../../../src/contracts/search-index/rank-words.ts'
import { rankedOperands, wordsQuery } from '../../../../src/contracts/search-index/words-query.ts'
import { indexRow, queryText, vectorOf, wordsText } from '../../../support/index-rows.ts'

const WEIGHTS = [0.1, 0.2, 0.4, 1].map(Math.fround)
const weightOf = (position: number) => WEIGHTS[position >> 14] ?? 0

/** In double precision, word by word, from the formula: the largest weight first, the others by the squares of their places. */
function scoreOf(text: string, query: string): number {
  const operands = rankedOperands(wordsQuery(query))
  const counted = operands.flatMap((operand) =>
    [...vectorOf(text)]
      .filter(([word]) => word === operand.text || (operand.beginning && word.startsWith(operand.text)))
      .map(([, positions]) => {
        const weights = positions.map(weightOf)
        const most = Math.max(...weights)
        const sum = weights.reduce((total, weight, at) => total + weight / (at + 1) ** 2, 0)
        return (most + sum - most / (weights.indexOf(most) + 1) ** 2) / (Math.PI ** 2 / 6)
      }),
  )
  return operands.length === 0 ? 0 : counted.reduce((total, one) => total + one, 0) / operands.length
}

function segmentOf(texts: readonly string[]) {
  return buildSegment(
    1,
    texts.map((words, number) => indexRow(number, { words })),
  )
}

it('scores every member by the formula of ts_rank', () => {
  fc.assert(
    fc.property(fc.array(wordsText, { maxLength: 60 }), queryText, (texts, text) => {
      const segment = segmentOf(texts)
      const members = matchWords(segment, wordsQuery(text))
      const scores = rankContracts(segment, wordsQuery(text), members)
      for (const [number, words] of texts.entries())
        if (isMember(members, number)) expect(scores[number]).toBeCloseTo(scoreOf(words, text), 5)
    }),
  )
})

it('scores alike however many are asked for and whatever was ranked before', () => {
  const texts = fc.sample(wordsText, { numRuns: 300, seed: 5 })
  const segment = segmentOf(texts)
  const scratch = rankScratch(segment.size + 7)
  const all = matchWords(segment, wordsQuery("!'nowhere'"))
  const few = matchWords(segment, wordsQuery("'abc' & 'd' & 'b' & 'c'"))
  const numbers = texts.flatMap((_, number) => (isMember(few, number) ? [number] : []))
  expect(numbers.length).toBeGreaterThan(0)
  for (const query of ["'a':* | 'b'", "'c'", "'a' & 'd'"].map(wordsQuery)) {
    const scores = rankContracts(segment, query, all)
    const again = rankContracts(segment, query, few, scratch)
    for (const number of numbers) expect(again[number]).toBe(scores[number])
  }
})

it('counts a word that stands in many places as one that stands in few, by all of them', () => {
  const places = Array.from({ length: 40 }, (_, at) => `${at + 1}${at === 30 ? 'A' : 'C'}`).join(',')
  const texts = [`'a':${places}`, "'a':1", ...Array.from({ length: 30 }, () => "'b':1")]
  const segment = segmentOf(texts)
  const query = wordsQuery("'a'")
  const scores = rankContracts(segment, query, matchWords(segment, query))
  expect(scores[0]).toBeCloseTo(scoreOf(texts[0] ?? '', "'a'"), 6)
  expect(scores[1]).toBeCloseTo(0.1 / 1.64493406685, 6)
})
