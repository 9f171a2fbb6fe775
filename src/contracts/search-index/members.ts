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
  for (let at = 0; at < members.length; at += 1) {
    let bits = members[at] as number
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    total += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return total
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
