// Where in an ascending list does a number stand, or would it?
import type { Words } from './segment.ts'

/** The first place that holds `least` or more; the length of the list where none does. */
export function placeOf(ascending: Int32Array | Uint32Array | Float64Array, least: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The first place from `from` to before `to` that is in the contract or in one after it; `to` where there is none. The
 * contracts ascend between the two. The nearer to `from` it is, the fewer steps it takes.
 */
export function firstPlace(
  contracts: Words['contracts'],
  contract: number,
  from: number,
  to: number,
): number {
  let low = from
  let high = from
  for (let step = 1; high < to && (contracts[high] as number) < contract; step *= 2) {
    low = high + 1
    high = low + step
  }
  high = Math.min(high, to)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((contracts[middle] as number) >= contract) high = middle
    else low = middle + 1
  }
  return low
}

/** As `firstPlace`, looked for on both sides of a guess, which is one of these places or `to`: the nearer it is, the fewer steps it takes. */
export function placeNear(
  contracts: Words['contracts'],
  contract: number,
  { guess, from, to }: { guess: number; from: number; to: number },
): number {
  if (guess < to && (contracts[guess] as number) < contract)
    return firstPlace(contracts, contract, guess + 1, to)
  let low = guess
  let high = guess
  for (let step = 1; low > from && (contracts[low - 1] as number) >= contract; step *= 2) {
    high = low - 1
    low = Math.max(from, high - step)
  }
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((contracts[middle] as number) >= contract) high = middle
    else low = middle + 1
  }
  return low
}
