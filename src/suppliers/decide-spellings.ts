// Once the suppliers are settled: why does each new spelling belong where it is, and what must a person be asked about it?
import { chooseSupplier, type SupplierCandidate, type SupplierChoice } from './choose-supplier.ts'
import type { JudgedCandidate } from './judge-candidates.ts'
import type { PairDecision } from './match-decision.ts'
import { type DecidedPair, explainPair } from './match-pair.ts'
import { decisionByRegister, isOneByRegister } from './register-decision.ts'
import type { Spelling } from './spelling.ts'
import type { SpellingJudge } from './spelling-judge.ts'

/** A decision about a new spelling and another, to be kept with its grounds. */
export interface SpellingDecision {
  nameId: number
  otherNameId: number
  decision: 'merge' | 'review'
  reason: Extract<SupplierChoice, { kind: 'review' }>['reason'] | null
  pair: PairDecision
}

const MOST_RIVALS = 5

/**
 * For each new spelling that joined others, the decision that joined it (none where it differs from an older one in
 * nothing that decides: that is no decision); for each that a rule let nowhere, the suppliers
 * that a person must choose among. Says the same of a spelling alone as of a whole return.
 */
export function decideSpellings(
  groups: readonly Spelling[][],
  fresh: ReadonlySet<number>,
  judged: readonly JudgedCandidate[],
  judge: SpellingJudge,
): SpellingDecision[] {
  const groupOf = new Map<number, readonly Spelling[]>()
  for (const group of groups) for (const { id } of group) groupOf.set(id, group)
  const joined = groups.flatMap((group) =>
    group.length === 1 ? [] : group.flatMap((one) => joiningDecision(one, group, fresh, judge)),
  )
  const asked = [...judged, ...sameWords(groups, fresh, judge)]
  return [...joined, ...reviews(asked, groupOf, fresh)]
}

function joiningDecision(
  spelling: Spelling,
  group: readonly Spelling[],
  fresh: ReadonlySet<number>,
  judge: SpellingJudge,
): SpellingDecision[] {
  if (!fresh.has(spelling.id) || group[0] === spelling) return []
  if (group.some((other) => other.id < spelling.id && isAlike(spelling, other))) return []
  for (const other of group) {
    if (other === spelling) continue
    const decided = judge.decide(spelling, other)
    if (decided.decision !== 'merge' && !isOneByRegister(spelling, other)) continue
    const pair = decisionByRegister(spelling, other, explainPair(decided))
    return [{ nameId: spelling.id, otherNameId: other.id, decision: 'merge', reason: null, pair }]
  }
  return []
}

/** In nothing but capitals, punctuation, how the legal form is written, and whether a number stands beside, do they differ. */
function isAlike(one: Spelling, other: Spelling): boolean {
  return one.signature === other.signature
}

/** Names of the same words that stayed apart: a company that re-registered, or a name that many bear. */
function sameWords(groups: readonly Spelling[][], fresh: ReadonlySet<number>, judge: SpellingJudge) {
  const byWords = new Map<string, Spelling[]>()
  for (const [lead] of groups) {
    if (lead === undefined || lead.wordsKey === null) continue
    const leads = byWords.get(lead.wordsKey)
    if (leads) leads.push(lead)
    else byWords.set(lead.wordsKey, [lead])
  }
  return [...byWords.values()].flatMap((leads) => (leads.length < 2 ? [] : pairsOf(leads, fresh, judge)))
}

function pairsOf(
  leads: readonly Spelling[],
  fresh: ReadonlySet<number>,
  judge: SpellingJudge,
): JudgedCandidate[] {
  const pairs: JudgedCandidate[] = []
  leads.forEach((one, at) => {
    for (const other of leads.slice(0, at)) {
      const isFresh = fresh.has(one.id)
      if ((!isFresh && !fresh.has(other.id)) || !mayBeOne(one, other)) continue
      const [spelling, partner] = isFresh ? [one, other] : [other, one]
      pairs.push({ spelling, other: partner, decision: judge.decide(spelling, partner) })
    }
  })
  return pairs
}

/** A limited company becomes a public one and the other way; no other change of legal form keeps the company. */
function mayBeOne({ name: one }: Spelling, { name: other }: Spelling): boolean {
  const [form, otherForm] = [one.legalForm, other.legalForm]
  if (form === null || otherForm === null || form === otherForm) return true
  return (form === 'ltd' && otherForm === 'plc') || (form === 'plc' && otherForm === 'ltd')
}

type GroupOf = ReadonlyMap<number, readonly Spelling[]>

function reviews(asked: readonly JudgedCandidate[], groupOf: GroupOf, fresh: ReadonlySet<number>) {
  const byGroup = new Map<readonly Spelling[], JudgedCandidate[]>()
  for (const one of asked) {
    const group = groupOf.get(one.spelling.id)
    if (group === undefined || !fresh.has(one.spelling.id)) continue
    const others = byGroup.get(group)
    if (others) others.push(one)
    else byGroup.set(group, [one])
  }
  return [...byGroup].flatMap(([group, candidates]) =>
    reviewOf(
      group,
      candidates.filter(({ other }) => groupOf.get(other.id) !== group),
      groupOf,
    ),
  )
}

/** One question for each rival supplier, put about the two spellings that are nearest to each other. */
function reviewOf(
  group: readonly Spelling[],
  candidates: readonly JudgedCandidate[],
  groupOf: GroupOf,
): SpellingDecision[] {
  const told = candidates.map((one) => ({
    ...one,
    supplierId: String(groupOf.get(one.other.id)?.[0]?.id ?? one.other.id),
  }))
  const choice = choiceAmong(told)
  if (choice === null) return []
  return choice.rivals.slice(0, MOST_RIVALS).flatMap((rival): SpellingDecision[] => {
    const best = told.find((one) => one.supplierId === rival.supplierId && one.decision === rival.decision)
    if (best === undefined || group.length === 0) return []
    const { spelling, other, decision } = best
    const pair = explainPair(decision)
    return [{ nameId: spelling.id, otherNameId: other.id, decision: 'review', reason: choice.reason, pair }]
  })
}

/** A rule that would merge and was overruled, by a person or a contradiction, is a question like any other. */
function choiceAmong(told: readonly SupplierCandidate<DecidedPair>[]) {
  const choice = chooseSupplier(told)
  if (choice.kind === 'new') return null
  if (choice.kind === 'review') return choice
  return { rivals: [choice], reason: 'rules_contradict' as const }
}
