// What do the members of a segment add up to?
import { type Kinds, ROW, type Rows, sumsOfKinds } from './kept-columns.ts'
import type { Listed } from './kept-lists.ts'
import { bitsIn, count, countBetween, countInBoth, isMember, not } from './members.ts'
import type { Members, Segment } from './segment.ts'

/**
 * Members to be counted, in fewest steps: where more than half are members, the others are taken away from the sums of all.
 */
export interface Picked {
  /** How many members there are. */
  count: number
  members: Members | null
  /** The contracts to pass over, found when first asked for. */
  listed(): ListedPlaces
}

interface ListedPlaces {
  /** 1 where `places` are those of the members, -1 where they are those of the others. */
  sign: 1 | -1
  /** The contracts are the first `length` of these. */
  places: Uint32Array
  length: number
}

/**
 * @param members null for all of the segment.
 * @param places as `roomForPlaces` makes them for the segment or a larger one, used until the next picking.
 */
export function pickContracts({ size }: Segment, members: Members | null, places: Uint32Array): Picked {
  if (members === null) return { count: size, members, listed: () => ({ sign: -1, places, length: 0 }) }
  const all = count(members)
  let found: ListedPlaces | null = null
  const listed = () => {
    found ??=
      all * 2 > size
        ? { sign: -1, places, length: listPlaces(not(members, size), places) }
        : { sign: 1, places, length: listPlaces(members, places) }
    return found
  }
  return { count: all, members, listed }
}

/** Room for what `listPlaces` writes of so many contracts. */
export function roomForPlaces(size: number): Uint32Array {
  return new Uint32Array(size + AT_ONCE - 1)
}

/** Members of a word are written four at a time: to ask after each whether it was the last takes three times as long. */
const AT_ONCE = 4

/**
 * Writes the numbers of the members to `places`, ascending; how many they are. What stands beyond them means nothing.
 * @param places as `roomForPlaces` makes them.
 */
export function listPlaces(members: Members, places: Uint32Array): number {
  let length = 0
  for (let word = 0; word < members.length; word += 1) {
    const bits = members[word] as number
    if (bits !== 0) length = listWord(bits, word << 5, places, length)
  }
  return length
}

function listWord(word: number, first: number, places: Uint32Array, from: number): number {
  const stop = from + bitsIn(word)
  for (let at = from, bits = word; at < stop; at += AT_ONCE) {
    const second = bits & (bits - 1)
    const third = second & (second - 1)
    const fourth = third & (third - 1)
    places[at] = first + lowest(bits)
    places[at + 1] = first + lowest(second)
    places[at + 2] = first + lowest(third)
    places[at + 3] = first + lowest(fourth)
    bits = fourth & (fourth - 1)
  }
  return stop
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

/** How many members are from one contract to before another. */
export function pickedBetween({ members }: Picked, from: number, to: number): number {
  return members === null ? Math.max(0, to - from) : countBetween(members, from, to)
}

/** How many members are among others too. */
export function pickedAmong({ members }: Picked, others: Members): number {
  return members === null ? count(others) : countInBoth(members, others)
}

/** How many members there are of each kind; not to be changed. */
export function countKinds(kinds: Kinds, picked: Picked): Uint32Array {
  if (kinds.kinds === 1) return Uint32Array.of(picked.count)
  const { sign, places, length } = picked.listed()
  const sums = sumsOfKinds(kinds)
  if (sign < 0 && length === 0) return sums
  const counts = sign < 0 ? sums.slice() : new Uint32Array(sums.length)
  const { codes } = kinds
  for (let at = 0; at < length; at += 1) {
    const code = codes[places[at] as number] as number
    counts[code] = (counts[code] as number) + sign
  }
  return counts
}

/** As `countKinds`, of all three kinds of each contract; what stands side by side is fetched at one go. */
export function countRows({ codes, sums }: Rows, picked: Picked): Rows['sums'] {
  const { sign, places, length } = picked.listed()
  if (sign < 0 && length === 0) return sums
  const [ofMarket, ofSupply, ofAreas] = sums
  const market = sign < 0 ? ofMarket.slice() : new Uint32Array(ofMarket.length)
  const supply = sign < 0 ? ofSupply.slice() : new Uint32Array(ofSupply.length)
  const areas = sign < 0 ? ofAreas.slice() : new Uint32Array(ofAreas.length)
  for (let at = 0; at < length; at += 1) {
    const row = (places[at] as number) * ROW
    const one = codes[row] as number
    const two = codes[row + 1] as number
    const three = codes[row + 2] as number
    market[one] = (market[one] as number) + sign
    supply[two] = (supply[two] as number) + sign
    areas[three] = (areas[three] as number) + sign
  }
  return [market, supply, areas]
}

/**
 * Adds to `counts`, by the numbers that the kinds stand for, how many members list each; that of number 0 means nothing.
 * @param numbers other numbers to stand for the kinds.
 */
export function addListed(
  counts: Uint32Array,
  { first, others, numbers: ownNumbers }: Listed,
  picked: Picked,
  numbers = ownNumbers,
): void {
  const { members } = picked
  if (first.kinds > 1) addFirst(counts, first, picked, numbers)
  const { contracts, kinds } = others
  for (let at = 0; at < contracts.length; at += 1) {
    const contract = contracts[at] as number
    if (members !== null && !isMember(members, contract)) continue
    const number = numbers[kinds[at] as number] as number
    counts[number] = (counts[number] as number) + 1
  }
}

function addFirst(counts: Uint32Array, first: Kinds, picked: Picked, numbers: Uint32Array): void {
  const { sign, places, length } = picked.listed()
  const { codes } = first
  if (sign < 0) addByNumber(counts, numbers, sumsOfKinds(first))
  for (let at = 0; at < length; at += 1) {
    const number = numbers[codes[places[at] as number] as number] as number
    counts[number] = (counts[number] as number) + sign
  }
}

/** Adds to `counts`, by the number that each kind stands for, how many there are of the kind. */
export function addByNumber(counts: Uint32Array, numbers: Uint32Array, ofKinds: Uint32Array): void {
  for (let kind = 0; kind < ofKinds.length; kind += 1) {
    const number = numbers[kind] as number
    counts[number] = (counts[number] as number) + (ofKinds[kind] as number)
  }
}
