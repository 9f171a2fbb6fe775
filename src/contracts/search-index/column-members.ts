// Which contracts of a segment state something that is asked for?
// The loops are alike and stay apart: one that calls a test for each contract takes several times as long.
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
