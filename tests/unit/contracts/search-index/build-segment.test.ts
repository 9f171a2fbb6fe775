import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildSegment, segmentBuilder } from '../../../../src/contracts/search-index/build-segment.ts'
import { findWord } from '../../../../src/contracts/search-index/find-word.ts'
import type { IndexRow } from '../../../../src/contracts/search-index/index-row.ts'
import {
  type Coded,
  type Lists,
  NO_DAY,
  type Segment,
} from '../../../../src/contracts/search-index/segment.ts'
import { indexRow, vectorOf, wordsText } from '../../../support/index-rows.ts'

const day = fc.option(fc.integer({ min: -5, max: 5 }))
const text = fc.option(fc.constantFrom('Housing', 'Parks', ''))
const answer = fc.option(fc.boolean())

const row: fc.Arbitrary<IndexRow> = fc.record({
  id: fc.uuid(),
  currentEnd: day,
  maxEnd: day,
  confirmed: day,
  valuePence: fc.option(fc.integer()),
  valueField: text,
  serviceArea: text,
  route: text,
  processType: text,
  isSme: answer,
  isVcse: answer,
  supplierNameIds: fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 3 }),
  technologyIds: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  words: wordsText,
})

const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 40 })

const written = ({ codes, names }: Coded, at: number) =>
  codes[at] === 0 ? null : names[(codes[at] ?? 0) - 1]
const listed = ({ starts, values }: Lists, at: number) => [...values.subarray(starts[at], starts[at + 1])]
const dayOf = (number: number | undefined) => (number === NO_DAY ? null : number)
const answerOf = (code: number | undefined) => [null, true, false][code ?? 0]

function idOf({ ids }: Segment, at: number): string {
  const hex = Buffer.from(ids.subarray(at * 16, at * 16 + 16)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** What the segment says of a contract. */
function readBack(segment: Segment, at: number): Omit<IndexRow, 'words'> {
  const value = segment.values[at]
  return {
    id: idOf(segment, at),
    currentEnd: dayOf(segment.currentEnds[at]) ?? null,
    maxEnd: dayOf(segment.maxEnds[at]) ?? null,
    confirmed: dayOf(segment.confirmed[at]) ?? null,
    valuePence: value === undefined || Number.isNaN(value) ? null : value,
    valueField: written(segment.valueFields, at) ?? null,
    serviceArea: written(segment.serviceAreas, at) ?? null,
    route: written(segment.routes, at) ?? null,
    processType: written(segment.processTypes, at) ?? null,
    isSme: answerOf(segment.sme[at]) ?? null,
    isVcse: answerOf(segment.vcse[at]) ?? null,
    supplierNameIds: listed(segment.supplierNames, at).map((place) => segment.supplierNameIds[place] ?? 0),
    technologyIds: listed(segment.technologies, at).map((place) => segment.technologyIds[place] ?? ''),
  }
}

function inOrder(rows: readonly IndexRow[]): IndexRow[] {
  const end = ({ currentEnd }: IndexRow) => currentEnd ?? NO_DAY
  return rows.toSorted((a, b) => end(a) - end(b) || (a.id < b.id ? -1 : 1))
}

it('holds each contract that states a value once, the least value first', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { values, byValue } = buildSegment(1, given)
      const stating = [...values.keys()].filter((contract) => !Number.isNaN(values[contract]))
      expect([...byValue].sort((one, other) => one - other)).toEqual(stating)
      const ordered = Array.from(byValue, (contract) => values[contract] ?? Number.NaN)
      expect(ordered).toEqual(ordered.toSorted((one, other) => one - other))
    }),
  )
})

it('says of each contract what its row says, in the order of ends and of ids', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const segment = buildSegment(7, given)
      expect([segment.authorityId, segment.size]).toEqual([7, given.length])
      expect(given.map((_, at) => readBack(segment, at))).toEqual(
        inOrder(given).map(({ words: _, ...stated }) => ({
          ...stated,
          supplierNameIds: [...new Set(stated.supplierNameIds)],
          technologyIds: [...new Set(stated.technologyIds)],
        })),
      )
    }),
  )
})

it('keeps each word once, in the order of bytes, with all its places', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { words } = buildSegment(7, given)
      const vectors = inOrder(given).map((one) => vectorOf(one.words))
      const texts = [...new Set(vectors.flatMap((vector) => [...vector.keys()]))]
      const sorted = texts.map((one) => Buffer.from(one)).toSorted(Buffer.compare)
      expect(
        sorted.map((_, at) => Buffer.from(words.bytes.subarray(words.starts[at], words.starts[at + 1]))),
      ).toEqual(sorted)
      for (const [at, word] of sorted.entries()) {
        expect(findWord(words, word, false)).toEqual({ from: at, to: at + 1 })
        const [from, to] = [words.placesFrom[at], words.placesFrom[at + 1]]
        const places = vectors.flatMap((vector, contract) =>
          (vector.get(word.toString()) ?? []).map((position) => [contract, position]),
        )
        const { contracts, positions } = words
        expect(
          [...contracts.subarray(from, to)].map((one, i) => [one, positions.subarray(from, to)[i]]),
        ).toEqual(places)
      }
      const lengths = vectors.map((vector) =>
        Math.max(0, ...[...vector.values()].flat().map((one) => one % 16_384)),
      )
      expect([...words.textStarts].slice(1).map((end, at) => end - (words.textStarts[at] ?? 0) - 1)).toEqual(
        lengths,
      )
    }),
  )
})

it('numbers contracts with two bytes as long as that is enough, with four beyond', () => {
  const segmentOf = (size: number) => {
    const builder = segmentBuilder(1)
    for (let number = 0; number < size; number += 1) builder.add(indexRow(number, { words: "'a':1" }))
    return builder.finish()
  }
  expect(segmentOf(65_536).words.contracts).toBeInstanceOf(Uint16Array)
  const { contracts } = segmentOf(65_537).words
  expect(contracts).toBeInstanceOf(Uint32Array)
  expect(contracts.at(-1)).toBe(65_536)
})

it('refuses words that state no position or are not closed', () => {
  expect(() => buildSegment(1, [indexRow(1, { words: "'a'" })])).toThrow('No position')
  expect(() => buildSegment(1, [indexRow(1, { words: "'a" })])).toThrow('not closed')
})

it('refuses more texts than there are codes', () => {
  const many = Array.from({ length: 65_536 }, (_, number) => indexRow(number, { route: `r${number}` }))
  expect(() => buildSegment(1, many)).toThrow(RangeError)
})
