// Which contracts of a segment state something that is asked for?
import type { Coded, Members } from './segment.ts'

/** Contracts whose code has a 1 in `wanted`; `wanted` has a number, 0 or 1, for each code. */
export function membersWithCodes(codes: Uint8Array | Uint16Array | Uint32Array, wanted: Uint8Array): Members {
  const members = new Uint32Array((codes.length + 31) >>> 5)
  for (let word = 0, at = 0; word < members.length; word += 1) {
    const stop = Math.min(at + 32, codes.length)
    let bits = 0
    for (let bit = 0; at < stop; at += 1, bit += 1) bits |= (wanted[codes[at] as number] as number) << bit
    members[word] = bits
  }
  return members
}

/** Contracts whose day is from the first to the last, both included. */
export function membersWithDays(days: Int32Array, first: number, last: number): Members {
  const members = new Uint32Array((days.length + 31) >>> 5)
  for (let word = 0, at = 0; word < members.length; word += 1) {
    const stop = Math.min(at + 32, days.length)
    let bits = 0
    for (let bit = 0; at < stop; at += 1, bit += 1) {
      const day = days[at] as number
      bits |= (Number(day >= first) & Number(day <= last)) << bit
    }
    members[word] = bits
  }
  return members
}

/** Contracts whose amount is from the least to the most, both included; an amount that is not stated never is. */
export function membersWithAmounts(amounts: Float64Array, least: number, most: number): Members {
  const members = new Uint32Array((amounts.length + 31) >>> 5)
  for (let word = 0, at = 0; word < members.length; word += 1) {
    const stop = Math.min(at + 32, amounts.length)
    let bits = 0
    for (let bit = 0; at < stop; at += 1, bit += 1) {
      const amount = amounts[at] as number
      bits |= (Number(amount >= least) & Number(amount <= most)) << bit
    }
    members[word] = bits
  }
  return members
}

/** Contracts that state no amount. */
export function membersWithoutAmount(amounts: Float64Array): Members {
  const members = new Uint32Array((amounts.length + 31) >>> 5)
  for (let word = 0, at = 0; word < members.length; word += 1) {
    const stop = Math.min(at + 32, amounts.length)
    let bits = 0
    for (let bit = 0; at < stop; at += 1, bit += 1) bits |= Number(Number.isNaN(amounts[at])) << bit
    members[word] = bits
  }
  return members
}

/** For each code 1 where its text is wanted; not stated is 1 where `blank` says so. */
export function wantedCodes(
  names: Coded['names'],
  isWanted: (name: string) => boolean,
  blank: boolean,
): Uint8Array {
  return Uint8Array.from([blank, ...names.map(isWanted)], Number)
}

/** How many contracts from one number to before another are members. */
export function countBetween(members: Members, from: number, to: number): number {
  if (from >= to) return 0
  const first = from >>> 5
  const last = (to - 1) >>> 5
  const head = -1 << (from & 31)
  const tail = -1 >>> (31 - ((to - 1) & 31))
  if (first === last) return bitsIn((members[first] as number) & head & tail)
  let count = bitsIn((members[first] as number) & head) + bitsIn((members[last] as number) & tail)
  for (let word = first + 1; word < last; word += 1) count += bitsIn(members[word] as number)
  return count
}

/** How many contracts are members of both. */
export function countInBoth(members: Members, others: Members): number {
  let count = 0
  for (let word = 0; word < members.length; word += 1)
    count += bitsIn((members[word] as number) & (others[word] as number))
  return count
}

/** How many bits of a word are 1. */
export function bitsIn(word: number): number {
  if (word === 0) return 0
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The first place of ascending numbers that holds `least` or more; their length where none does. */
export function placeOf(ascending: Int32Array, least: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}
