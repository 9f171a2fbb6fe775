// Which contracts hold the words of a phrase around the places of its rarest?
import { placesOfCommon } from './common-words.ts'
import { firstPlace } from './find-place.ts'
import type { Members, Words } from './segment.ts'

/** The places of a word of a phrase: from `from` to before `to`. Only those of a weight that `weights` has a bit for count. */
export interface Places {
  from: number
  to: number
  weights: number
  /** Which word it is; null for several, which begin alike. */
  word: number | null
  /** How many places behind the first of the phrase. */
  offset: number
}

export const ANY_WEIGHT = 15

const PLACE = 0x3fff

/** A word that is due so many places behind another, before it where below zero. */
interface Due extends Places {
  /** The places in the text of all contracts, of whatever weight, for a common word. */
  standing: Uint32Array | null
  /** Where its places in the contract that was looked at last begin. */
  near: number
}

/**
 * Adds the contracts in which all stand as they should, and passes over the places of only one: of the rarest, or of those
 * that begin alike. False, and nobody is added, where it would not be quicker than to pass over the places of all.
 */
export function followRarest(words: Words, places: readonly Places[], members: Members): boolean {
  const pivot = pivotOf(places)
  const others = places
    .filter((other) => other !== pivot)
    .map((other) => dueBehind(words, pivot, other))
    .sort((left, right) => Number(left.standing === null) - Number(right.standing === null))
  const [first] = others
  if (first === undefined || others.some(({ word }) => word === null)) return false
  if (first.standing === null) {
    if (pivot.word === null || (pivot.to - pivot.from) * MUCH_RARER > first.to - first.from) return false
    walk(words, pivot, others, members)
  } else if (others.length === 1 && first.weights === ANY_WEIGHT)
    walkPair({ words, members }, pivot, first.offset, first.standing)
  else walkCommon({ words, members }, pivot, others, first.standing)
  return true
}

/** To look up a place takes as long as to pass over so many. */
const MUCH_RARER = 8

function pivotOf(places: readonly Places[]): Places {
  return places.reduce((rarest, other) => {
    if (rarest.word === null) return rarest
    return other.word === null || other.to - other.from < rarest.to - rarest.from ? other : rarest
  })
}

function dueBehind(words: Words, pivot: Places, other: Places): Due {
  return {
    ...other,
    offset: other.offset - pivot.offset,
    standing: other.word === null ? null : placesOfCommon(words, other.word),
    near: other.from,
  }
}

/** For each place of the rarest all others are looked up. */
function walk(words: Words, { from, to, weights }: Places, others: readonly Due[], members: Members): void {
  for (let at = from; at < to; at += 1) {
    const contract = words.contracts[at] as number
    const position = words.positions[at] as number
    if (((weights >>> (position >>> 14)) & 1) === 0) continue
    if (allStand(words, others, contract, position & PLACE)) add(members, contract)
  }
}

/**
 * The same for one other word, a common one. Bits are reckoned, not asked for, and gathered before they are written: what may
 * be or not be slows a loop down.
 */
function walkPair(
  { words: { contracts, positions, textStarts }, members }: { words: Words; members: Members },
  { from, to, weights }: Places,
  offset: number,
  standing: Uint32Array,
): void {
  // The place before the first and the one behind the last of a text are nobody's.
  const isFar = offset < -1 || offset > 1
  let number = 0
  let bits = 0
  for (let at = from; at < to; at += 1) {
    const contract = contracts[at] as number
    const position = positions[at] as number
    const start = textStarts[contract] as number
    const there = start + (position & PLACE) + offset
    if (isFar && (there < start || there >= (textStarts[contract + 1] as number))) continue
    if (contract >>> 5 !== number) {
      members[number] = (members[number] as number) | bits
      number = contract >>> 5
      bits = 0
    }
    const bit = ((standing[there >>> 5] as number) >>> (there & 31)) & (weights >>> (position >>> 14)) & 1
    bits |= bit << (contract & 31)
  }
  members[number] = (members[number] as number) | bits
}

/** The same where the first of the others is common: what has it there, which is little, is looked at closely. */
function walkCommon(
  { words, members }: { words: Words; members: Members },
  { from, to, weights }: Places,
  others: readonly Due[],
  standing: Uint32Array,
): void {
  const { contracts, positions, textStarts } = words
  const { offset = 0 } = others[0] ?? {}
  for (let at = from; at < to; at += 1) {
    const contract = contracts[at] as number
    const position = positions[at] as number
    const start = textStarts[contract] as number
    const there = start + (position & PLACE) + offset
    if (there < start || there >= (textStarts[contract + 1] as number)) continue
    const bit = ((standing[there >>> 5] as number) >>> (there & 31)) & (weights >>> (position >>> 14)) & 1
    if (bit === 1 && allStand(words, others, contract, position & PLACE)) add(members, contract)
  }
}

function add(members: Members, contract: number): void {
  members[contract >>> 5] = (members[contract >>> 5] as number) | (1 << (contract & 31))
}

function allStand(words: Words, others: readonly Due[], contract: number, place: number): boolean {
  for (const other of others) if (!stands(words, other, contract, place + other.offset)) return false
  return true
}

function stands(words: Words, due: Due, contract: number, place: number): boolean {
  const { standing } = due
  if (standing !== null) {
    const there = (words.textStarts[contract] as number) + place
    if (place < 0 || there >= (words.textStarts[contract + 1] as number)) return false
    if ((((standing[there >>> 5] as number) >>> (there & 31)) & 1) === 0) return false
    if (due.weights === ANY_WEIGHT) return true
  }
  return isListed(words, due, contract, place)
}

/** Looked up among the places of the word itself. */
function isListed({ contracts, positions }: Words, due: Due, contract: number, place: number): boolean {
  const { to, weights } = due
  const isBehind = due.near < to && (contracts[due.near] as number) <= contract
  due.near = firstPlace(contracts, contract, isBehind ? due.near : due.from, to)
  for (let at = due.near; at < to && contracts[at] === contract; at += 1) {
    const position = positions[at] as number
    if ((position & PLACE) === place) return ((weights >>> (position >>> 14)) & 1) === 1
  }
  return false
}
