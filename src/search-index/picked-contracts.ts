// What do the members of a segment add up to?
import { countBetween } from './column-members.ts'
import { type Kinds, sumsOfKinds, sumsOfTechnologies } from './kept-columns.ts'
import { type SupplierSums, supplierSums } from './kept-suppliers.ts'
import { isMember, not } from './members.ts'
import type { Lists, Members, Segment } from './segment.ts'

/**
 * Members to be counted, in fewest steps: where more than half are members, the others are taken away from the sums of all.
 */
export interface Picked {
  /** How many members there are. */
  count: number
  members: Members | null
  /** 1 where `places` are those of the members, -1 where they are those of the others. */
  sign: 1 | -1
  /** The contracts to pass over are the first `length` of these. */
  places: Uint32Array
  length: number
}

/**
 * @param members null for all of the segment.
 * @param places room for half the contracts of the segment, used until the next picking.
 */
export function pickContracts({ size }: Segment, members: Members | null, places: Uint32Array): Picked {
  if (members === null) return { count: size, members, sign: -1, places, length: 0 }
  const count = countBetween(members, 0, size)
  const isMost = count * 2 > size
  return {
    count,
    members,
    sign: isMost ? -1 : 1,
    places,
    length: isMost ? listPlaces(not(members, size), places) : listPlaces(members, places),
  }
}

/** Writes the numbers of the members to `places`, ascending; how many they are. */
export function listPlaces(members: Members, places: Uint32Array): number {
  let length = 0
  for (let word = 0; word < members.length; word += 1) {
    for (let bits = members[word] as number; bits !== 0; bits &= bits - 1) {
      places[length] = (word << 5) + 31 - Math.clz32(bits & -bits)
      length += 1
    }
  }
  return length
}

/** How many members are from one contract to before another. */
export function pickedBetween({ members }: Picked, from: number, to: number): number {
  return members === null ? Math.max(0, to - from) : countBetween(members, from, to)
}

/** How many members there are of each kind; not to be changed. */
export function countKinds(kinds: Kinds, { count, sign, places, length }: Picked): Uint32Array {
  if (kinds.kinds === 1) return Uint32Array.of(count)
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

/** How many members list each technology, by its place in the segment; not to be changed. */
export function countTechnologies(segment: Segment, picked: Picked): Uint32Array {
  const sums = sumsOfTechnologies(segment)
  if (picked.sign < 0 && picked.length === 0) return sums
  const counts = picked.sign < 0 ? sums.slice() : new Uint32Array(sums.length)
  const { starts, values } = segment.technologies
  const { places, length, sign } = picked
  for (let at = 0; at < length; at += 1) {
    const contract = places[at] as number
    const stop = starts[contract + 1] as number
    for (let place = starts[contract] as number; place < stop; place += 1) {
      const technology = values[place] as number
      counts[technology] = (counts[technology] as number) + sign
    }
  }
  return counts
}

/**
 * Adds to `counts`, by number of the supplier, how many members each supplier has; what it holds of number 0 means nothing.
 * @param numbers for each supplier name of the segment the number of its supplier.
 */
export function addSuppliers(
  counts: Uint32Array,
  segment: Segment,
  numbers: Uint32Array,
  picked: Picked,
): void {
  const sums = supplierSums(segment, numbers)
  if (picked.sign < 0) addSums(counts, sums)
  addListed(counts, segment.supplierNames, numbers, picked)
  const { sign, members, length } = picked
  if (length === 0) return
  const { repeats } = sums
  for (let at = 0; at < repeats.contracts.length; at += 1) {
    if (members === null || isMember(members, repeats.contracts[at] as number) !== sign > 0) continue
    const number = repeats.numbers[at] as number
    counts[number] = (counts[number] as number) - sign
  }
}

function addSums(counts: Uint32Array, { numbers, contracts }: SupplierSums): void {
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] as number
    counts[number] = (counts[number] as number) + (contracts[at] as number)
  }
}

function addListed(counts: Uint32Array, { starts, values }: Lists, numbers: Uint32Array, picked: Picked) {
  const { places, length, sign } = picked
  for (let at = 0; at < length; at += 1) {
    const contract = places[at] as number
    const stop = starts[contract + 1] as number
    for (let place = starts[contract] as number; place < stop; place += 1) {
      const number = numbers[values[place] as number] as number
      counts[number] = (counts[number] as number) + sign
    }
  }
}
