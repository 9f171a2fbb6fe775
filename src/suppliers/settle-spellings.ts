// Which of these spellings are one supplier, by the rules and by what people judged?
import { type NameSets, nameSets } from './name-sets.ts'
import type { Spelling } from './spelling.ts'
import { type Excused, formsOf, numbersOf, relationOf, type SpellingJudge } from './spelling-judge.ts'
import { type Judgement, resolveComponents, type Verdict } from './supplier-components.ts'

/** What a person judged about two spellings, by their ids. */
export interface PersonJudgement {
  id: number
  left: number
  right: number
  verdict: Verdict
  createdAt: string
  revokedAt: string | null
}

/** Ways of writing that a rule links, by their words keys. */
export type WordLink = readonly [string, string]

/** A node: spellings about which nothing could ever be decided differently. */
interface Node {
  id: string
  lead: Spelling
  members: Spelling[]
}

/**
 * The suppliers as groups of spellings, each group and the list in ascending order of id. Spellings alike in all that
 * decides stand together; every two of the rest that are linked by words, number or judgement are decided by the rules;
 * persons' judgements come before those, and what would join two that are different joins nothing. A function of its
 * arguments alone: their order does not matter, nor does when a spelling came. What names no organisation is left out.
 */
export function settleSpellings(
  spellings: readonly Spelling[],
  links: readonly WordLink[],
  judgements: readonly PersonJudgement[],
  judge: SpellingJudge,
): Spelling[][] {
  const live = judgements.filter(({ revokedAt }) => revokedAt === null)
  const named = spellings.filter(({ wordsKey }) => wordsKey !== null).sort((a, b) => a.id - b.id)
  const nodes = formNodes(named, live, judge)
  const nodeOf = new Map<number, Node>()
  for (const node of nodes) for (const { id } of node.members) nodeOf.set(id, node)
  const excused = excusedBy(live, nodeOf)
  const groups = neighbourhoods(nodes, links, live, nodeOf).flatMap((near) =>
    settleNear(near, live, nodeOf, judge, excused),
  )
  return groups.sort((a, b) => (a[0]?.id ?? 0) - (b[0]?.id ?? 0))
}

function formNodes(named: Spelling[], live: readonly PersonJudgement[], judge: SpellingJudge): Node[] {
  const ids = new Map(live.length === 0 ? [] : named.map((spelling) => [spelling.id, spelling]))
  const alone = new Set<number>()
  for (const { left, right, verdict } of live) {
    const [a, b] = [ids.get(left), ids.get(right)]
    if (verdict !== 'same' && a && b && keyOf(a) === keyOf(b)) alone.add(left).add(right)
  }
  const nodes = new Map<string, Node>()
  for (const spelling of named) {
    const isAlone = alone.has(spelling.id) || !(spelling.registerNumber || judge.mergesWithItself(spelling))
    const key = isAlone ? `alone ${spelling.id}` : keyOf(spelling)
    const node = nodes.get(key)
    if (node) node.members.push(spelling)
    else nodes.set(key, { id: idText(spelling.id), lead: spelling, members: [spelling] })
  }
  return [...nodes.values()]
}

/** Equal for spellings alike in all that decides. */
function keyOf({ signature, companyNumber, registerNumber, identifiers }: Spelling): string {
  const known = `${signature}\n${companyNumber}\n${registerNumber}`
  if (identifiers.length === 0) return known
  const others = identifiers.map(({ scheme, value, confirmed }) => `${scheme} ${value} ${confirmed}`).sort()
  return `${known}\n${others.join('\n')}`
}

/** Ids as text that sorts as the numbers do. */
function idText(id: number): string {
  return String(id).padStart(16, '0')
}

type NodeOf = ReadonlyMap<number, Node>

/** What a person called the same though legal forms or stated numbers differ speaks for later spellings, too. */
function excusedBy(live: readonly PersonJudgement[], nodeOf: NodeOf): Excused {
  const [forms, numbers] = [new Set<string>(), new Set<string>()]
  for (const { left, right, verdict } of live) {
    const [a, b] = [nodeOf.get(left)?.lead, nodeOf.get(right)?.lead]
    if (verdict !== 'same' || !a || !b) continue
    forms.add(formsOf(a, b))
    numbers.add(numbersOf(a, b))
  }
  return { forms, numbers }
}

/** Nodes in parts between which nothing need be decided. */
function neighbourhoods(
  nodes: Node[],
  links: readonly WordLink[],
  live: readonly PersonJudgement[],
  nodeOf: NodeOf,
): Node[][] {
  const sets = nameSets([])
  const words = ({ lead }: Node): string => lead.wordsKey ?? ''
  for (const node of nodes) {
    const { registerNumber, identifiers } = node.lead
    if (registerNumber !== null) sets.join(words(node), `company ${registerNumber}`)
    for (const { scheme, value } of identifiers) sets.join(words(node), `${scheme} ${value}`)
  }
  for (const [one, other] of links) sets.join(one, other)
  for (const { left, right } of live) {
    const [a, b] = [nodeOf.get(left), nodeOf.get(right)]
    if (a && b) sets.join(words(a), words(b))
  }
  return partsBy(nodes, (node) => sets.of(words(node)))
}

function partsBy(nodes: Node[], keyFor: (node: Node) => string): Node[][] {
  const parts = new Map<string, Node[]>()
  for (const node of nodes) {
    const key = keyFor(node)
    const part = parts.get(key)
    if (part) part.push(node)
    else parts.set(key, [node])
  }
  return [...parts.values()]
}

function settleNear(
  near: Node[],
  live: readonly PersonJudgement[],
  nodeOf: NodeOf,
  judge: SpellingJudge,
  excused: Excused,
): Spelling[][] {
  if (near.length === 1) return near.map(({ members }) => members)
  const byPerson = personVerdicts(near, live, nodeOf)
  const byRule = ruleVerdicts(near, judge, excused)
  const ids = near.map(({ id }) => id)
  const byId = new Map(near.map((node) => [node.id, node]))
  const sets = byPerson.length === 0 ? joinedByRule(ids, byRule) : null
  const components =
    sets?.all() ?? resolveComponents(ids, [...byPerson, ...byRule.map(ruleJudgement)]).components
  return components.map((component) => {
    const members = component.flatMap((id) => byId.get(id)?.members ?? [])
    return component.length === 1 ? members : members.sort((a, b) => a.id - b.id)
  })
}

/** Where no "different" stands between two that "same" joins, however far round, there is nothing to weigh. */
function joinedByRule(ids: string[], byRule: readonly RuleVerdict[]): NameSets | null {
  const sets = nameSets(ids)
  for (const { left, right, verdict } of byRule) if (verdict === 'same') sets.join(left, right)
  return byRule.some(({ left, right, verdict }) => verdict === 'different' && sets.joined(left, right))
    ? null
    : sets
}

function personVerdicts(near: Node[], live: readonly PersonJudgement[], nodeOf: NodeOf): Judgement[] {
  if (live.length === 0) return []
  const inside = new Set(near)
  return live.flatMap((judgement) => personVerdict(judgement, nodeOf, inside))
}

/** Nobody can make one supplier of two confirmed numbers. */
function personVerdict(judgement: PersonJudgement, nodeOf: NodeOf, inside: ReadonlySet<Node>): Judgement[] {
  const [left, right] = [nodeOf.get(judgement.left), nodeOf.get(judgement.right)]
  if (!left || !right || left === right || !inside.has(left)) return []
  const { verdict, createdAt, revokedAt } = judgement
  if (verdict === 'same' && relationOf(left.lead, right.lead) === 'different') return []
  const id = `person ${idText(judgement.id)}`
  return [{ id, left: left.id, right: right.id, verdict, decidedBy: 'person', createdAt, revokedAt }]
}

/** What the rules say about two nodes, by their ids. */
type RuleVerdict = Pick<Judgement, 'left' | 'right' | 'verdict'>

function ruleVerdicts(near: Node[], judge: SpellingJudge, excused: Excused): RuleVerdict[] {
  const verdicts: RuleVerdict[] = []
  near.forEach((left, at) => {
    for (const right of near.slice(at + 1)) {
      const verdict = judge.verdict(left.lead, right.lead, excused)
      if (verdict !== null) verdicts.push({ left: left.id, right: right.id, verdict })
    }
  })
  return verdicts
}

function ruleJudgement(verdict: RuleVerdict): Judgement {
  const id = `rule ${verdict.left} ${verdict.right}`
  return { ...verdict, id, decidedBy: 'rule', createdAt: '', revokedAt: null }
}
