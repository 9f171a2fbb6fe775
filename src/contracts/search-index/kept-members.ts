// Which contracts state which of few values?
import { VALUE_BANDS } from '../contract-filters.ts'
import { BANDS, isBaseless, keptBy, supplyKinds, withoutAmount, withoutMaxEnd } from './kept-columns.ts'
import { andNot } from './members.ts'
import { type Coded, type Members, noMembers, type Segment } from './segment.ts'

/** Values, and who states them: the first members state nothing, the others the value at one place less. Not to be changed. */
export interface Stated {
  names: readonly string[]
  members: readonly Members[]
}

/** What has few values, so that it is quicker to count the members of each than to pass over all. */
export type FewValued = 'route' | 'process_type' | 'sme' | 'vcse' | 'value' | 'max_end'

const YES_NO = ['yes', 'no']
const BAND_NAMES = VALUE_BANDS.map(String)

export const STATED: Record<FewValued, (segment: Segment) => Stated> = {
  route: keptBy(({ routes }: Segment) => stated(routes.codes, routes.names)),
  process_type: keptBy(({ processTypes }: Segment) => stated(processTypes.codes, processTypes.names)),
  sme: keptBy(({ sme }: Segment) => stated(sme, YES_NO)),
  vcse: keptBy(({ vcse }: Segment) => stated(vcse, YES_NO)),
  value: keptBy((segment: Segment) =>
    stated(
      supplyKinds(segment).codes.map((kind) => (kind >>> 1) % BANDS),
      BAND_NAMES,
    ),
  ),
  max_end: (segment) => ({ names: [], members: [withoutMaxEnd(segment)] }),
}

/** Contracts that state an amount, and not its basis. */
export const withBaselessAmount = keptBy((segment: Segment): Members => {
  const codes = segment.valueFields.codes.map((code) =>
    Number(isBaseless(segment.valueFields.names[code - 1] ?? '')),
  )
  const [, baseless = noMembers(segment)] = stated(codes, ['']).members
  return andNot(baseless, withoutAmount(segment))
})

/** Contracts that state no service area. */
export const withoutServiceArea = keptBy(({ size, serviceAreas }: Segment): Members => {
  const codes = serviceAreas.codes.map((code) => Number(code === 0))
  return stated(codes, ['']).members[1] ?? noMembers({ size })
})

function stated(codes: Coded['codes'] | Uint8Array | Uint32Array, names: readonly string[]): Stated {
  const members = ['', ...names].map(() => noMembers({ size: codes.length }))
  for (let contract = 0; contract < codes.length; contract += 1) {
    const those = members[codes[contract] as number]
    if (those) those[contract >>> 5] = (those[contract >>> 5] as number) | (1 << (contract & 31))
  }
  return { names, members }
}
