// Which contracts are in one set of members and in another, how many are they, and which comes next?
import type { Members } from './segment.ts'

/** Those in both, a new set. Both are of one segment, here and below. */
export function and(left: Members, right: Members): Members {
  const members = new Uint32Array(left.length)
  for (let at = 0; at < members.length; at += 1) members[at] = (left[at] as number) & (right[at] as number)
  return members
}

/** Those in either, a new set. */
export function or(left: Members, right: Members): Members {
  const members = new Uint32Array(left.length)
  for (let at = 0; at < members.length; at += 1) members[at] = (left[at] as number) | (right[at] as number)
  return members
}

/** Those in the first and not in the second, a new set. */
export function andNot(left: Members, right: Members): Members {
  const members = new Uint32Array(left.length)
  for (let at = 0; at < members.length; at += 1) members[at] = (left[at] as number) & ~(right[at] as number)
  return members
}

/** All others of a segment of so many contracts, a new set. */
export function not(left: Members, size: number): Members {
  const members = new Uint32Array(left.length)
  for (let at = 0; at < members.length; at += 1) members[at] = ~(left[at] as number)
  const beyond = size & 31
  if (beyond > 0) members[members.length - 1] = (members[members.length - 1] as number) & ~(-1 << beyond)
  return members
}

/** How many there are. */
export function count(members: Members): number {
  let total = 0
  for (let word = 0; word < members.length; word += 1) total += bitsIn(members[word] as number)
  return total
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

export function isMember(members: Members, contract: number): boolean {
  return (((members[contract >>> 5] as number) >>> (contract & 31)) & 1) === 1
}

/** True where there is nobody. */
export function isEmpty(members: Members): boolean {
  for (let at = 0; at < members.length; at += 1) if (members[at] !== 0) return false
  return true
}

/** Adds the contracts from `from` to before `to`, in place; `to` is at most the size of the segment. */
export function setRange(members: Members, from: number, to: number): void {
  if (from >= to) return
  const first = from >>> 5
  const last = (to - 1) >>> 5
  const start = -1 << (from & 31)
  const end = -1 >>> (31 - ((to - 1) & 31))
  if (first === last) {
    members[first] = (members[first] as number) | (start & end)
    return
  }
  members[first] = (members[first] as number) | start
  members.fill(0xffffffff, first + 1, last)
  members[last] = (members[last] as number) | end
}

/** Visits the members at `from` and after it, the lowest number first, until a visit says `false`. */
export function eachAscending(
  members: Members,
  from: number,
  visit: (contract: number) => boolean | undefined,
): void {
  const first = from >>> 5
  for (let at = first; at < members.length; at += 1) {
    let bits = members[at] as number
    if (at === first) bits &= -1 << (from & 31)
    while (bits !== 0) {
      const lowest = bits & -bits
      if (visit((at << 5) + 31 - Math.clz32(lowest)) === false) return
      bits ^= lowest
    }
  }
}

/** Visits the members at `from` and before it, the highest number first, until a visit says `false`. */
export function eachDescending(
  members: Members,
  from: number,
  visit: (contract: number) => boolean | undefined,
): void {
  if (from < 0) return
  const first = Math.min(from >>> 5, members.length - 1)
  for (let at = first; at >= 0; at -= 1) {
    let bits = members[at] as number
    if (at === from >>> 5) bits &= -1 >>> (31 - (from & 31))
    while (bits !== 0) {
      const highest = 31 - Math.clz32(bits)
      if (visit((at << 5) + highest) === false) return
      bits ^= 1 << highest
    }
  }
}
