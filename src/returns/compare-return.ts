// What will publishing a return change?
import { lockAuthority } from '../authorities/authority-queries.ts'
import { prepareForMany } from '../contracts/publication-queries.ts'
import { stageContracts } from '../contracts/stage-contracts.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import {
  type ComparedReturn,
  comparisonState,
  lockComparison,
  markCompared,
  returnToCompare,
} from './change-queries.ts'

import {
  deleteChanges,
  type FoundChange,
  insertChanges,
  insertPublishedChanges,
  stagedChanges,
} from './comparison-queries.ts'
import { noteValueJumps } from './note-value-jumps.ts'
import { stageSystems } from './publish-systems.ts'

export type CompareOutcome = 'compared' | 'not_ready' | 'absent'

/** Returns with more good rows are compared by a worker; a page that asks for them says so and waits. */
const AT_ONCE_ROWS = 20_000
const CHUNK = 10_000

/** Thrown to leave a rehearsal: everything it wrote is undone. */
class Rehearsed extends Error {}

/**
 * Fills `return_changes` with what publishing the return does to each contract or deployment, found by the statements that publish,
 * run in a savepoint that is rolled back. Of a published return it tells what publishing did. Asked by several at once,
 * one compares and the others wait for it; what holds already is left alone. The return itself is not held, so that it can be published meanwhile.
 */
export function compareReturn(deps: Pick<Deps, 'db'>, returnId: string): Promise<CompareOutcome> {
  return deps.db.transaction(async (tx) => {
    await lockComparison(tx, returnId)
    const state = await comparisonState(tx, returnId)
    if (state === null) return 'absent'
    if (state.is_current) return 'compared'
    const before = await returnToCompare(tx, returnId)
    if (before?.state === 'read') await lockAuthority(tx, before.authority_id)
    const found = await returnToCompare(tx, returnId)
    if (found?.state !== 'read' && found?.state !== 'published') return 'not_ready'
    await deleteChanges(tx, returnId)
    await (found.state === 'read' ? preview(tx, found) : insertPublishedChanges(tx, found))
    await markCompared(tx, found)
    return 'compared'
  })
}

async function preview(tx: Tx, found: ComparedReturn): Promise<void> {
  const changes = await rehearse(tx, found)
  for (let at = 0; at < changes.length; at += CHUNK)
    await insertChanges(tx, found, at + 1, changes.slice(at, at + CHUNK))
  await noteValueJumps(tx, found.id)
}

async function rehearse(tx: Tx, found: ComparedReturn): Promise<FoundChange[]> {
  let changes: FoundChange[] = []
  const rehearsal = tx.transaction(async (inner) => {
    await prepareForMany(inner)
    await (found.kind === 'systems' ? stageSystems(inner, found) : stageContracts(inner, found))
    changes = await stagedChanges(inner, found)
    throw new Rehearsed()
  })
  await rehearsal.catch((error: unknown) => {
    if (!(error instanceof Rehearsed)) throw error
  })
  return changes
}

/** `current`: the changes may be shown. `waiting`: a worker has to compare first. `none`: there is nothing to compare. */
export type Comparison = 'current' | 'waiting' | 'none'

/** Compares anew what no longer holds, unless the return is so large that a worker must. */
export async function ensureCompared(deps: Pick<Deps, 'db'>, returnId: string): Promise<Comparison> {
  const now = await comparisonState(deps.db, returnId)
  if (now === null) return 'none'
  if (now.is_current) return 'current'
  if (now.state !== 'read' && now.state !== 'published') return now.compared_at === null ? 'none' : 'current'
  if (now.state === 'read' && now.rows_good > AT_ONCE_ROWS) return 'waiting'
  return (await compareReturn(deps, returnId)) === 'compared' ? 'current' : 'none'
}
