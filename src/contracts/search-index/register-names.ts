// Which service areas and technologies are there in the whole register?
import { keptBy } from './kept-columns.ts'
import type { HeldRegister } from './segment.ts'

/** Names of the register by number, the first of which is for none; and for each segment the numbers of its own, in their order, none first. */
export interface NumberedNames {
  names: readonly string[]
  numbers: readonly Uint32Array[]
}

/** Service areas, as they are written. */
export const serviceAreas = keptBy(({ segments }: HeldRegister) =>
  numbered(segments.map((segment) => segment.serviceAreas.names)),
)

/** Ids of technologies. */
export const technologies = keptBy(({ segments }: HeldRegister) =>
  numbered(segments.map(({ technologyIds }) => technologyIds)),
)

function numbered(ofSegments: (readonly string[])[]): NumberedNames {
  const numberOf = new Map<string, number>()
  const numbers = ofSegments.map((names) => {
    for (const name of names) if (!numberOf.has(name)) numberOf.set(name, numberOf.size + 1)
    return Uint32Array.from([0, ...names.map((name) => numberOf.get(name) ?? 0)])
  })
  return { names: ['', ...numberOf.keys()], numbers }
}
