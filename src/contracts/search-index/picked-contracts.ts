// What do the members of a segment add up to?
import { countBetween } from './column-members.ts'
import { type Kinds, sumsOfKinds } from './kept-columns.ts'
import type { Listed } from './kept-lists.ts'
import { not } from './members.ts'
import type { Members, Segment } from './segment.ts'

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
 * @param places room for all contracts of the segment and one more, used until the next picking.
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

/** Writes the numbers of the members to `places`, ascending, and one beyond them; how many they are. */
export function listPlaces(members: Members, places: Uint32Array): number {
  let length = 0
  for (let word = 0; word < members.length; word += 1) {
    let bits = members[word] as number
    if (bits === 0) continue
    for (let contract = word << 5; bits !== 0; contract += 1, bits >>>= 1) {
      places[length] = contract
      length += bits & 1
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

/** How many members list each kind; the first means nothing. Not to be changed. */
export function countListed({ first, others }: Listed, picked: Picked): Uint32Array {
  const counted = countKinds(first, picked)
  const { contracts, kinds } = others
  if (contracts.length === 0) return counted
  const counts = counted === sumsOfKinds(first) ? counted.slice() : counted
  const { members } = picked
  for (let at = 0; at < contracts.length; at += 1) {
    const contract = contracts[at] as number
    const is = members === null ? 1 : ((members[contract >>> 5] as number) >>> (contract & 31)) & 1
    const kind = kinds[at] as number
    counts[kind] = (counts[kind] as number) + is
  }
  return counts
}
