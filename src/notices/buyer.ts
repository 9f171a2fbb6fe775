// Which authority is the buyer of a notice?
import { foldText } from '../lib/text.ts'

/** Folded so that `LB of Camden`, `L.B. Camden` and `London Borough of Camden` are told apart only by their words. */
function foldBuyer(name: string): string {
  return foldText(name)
    .replace(/&/g, ' and ')
    .replace(/\./g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/^the /, '')
    .trim()
}

/** Ids by folded name; a name of two authorities is none of either's. */
export function buyersByName(names: readonly { id: number; name: string }[]): ReadonlyMap<string, number> {
  const ids = new Map<string, Set<number>>()
  for (const { id, name } of names) {
    const folded = foldBuyer(name)
    ids.set(folded, (ids.get(folded) ?? new Set()).add(id))
  }
  return new Map(
    [...ids].flatMap(([name, [id, ...others]]) =>
      id === undefined || others.length > 0 ? [] : [[name, id]],
    ),
  )
}

/** The authority whose name the buyer has, also before a comma or a dash ("Camden Council, Housing"); else null. */
export function authorityOfBuyer(buyer: string, byName: ReadonlyMap<string, number>): number | null {
  const whole = byName.get(foldBuyer(buyer))
  if (whole !== undefined) return whole
  const [first = ''] = buyer.split(/,| - | – |\(|\//)
  return byName.get(foldBuyer(first)) ?? null
}
