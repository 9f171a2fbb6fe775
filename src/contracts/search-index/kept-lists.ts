// Which supplier and which technology does each contract list, in a form that is quick to count?
import { type Kinds, keptBy, kindsOf } from './kept-columns.ts'
import type { Lists, Members, Segment } from './segment.ts'

/** What contracts list. Each kind stands once in a contract; the first kind is for contracts that list nothing. */
export interface Listed {
  /** Of each contract what it lists first; nothing where so few list anything that it all stands in `others`. */
  first: Kinds
  /** What contracts list beyond that: `contracts` ascend. */
  others: { contracts: Uint32Array; kinds: Uint32Array }
  /** For each kind the number it stands for. */
  numbers: Uint32Array
}

/** By place of the technology in the segment, one more. */
export const listedTechnologies = keptBy(
  ({ technologies, technologyIds }: Segment): Listed =>
    listed(
      technologies,
      Uint32Array.from(technologyIds, (_, at) => at + 1),
    ),
)

const kept = new WeakMap<Uint32Array, Listed>()

/** Where not even one in so many contracts lists anything, it is quicker to pass over what is listed than over contracts. */
const FEW = 16

/**
 * By number of the supplier.
 * @param numbers for each supplier name of the segment the number of its supplier, 0 for none.
 */
export function listedSuppliers({ supplierNames }: Segment, numbers: Uint32Array): Listed {
  const known = kept.get(numbers) ?? listed(supplierNames, numbers)
  kept.set(numbers, known)
  return known
}

/** @param numbers for each value listed the number it stands for, 0 for none. */
function listed({ starts, values }: Lists, numbers: Uint32Array): Listed {
  const kinds = new Map<number, number>([[0, 0]])
  for (const number of numbers) if (!kinds.has(number)) kinds.set(number, kinds.size)
  const kindOf = Uint32Array.from(numbers, (number) => kinds.get(number) ?? 0)
  const size = starts.length - 1
  const areFew = values.length * FEW < size
  const first = kindsOf(size, areFew ? 1 : kinds.size)
  const others: [contract: number, kind: number][] = []
  for (let contract = 0; contract < size; contract += 1) {
    const listed = kindsFrom(values, kindOf, starts[contract] as number, starts[contract + 1] as number)
    if (!areFew) first.codes[contract] = listed.shift() ?? 0
    for (const kind of listed) others.push([contract, kind])
  }
  return {
    first,
    others: {
      contracts: Uint32Array.from(others, ([contract]) => contract),
      kinds: Uint32Array.from(others, ([, kind]) => kind),
    },
    numbers: Uint32Array.from(kinds.keys()),
  }
}

/** Each once, without that for nothing. */
function kindsFrom(values: Uint32Array, kindOf: Uint32Array, from: number, to: number): number[] {
  const found: number[] = []
  for (let place = from; place < to; place += 1) {
    const kind = kindOf[values[place] as number] as number
    if (kind !== 0 && !found.includes(kind)) found.push(kind)
  }
  return found
}

/** Adds contracts that list more than one thing, by what they list beyond the first, where `wanted` has a 1 for its kind. */
export function addOthers(members: Members, { others }: Listed, wanted: Uint8Array): void {
  const { contracts, kinds } = others
  for (let at = 0; at < contracts.length; at += 1) {
    const contract = contracts[at] as number
    const bit = wanted[kinds[at] as number] as number
    members[contract >>> 5] = (members[contract >>> 5] as number) | (bit << (contract & 31))
  }
}
