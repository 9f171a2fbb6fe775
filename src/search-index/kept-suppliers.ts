// How many contracts of an authority does each supplier have?
import type { Segment } from './segment.ts'

/** What a segment says of suppliers. Not to be changed. */
export interface SupplierSums {
  /** Suppliers by number, and of each how many contracts it has. */
  numbers: Uint32Array
  contracts: Uint32Array
  /** Contracts that name a supplier under several names, once for each name too many, and which supplier. */
  repeats: { contracts: Uint32Array; numbers: Uint32Array }
}

const kept = new WeakMap<Uint32Array, SupplierSums>()

/** @param numbers for each supplier name of the segment the number of its supplier, 0 for none. */
export function supplierSums(segment: Segment, numbers: Uint32Array): SupplierSums {
  const known = kept.get(numbers) ?? summed(segment, numbers)
  kept.set(numbers, known)
  return known
}

function summed({ size, supplierNames: { starts, values } }: Segment, numbers: Uint32Array): SupplierSums {
  const sums = new Map<number, number>()
  const repeats: [contract: number, supplier: number][] = []
  for (let at = 0; at < size; at += 1) {
    const first = starts[at] as number
    for (let place = first; place < (starts[at + 1] as number); place += 1) {
      const number = numbers[values[place] as number] as number
      if (number === 0) continue
      if (isRepeated(values, numbers, first, place)) repeats.push([at, number])
      else sums.set(number, (sums.get(number) ?? 0) + 1)
    }
  }
  return {
    numbers: Uint32Array.from(sums.keys()),
    contracts: Uint32Array.from(sums.values()),
    repeats: {
      contracts: Uint32Array.from(repeats, ([contract]) => contract),
      numbers: Uint32Array.from(repeats, ([, number]) => number),
    },
  }
}

function isRepeated(values: Uint32Array, numbers: Uint32Array, first: number, place: number): boolean {
  const number = numbers[values[place] as number]
  for (let before = first; before < place; before += 1)
    if (numbers[values[before] as number] === number) return true
  return false
}
