// How does a person say that two spellings are one supplier, two, or that it is not certain; and how is that undone?
import { authorise, type Performer, performerName } from '../accounts/authorise.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { insertJudgements, revokeAct, suppliersOfNames } from './judgement-queries.ts'
import { explainPair } from './match-pair.ts'
import { settleSuppliers, wordsOf } from './resolve-supplier-names.ts'
import { type SpellingJudge, spellingJudge } from './spelling-judge.ts'
import { lockSuppliers, type StoredSpelling, spellingsById } from './spelling-queries.ts'
import type { Verdict } from './supplier-components.ts'

export interface PairsJudged {
  /** Ids of spellings. */
  pairs: readonly { left: number; right: number }[]
  verdict: Verdict
  reason: string
}

/**
 * Keeps the judgement and settles the suppliers that it touches, in one transaction. Answers the act, by which it can be
 * undone as one.
 * @throws AppError `not_found` for a spelling that is not there or names no organisation; `conflict` where "same" would
 * join two confirmed numbers or two spellings judged different: nothing is kept then.
 */
export async function judgePairs(
  deps: Pick<Deps, 'db'>,
  performer: Performer | null,
  { pairs, verdict, reason }: PairsJudged,
): Promise<{ act: string }> {
  await authorise(deps, performer, 'suppliers:judge')
  const actor = performer === null ? '' : performerName(performer)
  return deps.db.transaction(async (tx) => {
    await lockSuppliers(tx)
    const ids = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))]
    const named = (await spellingsById(tx, ids)).filter(({ wordsKey }) => wordsKey !== null)
    if (ids.length === 0 || named.length !== ids.length) throw new AppError('not_found')
    const judge = spellingJudge()
    const before = await suppliersOfNames(tx, ids)
    const kept = pairs.map((pair) => ({ ...pair, evidence: evidenceOf(pair, named, judge) }))
    const act = await insertJudgements(tx, { verdict, actor, reason }, kept)
    const settledBy = { act, isUndone: false }
    await settleSuppliers(tx, { words: wordsOf(named), fresh: [], judged: [], judge, settledBy })
    const after = await suppliersOfNames(tx, ids)
    if (verdict === 'same' && pairs.some(({ left, right }) => after[left] !== after[right]))
      throw new AppError('conflict', CANNOT_JOIN)
    await record(tx, { actor, action: `supplier.judged_${verdict}`, act, before, after, reason })
    return { act }
  })
}

const CANNOT_JOIN =
  'These cannot be one supplier: two different company numbers are confirmed for them, or some of their names were judged to be different. Undo that first.'

function evidenceOf(
  { left, right }: { left: number; right: number },
  named: readonly StoredSpelling[],
  judge: SpellingJudge,
): object {
  const [a, b] = [left, right].map((id) => named.find((one) => one.id === id))
  if (a === undefined || b === undefined) return {}
  const { decision, score, rule, explanation } = explainPair(judge.decide(a, b))
  return { names: [a.name.raw, b.name.raw], decision, score, rule, explanation }
}

/**
 * Takes back a judgement: the suppliers it touched are settled as if it had not been made, and are exactly what they were.
 * @throws AppError `conflict` where nothing of it stands.
 */
export async function undoJudgement(
  deps: Pick<Deps, 'db'>,
  performer: Performer | null,
  act: string,
): Promise<void> {
  await authorise(deps, performer, 'suppliers:judge')
  const actor = performer === null ? '' : performerName(performer)
  await deps.db.transaction(async (tx) => {
    await lockSuppliers(tx)
    const ids = await revokeAct(tx, act, actor)
    if (ids.length === 0) throw new AppError('conflict', 'This judgement has been undone already.')
    const before = await suppliersOfNames(tx, ids)
    const named = await spellingsById(tx, ids)
    const settling = { words: wordsOf(named), fresh: [], judged: [], judge: spellingJudge() }
    await settleSuppliers(tx, { ...settling, settledBy: { act, isUndone: true } })
    const after = await suppliersOfNames(tx, ids)
    await record(tx, { actor, action: 'supplier.judgement_undone', act, before, after, reason: '' })
  })
}

interface Act {
  actor: string
  action: string
  act: string
  before: object
  after: object
  reason: string
}

function record(tx: Tx, { act, ...rest }: Act): Promise<void> {
  return appendAudit(tx, { ...rest, subjectKind: 'supplier_judgement', subjectId: act })
}
