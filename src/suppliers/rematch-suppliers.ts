// What would the rules of today make of every spelling there is, and what of that is new?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { identifyByRegister } from './company-identity.ts'
import { decideSpellings } from './decide-spellings.ts'
import { meetCandidates, storeDecisions, wordsOf } from './resolve-supplier-names.ts'
import { settleSpellings } from './settle-spellings.ts'
import type { Spelling } from './spelling.ts'
import { spellingJudge } from './spelling-judge.ts'
import {
  allSpellings,
  judgementsAmong,
  lockSuppliers,
  rewriteSpellings,
  type StoredSpelling,
} from './spelling-queries.ts'
import { storeSuppliers } from './store-suppliers.ts'
import { deleteDecisions } from './supplier-decision-queries.ts'
import { deleteKeys, wordLinksAmong } from './supplier-key-queries.ts'
import { retireSuppliers, suppliersWithoutNames } from './supplier-row-queries.ts'

export interface RematchReport {
  spellings: number
  suppliersBefore: number
  suppliersAfter: number
  /** Spellings of one supplier that were of several. */
  joined: string[][]
  /** Spellings of several suppliers that were of one. */
  split: string[][]
  /** Spellings that no longer name an organisation, or do so for the first time. */
  kindChanged: string[]
}

/** Thrown to leave a shadow run: everything it wrote is undone. */
class Rehearsed extends Error {}

/**
 * Decides about everything anew, people's judgements holding, in one transaction. A dry run tells what would change and
 * changes nothing. Run it dry after a new version of normaliser, rules or weights, and let people read the report first.
 */
export async function rematchSuppliers(
  deps: Pick<Deps, 'db'>,
  { dryRun, actor }: { dryRun: boolean; actor: string },
): Promise<RematchReport> {
  let report: RematchReport | null = null
  const run = deps.db.transaction(async (tx) => {
    report = await rematch(tx)
    if (dryRun) throw new Rehearsed()
    const { joined, split, ...counts } = report
    const after = { ...counts, joined: joined.length, split: split.length }
    await appendAudit(tx, {
      actor,
      action: 'suppliers.rematched',
      subjectKind: 'register',
      subjectId: '',
      after,
    })
  })
  await run.catch((error: unknown) => {
    if (!(error instanceof Rehearsed)) throw error
  })
  if (report === null) throw new Error('a run that did not fail has a report')
  return report
}

async function rematch(tx: Tx): Promise<RematchReport> {
  await lockSuppliers(tx)
  const before = await allSpellings(tx)
  const all = await identifyByRegister(tx, before)
  await deleteKeys(tx)
  await deleteDecisions(tx)
  await rewriteSpellings(tx, all)
  const judge = spellingJudge()
  const judged = await meetCandidates(tx, all, judge, new Set())
  const words = wordsOf(all)
  const [links, judgements] = [await wordLinksAmong(tx, words), await judgementsAmong(tx, words)]
  const groups = settleSpellings(all, links, judgements, judge)
  const byId = new Map(all.map((spelling) => [spelling.id, spelling]))
  await storeSuppliers(
    tx,
    groups.map((group) => group.flatMap(({ id }) => byId.get(id) ?? [])),
    [],
    { act: null, isUndone: false },
  )
  await retireSuppliers(tx, await suppliersWithoutNames(tx), false)
  await storeDecisions(tx, decideSpellings(groups, new Set(byId.keys()), judged, judge))
  return difference(before, groups)
}

function difference(before: readonly StoredSpelling[], groups: readonly Spelling[][]): RematchReport {
  const supplierOf = new Map(before.map(({ id, supplierId }) => [id, supplierId]))
  const groupOf = new Map(groups.flatMap((group) => group.map(({ id }) => [id, group] as const)))
  const earlier = new Map<string, StoredSpelling[]>()
  for (const spelling of before)
    if (spelling.supplierId !== null)
      earlier.set(spelling.supplierId, [...(earlier.get(spelling.supplierId) ?? []), spelling])
  const several = (values: unknown[]): boolean => new Set(values).size > 1
  const raw = (group: readonly Spelling[]): string[] => group.map(({ name }) => name.raw)
  return {
    spellings: before.length,
    suppliersBefore: earlier.size,
    suppliersAfter: groups.length,
    joined: groups.filter((group) => several(group.flatMap(({ id }) => supplierOf.get(id) ?? []))).map(raw),
    split: [...earlier.values()].filter((group) => several(group.map(({ id }) => groupOf.get(id)))).map(raw),
    kindChanged: before
      .filter(({ id, supplierId }) => (supplierId !== null) !== groupOf.has(id))
      .map(({ name }) => name.raw),
  }
}
