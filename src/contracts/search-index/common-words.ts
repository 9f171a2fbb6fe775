// At which places of the texts do the commonest words stand?
import type { Words } from './segment.ts'

/** At least this share of all places: what is rarer is passed over nearly as quickly place by place. */
const COMMON = 1 / 100
/** So many at most: as bits, each takes as much memory as an eighth of a byte for every place of the texts. */
const MOST = 24
const PLACE = 0x3fff

/** The words that stand at most places, and a bit for each place of the texts where they do. */
export function commonWords({
  placesFrom,
  contracts,
  positions,
  textStarts,
}: Pick<Words, 'placesFrom' | 'contracts' | 'positions' | 'textStarts'>): Pick<
  Words,
  'common' | 'commonPlaces'
> {
  const common = commonest(placesFrom)
  const length = ((textStarts.at(-1) as number) + 32) >>> 5
  const commonPlaces = new Uint32Array(common.length * length)
  for (const [number, word] of common.entries()) {
    const bits = commonPlaces.subarray(number * length, (number + 1) * length)
    const to = placesFrom[word + 1] as number
    for (let at = placesFrom[word] as number; at < to; at += 1) {
      const place = (textStarts[contracts[at] as number] as number) + ((positions[at] as number) & PLACE)
      bits[place >>> 5] = (bits[place >>> 5] as number) | (1 << (place & 31))
    }
  }
  return { common, commonPlaces }
}

function commonest(placesFrom: Uint32Array): Uint32Array {
  const count = (word: number) => (placesFrom[word + 1] as number) - (placesFrom[word] as number)
  const least = (placesFrom.at(-1) as number) * COMMON
  const found: number[] = []
  for (let word = 0; word + 1 < placesFrom.length; word += 1) if (count(word) >= least) found.push(word)
  return Uint32Array.from(found.sort((left, right) => count(right) - count(left)).slice(0, MOST))
}

/** For a common word a bit for each place in the text of all contracts, and for one beyond; null for another. */
export function placesOfCommon({ common, commonPlaces }: Words, word: number): Uint32Array | null {
  const number = common.indexOf(word)
  const length = commonPlaces.length / common.length
  return number < 0 ? null : commonPlaces.subarray(number * length, (number + 1) * length)
}
