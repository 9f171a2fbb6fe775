// Of all suppliers that a name might mean, is there exactly one that it may join?
import type { PairDecision, PairOutcome } from './match-decision.ts'
import { QUEUE_FLOOR_BITS } from './match-score.ts'

/** The best decision of the incoming name against any spelling of one supplier. */
export type SupplierCandidate<Decision extends PairOutcome = PairDecision> = {
  supplierId: string
  decision: Decision
}

/** What becomes of an incoming name. `rivals` are the suppliers a person must choose among, the likeliest first. */
export type SupplierChoice<Decision extends PairOutcome = PairDecision> =
  | { kind: 'merge'; supplierId: string; decision: Decision }
  | {
      kind: 'review'
      rivals: readonly SupplierCandidate<Decision>[]
      reason: 'score' | 'two_qualify' | 'rules_contradict'
    }
  | { kind: 'new' }

/**
 * Chooses a supplier for a name, given a decision against every candidate spelling. Merges only if the rules merge with
 * exactly one supplier in the whole table; two that qualify go to a person. A spelling of the chosen supplier whose
 * number or legal form contradicts the name (say "Quillmere LLP" beside "Quillmere Ltd") sends it to a person as well.
 * Independent of the order of the candidates.
 */
export function chooseSupplier<Decision extends PairOutcome>(
  candidates: readonly SupplierCandidate<Decision>[],
): SupplierChoice<Decision> {
  const best = bestPerSupplier(candidates)
  const merging = best.filter(({ decision }) => decision.decision === 'merge')
  if (merging.length > 1) return { kind: 'review', rivals: merging, reason: 'two_qualify' }
  const [only] = merging
  if (only !== undefined) {
    const contradicted = candidates.some(
      (candidate) => candidate.supplierId === only.supplierId && contradicts(candidate.decision),
    )
    if (!contradicted) return { kind: 'merge', ...only }
    return { kind: 'review', rivals: [only], reason: 'rules_contradict' }
  }
  const rivals = best.filter(({ decision }) => decision.decision === 'review' && isWorthAsking(decision))
  if (rivals.length === 0) return { kind: 'new' }
  return { kind: 'review', rivals, reason: 'score' }
}

/** Worth a person's time unasked: a score above the queue's floor, or a number in common. */
function isWorthAsking({ score, identifiers }: PairOutcome): boolean {
  return score >= QUEUE_FLOOR_BITS || identifiers === 'same' || identifiers === 'maybe_same'
}

/** A spelling that cannot be of the same legal entity, whatever another spelling of its supplier says. */
export function contradicts(decision: PairOutcome): boolean {
  return decision.bars.some(
    (bar) =>
      bar === 'legal_forms_conflict' || bar === 'identifiers_differ' || bar === 'stated_numbers_differ',
  )
}

function bestPerSupplier<Decision extends PairOutcome>(
  candidates: readonly SupplierCandidate<Decision>[],
): SupplierCandidate<Decision>[] {
  const best = new Map<string, SupplierCandidate<Decision>>()
  for (const candidate of candidates) {
    const other = best.get(candidate.supplierId)
    if (other === undefined || candidate.decision.score > other.decision.score)
      best.set(candidate.supplierId, candidate)
  }
  return [...best.values()].sort(
    (a, b) => b.decision.score - a.decision.score || (a.supplierId < b.supplierId ? -1 : 1),
  )
}
