// Which spellings are one supplier, given everything that was ever judged about them?
import { type NameSets, nameSets } from './name-sets.ts'

/** What was judged about two names. `unsure` keeps a rule from merging the pair and says no more. */
export type Verdict = 'same' | 'different' | 'unsure'

/** One judgement; never changed once made, except that it may be revoked. `left` and `right` are ids of names. */
export type Judgement = {
  id: string
  left: string
  right: string
  verdict: Verdict
  decidedBy: 'rule' | 'person'
  /** Timestamps that sort as text (ISO 8601, UTC). */
  createdAt: string
  revokedAt: string | null
}

/** Why a live "same" does not hold: it would join two names judged different, or the name could belong to either side. */
export type BlockedReason = 'would_join_different' | 'ambiguous'

/** Suppliers as sets of names, and the "same" judgements that could not be followed and belong in the queue. */
export type Components = {
  /** Every name in exactly one component; names and components in ascending order of id. */
  components: readonly (readonly string[])[]
  blocked: readonly { judgement: Judgement; reason: BlockedReason }[]
}

/**
 * The components of the live judgements. For one pair the newest live judgement of a person outweighs all others. A live
 * "different" is never crossed. Persons' "same" are followed oldest first, each unless it would join two different names.
 * Rules' "same" come after them: a name that they would join to two sides judged different joins neither, and where a
 * chain of them would still join two different names, none of that chain is followed. So no result depends on the order
 * of the judgements, resolving twice changes nothing, and revoking a judgement restores what was before it.
 */
export function resolveComponents(names: readonly string[], judgements: readonly Judgement[]): Components {
  const standing = standingJudgements(judgements)
  const different = standing.filter((judgement) => judgement.verdict === 'different')
  const same = standing.filter((judgement) => judgement.verdict === 'same')
  const sets = nameSets([...names, ...standing.flatMap(({ left, right }) => [left, right])])
  const blocked: { judgement: Judgement; reason: BlockedReason }[] = []
  for (const judgement of same.filter(({ decidedBy }) => decidedBy === 'person')) {
    if (wouldCross(sets, [judgement], different)) blocked.push({ judgement, reason: 'would_join_different' })
    else sets.join(judgement.left, judgement.right)
  }
  const byRule = splitAmbiguous(
    sets,
    same.filter(({ decidedBy }) => decidedBy === 'rule'),
    different,
  )
  blocked.push(...byRule.ambiguous.map((judgement) => ({ judgement, reason: 'ambiguous' as const })))
  for (const chain of chains(sets, byRule.clear)) {
    if (wouldCross(sets, chain, different)) {
      blocked.push(...chain.map((judgement) => ({ judgement, reason: 'would_join_different' as const })))
    } else for (const { left, right } of chain) sets.join(left, right)
  }
  return {
    components: sets.all(),
    blocked: blocked.sort((a, b) => compareJudgements(a.judgement, b.judgement)),
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareJudgements(a: Judgement, b: Judgement): number {
  return compareText(a.createdAt, b.createdAt) || compareText(a.id, b.id)
}

/** For each pair the live judgement that counts: the newest of a person, else a rule's, "different" before "same". */
function standingJudgements(judgements: readonly Judgement[]): Judgement[] {
  const standing = new Map<string, Judgement>()
  for (const judgement of judgements) {
    if (judgement.revokedAt !== null || judgement.left === judgement.right) continue
    const pair = [judgement.left, judgement.right].sort(compareText).join('\u0000')
    const other = standing.get(pair)
    if (other === undefined || outweighs(judgement, other)) standing.set(pair, judgement)
  }
  return [...standing.values()].sort(compareJudgements)
}

const RULE_ORDER: Record<Verdict, number> = { different: 2, unsure: 1, same: 0 }

function outweighs(judgement: Judgement, other: Judgement): boolean {
  if (judgement.decidedBy !== other.decidedBy) return judgement.decidedBy === 'person'
  if (judgement.decidedBy === 'rule' && judgement.verdict !== other.verdict) {
    return RULE_ORDER[judgement.verdict] > RULE_ORDER[other.verdict]
  }
  return compareJudgements(judgement, other) > 0
}

/** True if following all of `chain` would put two names judged different into one set. */
function wouldCross(sets: NameSets, chain: readonly Judgement[], different: readonly Judgement[]): boolean {
  const trial = nameSets(chain.flatMap(({ left, right }) => [sets.of(left), sets.of(right)]))
  for (const { left, right } of chain) trial.join(sets.of(left), sets.of(right))
  return different.some(({ left, right }) => trial.joined(sets.of(left), sets.of(right)))
}

/** Rules' judgements without those of a set that they would join to two sets judged different from each other. */
function splitAmbiguous(sets: NameSets, same: readonly Judgement[], different: readonly Judgement[]) {
  const opposed = new Set(
    different.flatMap(({ left, right }) => [
      `${sets.of(left)}\u0000${sets.of(right)}`,
      `${sets.of(right)}\u0000${sets.of(left)}`,
    ]),
  )
  const neighbours = new Map<string, Set<string>>()
  const note = (from: string, to: string): void => {
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to))
  }
  for (const { left, right } of same) {
    note(sets.of(left), sets.of(right))
    note(sets.of(right), sets.of(left))
  }
  const isTorn = (at: string, towards: string): boolean =>
    [...(neighbours.get(at) ?? [])].some((other) => opposed.has(`${towards}\u0000${other}`))
  const isAmbiguous = ({ left, right }: Judgement): boolean =>
    isTorn(sets.of(left), sets.of(right)) || isTorn(sets.of(right), sets.of(left))
  return { clear: same.filter((judgement) => !isAmbiguous(judgement)), ambiguous: same.filter(isAmbiguous) }
}

/** Judgements grouped by the sets they would make together. */
function chains(sets: NameSets, same: readonly Judgement[]): readonly (readonly Judgement[])[] {
  const trial = nameSets(same.flatMap(({ left, right }) => [sets.of(left), sets.of(right)]))
  for (const { left, right } of same) trial.join(sets.of(left), sets.of(right))
  const groups = new Map<string, Judgement[]>()
  for (const judgement of same) {
    const key = trial.of(sets.of(judgement.left))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [judgement])
    else group.push(judgement)
  }
  return [...groups.values()]
}
