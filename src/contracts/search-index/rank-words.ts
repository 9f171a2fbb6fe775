// How well do contracts match a search for words?
import { firstPlace, placeNear } from './find-place.ts'
import { findWord } from './find-word.ts'
import { listPlaces, roomForPlaces } from './picked-contracts.ts'
import type { Members, Segment, Words } from './segment.ts'
import { rankedOperands, type WordsQuery } from './words-query.ts'

/** What `ts_rank` counts a word of weight D, C, B and A for. */
const WEIGHTS = Float32Array.of(0.1, 0.2, 0.4, 1)
/** What the sum of 1/n² comes to, by which `ts_rank` divides. */
const SQUARES = 1.64493406685

/** What ranking writes to, for segments of up to so many contracts; kept from one search to the next, it saves clearing up. */
export interface RankScratch {
  scores: Float32Array
  digits: Uint16Array
  /** The numbers of the members. */
  numbers: Uint32Array
}

export function rankScratch(size: number): RankScratch {
  return { scores: new Float32Array(size), digits: new Uint16Array(size), numbers: roomForPlaces(size) }
}

/**
 * A score for each member, by the number of its contract: bit for bit `ts_rank(words, rankedWords(query))`, the higher the
 * better. What stands at numbers that are no members' means nothing. The scores are those of `scratch`: they hold until it is used again.
 */
export function rankContracts(
  segment: Segment,
  query: WordsQuery,
  members: Members,
  scratch: RankScratch = rankScratch(segment.size),
): Float32Array {
  const { scores, numbers } = scratch
  const operands = rankedOperands(query)
  const asked = listPlaces(members, numbers)
  for (let at = 0; at < asked; at += 1) scores[numbers[at] as number] = 0
  for (const { bytes, beginning } of operands) {
    const { from, to } = findWord(segment.words, bytes, beginning)
    for (let word = from; word < to; word += 1) addWord(segment, word, { asked, scratch })
  }
  const { length } = operands
  if (length > 1)
    for (let at = 0; at < asked; at += 1) {
      const contract = numbers[at] as number
      scores[contract] = (scores[contract] as number) / length
    }
  return scores
}

interface Asked {
  /** How many members. */
  asked: number
  scratch: RankScratch
}

/** Few members of a common word are looked up one by one; the places of a word that most contracts have are read at one go. */
function addWord({ words, size }: Segment, word: number, { asked, scratch }: Asked): void {
  const from = words.placesFrom[word] as number
  const to = words.placesFrom[word + 1] as number
  if (asked * 8 < to - from) addMembers(scratch, words, { asked, size, from, to })
  else if (to - from > size / 4) addAll(scratch, words, { size, from, to })
  else addPlaces(scratch.scores, words, from, to)
}

/** Each is looked for where it would be if the places left were spread evenly over the contracts left. */
function addMembers(
  { scores, numbers }: RankScratch,
  words: Words,
  { asked, size, from, to }: { asked: number; size: number; from: number; to: number },
): void {
  const { contracts } = words
  let at = from
  let next = 0
  for (let member = 0; member < asked; member += 1) {
    const contract = numbers[member] as number
    const ahead = Math.floor(((to - at) * (contract - next)) / (size - next))
    at = placeNear(contracts, contract, { guess: at + ahead, from: at, to })
    next = contract + 1
    const first = at
    while (at < to && contracts[at] === contract) at += 1
    addPlaces(scores, words, first, at)
  }
}

/**
 * Adds what a word counts for in each contract. The weights of its places, in their order, are the digits of a number to base
 * 4 (each one more, so that numbers of unlike lengths differ), by which `COUNTS` says what up to five places come to.
 */
function addPlaces(scores: Float32Array, { contracts, positions }: Words, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const contract = contracts[at] as number
    const first = at
    let digits = 0
    do {
      digits = Math.min(digits * 4 + ((positions[at] as number) >>> 14) + 1, MANY)
      at += 1
    } while (at < to && contracts[at] === contract)
    const counts = digits < COUNTS.length ? (COUNTS[digits] as number) : countOf(positions, first, at)
    scores[contract] = (scores[contract] as number) + counts
  }
}

/** The same, the digits of all contracts first: no step depends on where one contract ends and the next begins. */
function addAll(
  { scores, digits }: RankScratch,
  { contracts, positions }: Words,
  { size, from, to }: { size: number; from: number; to: number },
): void {
  for (let at = from; at < to; at += 1) {
    const contract = contracts[at] as number
    const sofar = digits[contract] as number
    digits[contract] = Math.min(sofar * 4 + ((positions[at] as number) >>> 14) + 1, MANY)
  }
  for (let contract = 0; contract < size; contract += 1) {
    const found = digits[contract] as number
    if (found < COUNTS.length) scores[contract] = (scores[contract] as number) + (COUNTS[found] as number)
    else {
      const first = firstPlace(contracts, contract, from, to)
      const end = firstPlace(contracts, contract + 1, first, to)
      scores[contract] = (scores[contract] as number) + countOf(positions, first, end)
    }
  }
  digits.fill(0, 0, size)
}

/** In the single precision in which PostgreSQL reckons, step by step; the last step is in double precision, as there. */
function countOf(positions: Uint16Array, from: number, to: number): number {
  let sum = 0
  let most = -1
  let square = 1
  for (let at = from; at < to; at += 1) {
    const weight = WEIGHTS[(positions[at] as number) >>> 14] as number
    const number = at - from + 1
    sum = Math.fround(sum + Math.fround(weight / (number * number)))
    if (weight > most) {
      most = weight
      square = number * number
    }
  }
  return Math.fround(Math.fround(most + sum) - Math.fround(most / square)) / SQUARES
}

/** Stands for more than five digits. */
const MANY = 10_000
const COUNTS = countsOfFew()

function countsOfFew(): Float64Array {
  const counts = new Float64Array(1365)
  for (let number = 1; number < counts.length; number += 1) {
    const positions: number[] = []
    for (let rest = number; rest > 0; rest = (rest - 1 - ((rest - 1) % 4)) / 4)
      positions.unshift(((rest - 1) % 4) << 14)
    counts[number] = countOf(Uint16Array.from(positions), 0, positions.length)
  }
  return counts
}
