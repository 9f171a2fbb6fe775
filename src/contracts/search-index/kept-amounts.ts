// Which contracts state an amount between two others?
import { membersWithAmounts } from './column-members.ts'
import { placeOf } from './find-place.ts'
import { keptBy } from './kept-columns.ts'
import { andNot } from './members.ts'
import type { Members, Segment } from './segment.ts'

/** Amounts in ascending order, and who states at least as much as each. */
interface Steps {
  amounts: Float64Array
  members: readonly Members[]
}

/** About as many contracts stand between any two steps; each step takes an eighth of a byte for every contract. */
const STEPS = 32
/** So many amounts say well enough where the steps are to be. */
const SAMPLE = 1024

const stepsOf = keptBy(({ values }: Segment): Steps => {
  const apart = Math.ceil(values.length / SAMPLE)
  const sample = values.filter((value, at) => at % apart === 0 && !Number.isNaN(value)).sort()
  const found = Array.from(
    { length: STEPS - 1 },
    (_, step) => sample[Math.floor((sample.length * (step + 1)) / STEPS)],
  )
  const amounts = Float64Array.from(
    new Set([Number.NEGATIVE_INFINITY, ...found.filter((amount) => amount !== undefined)]),
  )
  return { amounts, members: Array.from(amounts, (amount) => membersWithAmounts(values, amount)) }
})

/** Those whose amount, in pence, is from the least to the most, both included; an amount that is not stated never is. A set of its own. */
export function withAmountBetween(segment: Segment, least: number, most: number): Members {
  const enough = withAtLeast(segment, least, false)
  return most === Number.POSITIVE_INFINITY ? enough : andNot(enough, withAtLeast(segment, most, true))
}

/** Of those between two steps alone the amounts are looked at. @param isMore whether the amount itself is too little. */
function withAtLeast(segment: Segment, least: number, isMore: boolean): Members {
  const { values } = segment
  const steps = stepsOf(segment)
  const above =
    placeOf(steps.amounts, least) + Number(isMore && least === steps.amounts[placeOf(steps.amounts, least)])
  const enough = steps.members[above]
  const below = steps.members[above - 1]
  const members = enough?.slice() ?? new Uint32Array((segment.size + 31) >>> 5)
  if (below === undefined) return members
  const isEnough = Number(!isMore)
  for (let word = 0; word < members.length; word += 1) {
    const sure = members[word] as number
    let bits = sure
    for (let open = (below[word] as number) & ~sure; open !== 0; open &= open - 1) {
      const bit = 31 - Math.clz32(open & -open)
      const value = values[(word << 5) + bit] as number
      bits |= (Number(value > least) | (Number(value === least) & isEnough)) << bit
    }
    members[word] = bits
  }
  return members
}
