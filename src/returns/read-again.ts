// How does a return in review go back to be read again, with what an officer said of it?
import type { Db, Tx } from '../db/client.ts'
import { readReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import type { RefusalCode } from './issue-catalogue.ts'
import type { ReturnKind } from './read-types.ts'
import { hasLiveTwin, lockReturn, type PublishableReturn, reopenReturn } from './return-states-queries.ts'

/** Whether an officer may still say something of a return. */
export type InReview =
  | { status: 'in_review' }
  | { status: 'not_in_review'; state: string }
  | { status: 'absent' }

/** Refusals that an officer can lift by saying what the headings mean. */
const LIFTED_BY_ANSWERS = new Set<string>([
  'missing_required_heading',
  'no_header_row',
  'no_good_rows',
  'duplicate_heading',
] satisfies RefusalCode[])

/** A return that was read; or one refused for want of a heading that was found in the file under another name. */
export function isInReview(found: { state: string; mapping: unknown; code: string | null }): boolean {
  if (found.state === 'read') return true
  const isLifted = found.state === 'refused' && LIFTED_BY_ANSWERS.has(found.code ?? '')
  return isLifted && Array.isArray(found.mapping) && found.mapping.length > 0
}

/**
 * In one transaction: holds the return, lets `say` put on record what the officer said, and asks for it to be read
 * again. Where `say` is not done, nothing is changed.
 */
export function readAgain<Outcome>(
  deps: { db: Pick<Db, 'transaction'> },
  returnId: string,
  statedKind: ReturnKind | null,
  say: (tx: Tx, found: PublishableReturn) => Promise<{ done: boolean; outcome: Outcome }>,
): Promise<Outcome | Exclude<InReview, { status: 'in_review' }>> {
  return deps.db.transaction(async (tx) => {
    const found = await lockReturn(tx, returnId)
    if (found === null) return { status: 'absent' as const }
    const { state, mapping, refusal_code: code } = found
    if (!isInReview({ state, mapping, code }) || (await hasLiveTwin(tx, returnId)))
      return { status: 'not_in_review' as const, state }
    const { done, outcome } = await say(tx, found)
    if (done) {
      await reopenReturn(tx, returnId, statedKind)
      await enqueue(tx, readReturnJob, { returnId })
    }
    return outcome
  })
}
