// What does the register in memory hold once some of it was read anew?
import { setImmediate as othersTurn } from 'node:timers/promises'
import { placeOf } from './find-place.ts'
import type { SupplierNames } from './index-row-queries.ts'
import type { Loaded } from './loading-protocol.ts'
import type { SeenChanges } from './register-change-queries.ts'
import type { HeldRegister, Segment } from './segment.ts'

export interface Kept {
  register: HeldRegister
  seen: SeenChanges
  names: SupplierNames
}

/** Segments that were not read anew are the same objects as before, and so are the numbers of their suppliers. */
export async function keptWith(
  before: Kept | null,
  { changes, segments: read, names: readNames }: Loaded,
): Promise<Kept> {
  const names = readNames ?? before?.names
  if (names === undefined) throw new Error('Supplier names are read with the first load.')
  const stayed = changes.authorities === 'all' ? [] : (before?.register.segments ?? [])
  const segments = [...stayed.filter(({ authorityId }) => !read.has(authorityId)), ...read.values()]
    .filter((segment) => segment !== null)
    .sort((left, right) => left.authorityId - right.authorityId)
  const numbers = new Map(
    readNames === null
      ? before?.register.segments.map((segment, at) => [segment, before.register.supplierNumbers[at]])
      : [],
  )
  const supplierNumbers: Uint32Array[] = []
  for (const segment of segments) {
    const known = numbers.get(segment)
    if (known === undefined) await othersTurn()
    supplierNumbers.push(known ?? numbersOf(segment, names))
  }
  const register = { version: changes.version, segments, supplierNumbers, supplierIds: names.supplierIds }
  return { register, seen: changes.seen, names }
}

function numbersOf({ supplierNameIds }: Segment, names: SupplierNames): Uint32Array {
  return Uint32Array.from(supplierNameIds, (id) => {
    const at = placeOf(names.nameIds, id)
    return names.nameIds[at] === id ? (names.numbers[at] ?? 0) : 0
  })
}
