// How few typing slips turn one word into another?

/** True if `a` becomes `b` by at most `limit` insertions, deletions, substitutions or swaps of neighbours. */
export function editDistanceWithin(a: string, b: string, limit: number): boolean {
  const shortest = Math.min(a.length, b.length)
  if (Math.max(a.length, b.length) - shortest > limit) return false
  let start = 0
  while (start < shortest && a[start] === b[start]) start += 1
  let end = 0
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return isWithin(a.slice(start, a.length - end), b.slice(start, b.length - end), limit)
}

/** Row by row, until two rows together are past the limit. */
function isWithin(a: string, b: string, limit: number): boolean {
  let beforeLast: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  let leastBefore = 0
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = costAt(a, b, i, j, current, previous, beforeLast)
      current.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit && leastBefore > limit) return false
    leastBefore = least
    beforeLast = previous
    previous = current
  }
  return (previous[b.length] ?? limit + 1) <= limit
}

function costAt(
  a: string,
  b: string,
  i: number,
  j: number,
  current: readonly number[],
  previous: readonly number[],
  beforeLast: readonly number[],
): number {
  const isSame = a[i - 1] === b[j - 1]
  const cost = Math.min(
    (previous[j] ?? 0) + 1,
    (current[j - 1] ?? 0) + 1,
    (previous[j - 1] ?? 0) + (isSame ? 0 : 1),
  )
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
  return isSwap ? Math.min(cost, (beforeLast[j - 2] ?? 0) + 1) : cost
}
