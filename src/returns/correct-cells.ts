// How does an officer correct cells of a return: by a suggestion, by all alike, or by a text of their own?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Db } from '../db/client.ts'
import { correctCells, revokeCorrections, type WantedCells } from './correction-queries.ts'
import { type InReview, readAgain } from './read-again.ts'

export type CorrectionOutcome =
  | { status: 'corrected'; cells: number }
  /** There is no such cell, issue, suggestion or correction. */
  | { status: 'nothing_to_correct' }
  | Exclude<InReview, { status: 'in_review' }>

/** Puts the corrections on record and has the return read again with them; the cells stay as typed beside them. */
export function correctReturn(
  deps: { db: Pick<Db, 'transaction'> },
  returnId: string,
  wanted: WantedCells,
  actor: string,
): Promise<CorrectionOutcome> {
  return readAgain<CorrectionOutcome>(deps, returnId, null, async (tx, found) => {
    const cells = await correctCells(tx, returnId, wanted, actor)
    if (cells === 0) return { done: false, outcome: { status: 'nothing_to_correct' } }
    await appendAudit(tx, {
      actor,
      action: 'return.corrected',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
      after: { ...wanted, cells },
    })
    return { done: true, outcome: { status: 'corrected', cells } }
  })
}

/** Takes back one correction, or all, and has the return read again as it was typed there. */
export function undoCorrections(
  deps: { db: Pick<Db, 'transaction'> },
  returnId: string,
  correctionId: number | 'all',
  actor: string,
): Promise<CorrectionOutcome> {
  return readAgain<CorrectionOutcome>(deps, returnId, null, async (tx, found) => {
    const cells = await revokeCorrections(tx, returnId, correctionId, actor)
    if (cells === 0) return { done: false, outcome: { status: 'nothing_to_correct' } }
    await appendAudit(tx, {
      actor,
      action: 'return.correction_revoked',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
      before: { correction: correctionId, cells },
    })
    return { done: true, outcome: { status: 'corrected', cells } }
  })
}
