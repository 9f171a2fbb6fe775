// What do the rules say about every pair of a list of names that is worth comparing?
import { type CandidateKeyKind, candidateKeys } from './candidate-keys.ts'
import { contradicts } from './choose-supplier.ts'
import type { PairDecision } from './match-decision.ts'
import { decidePair, type MatchSide } from './match-pair.ts'
import { REVIEW_FLOOR_BITS } from './match-score.ts'
import type { Verdict } from './supplier-components.ts'

/** A pair of names, by their places in the list (`left` < `right`), with the decision about it. */
export type JudgedPair = { left: number; right: number; decision: PairDecision; verdict: Verdict | null }

/** Buckets of these keys that hold more names than this say too little and are passed over, as in the database. */
const BUCKET_LIMITS: Record<CandidateKeyKind, number> = {
  strict: Number.POSITIVE_INFINITY,
  council: Number.POSITIVE_INFINITY,
  pieces: Number.POSITIVE_INFINITY,
  ends: Number.POSITIVE_INFINITY,
  start: Number.POSITIVE_INFINITY,
  loose: 500,
  rare_word: 500,
  prefix: 500,
  initials: 60,
}

/**
 * Decides every pair of names that shares a candidate key. `verdict` is `same` where a rule merges, `different` where the
 * names are alike but a legal form or a number forbids it, null where a person or nobody has to judge. The decisions do
 * not depend on the order of the list.
 */
export function judgeNames(sides: readonly MatchSide[]): readonly JudgedPair[] {
  const seen = new Set<number>()
  const judged: JudgedPair[] = []
  for (const bucket of candidateBuckets(sides)) {
    for (const [at, left] of bucket.entries()) {
      for (const right of bucket.slice(at + 1)) {
        const pair = left * sides.length + right
        if (seen.has(pair)) continue
        seen.add(pair)
        const [a, b] = [sides[left], sides[right]]
        if (a !== undefined && b !== undefined) judged.push(judge(left, right, decidePair(a, b)))
      }
    }
  }
  return judged
}

function judge(left: number, right: number, decision: PairDecision): JudgedPair {
  if (decision.decision === 'merge') return { left, right, decision, verdict: 'same' }
  const alike =
    decision.score >= REVIEW_FLOOR_BITS || decision.onlyLeft.length + decision.onlyRight.length === 0
  return { left, right, decision, verdict: alike && contradicts(decision) ? 'different' : null }
}

/** Lists of places in ascending order, each of names that share one key. */
function candidateBuckets(sides: readonly MatchSide[]): readonly (readonly number[])[] {
  const buckets = new Map<string, { kind: CandidateKeyKind; places: number[] }>()
  for (const [place, side] of sides.entries()) {
    for (const { kind, value } of candidateKeys(side.name)) {
      const bucket = buckets.get(`${kind} ${value}`)
      if (bucket === undefined) buckets.set(`${kind} ${value}`, { kind, places: [place] })
      else bucket.places.push(place)
    }
  }
  return [...buckets.values()]
    .filter(({ kind, places }) => places.length > 1 && places.length <= BUCKET_LIMITS[kind])
    .map(({ places }) => places)
}
