// Which contracts of a segment hold plain words that follow one another?
import { findWord } from './find-word.ts'
import { ANY_WEIGHT, followRarest, type Places } from './follow-rarest.ts'
import { type Members, noMembers, type Segment, type Words } from './segment.ts'
import type { SoughtWord, WordsQuery } from './words-query.ts'

/** A word of a phrase, and how many places behind the one before it. */
interface Step {
  word: SoughtWord
  /** 0 for the first. */
  distance: number
}

/** The words of a phrase in their order, if it holds nothing else. */
export function stepsOf(query: WordsQuery, distance = 0): Step[] | null {
  if (query.kind === 'word') return [{ word: query, distance }]
  if (query.kind !== 'phrase' || query.right.kind !== 'word') return null
  const before = stepsOf(query.left)
  return before === null ? null : [...before, { word: query.right, distance: query.distance }]
}

/** What following is worked out in, kept from one segment to the next: making it anew for each takes longer than filling it. */
export interface FollowScratch {
  bits: [Uint32Array, Uint32Array]
}

export function followScratch(): FollowScratch {
  return { bits: [new Uint32Array(0), new Uint32Array(0)] }
}

/** The contracts in which the words stand so; a set of its own. */
export function followWords(segment: Segment, steps: readonly Step[], scratch: FollowScratch): Members {
  const { words } = segment
  const members = noMembers(segment)
  const places = placesOf(words, steps)
  if (places === null || followRarest(words, places, members)) return members
  followAll(segment, steps, places, { members, scratch })
  return members
}

/** Passes over the places of all words, in their order. */
function followAll(
  { words, size }: Segment,
  steps: readonly Step[],
  places: readonly Places[],
  { members, scratch }: { members: Members; scratch: FollowScratch },
): void {
  const length = ((words.textStarts[size] as number) + 31) >>> 5
  let met: Uint32Array | null = null
  for (const [at, { distance }] of steps.slice(1).entries()) {
    const due = cleared(scratch, at % 2 === 0 ? 0 : 1, length)
    addDue(words, places[at] as Places, { met, due, distance })
    met = due
  }
  addMembers(words, places.at(-1) as Places, met, members)
}

/** One of the two, cleared for so many numbers. */
function cleared({ bits }: FollowScratch, which: 0 | 1, length: number): Uint32Array {
  if (bits[which].length < length) bits[which] = new Uint32Array(length)
  return bits[which].fill(0, 0, length)
}

/** The places of each word; null where one stands nowhere. */
function placesOf(words: Words, steps: readonly Step[]): Places[] | null {
  const places: Places[] = []
  let offset = 0
  for (const { word, distance } of steps) {
    const { from, to } = findWord(words, word.bytes, word.beginning)
    if (from === to) return null
    offset += distance
    places.push({
      from: words.placesFrom[from] as number,
      to: words.placesFrom[to] as number,
      weights: word.weights === 0 ? ANY_WEIGHT : word.weights,
      word: to - from === 1 ? from : null,
      offset,
    })
  }
  return places
}

/** Bits for places in the text of all contracts: of `due` those are set where, after a word at a place of `met`, the next is due. */
function addDue(
  { contracts, positions, textStarts }: Words,
  { from, to, weights }: Places,
  { met, due, distance }: { met: Uint32Array | null; due: Uint32Array; distance: number },
): void {
  for (let at = from; at < to; at += 1) {
    const contract = contracts[at] as number
    const position = positions[at] as number
    const place = (textStarts[contract] as number) + (position & 0x3fff)
    let bit = (weights >>> (position >>> 14)) & 1
    if (met !== null) bit &= (met[place >>> 5] as number) >>> (place & 31)
    const next = place + distance
    if (next < (textStarts[contract + 1] as number))
      due[next >>> 5] = (due[next >>> 5] as number) | (bit << (next & 31))
  }
}

function addMembers(
  { contracts, positions, textStarts }: Words,
  { from, to, weights }: Places,
  met: Uint32Array | null,
  members: Members,
): void {
  for (let at = from; at < to; at += 1) {
    const contract = contracts[at] as number
    const position = positions[at] as number
    const place = (textStarts[contract] as number) + (position & 0x3fff)
    let bit = (weights >>> (position >>> 14)) & 1
    if (met !== null) bit &= (met[place >>> 5] as number) >>> (place & 31)
    members[contract >>> 5] = (members[contract >>> 5] as number) | (bit << (contract & 31))
  }
}
