// What became of contracts or systems that a return leaves out?
import { appendAudit } from '../audit/audit-queries.ts'
import type { AnswerWord } from '../contracts/answer-schemas.ts'
import type { Db } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { insertAnswers, missingFromReturn } from './missing-queries.ts'
import { lockReturn } from './return-states-queries.ts'

export interface MissingAnswer {
  /** Of contracts, or of deployments for a systems return. */
  ids: readonly string[]
  answer: AnswerWord
  /** The day it ended; needed with `ended`, refused with the others. */
  endedOn: CalendarDate | null
}

export type AnswerOutcome =
  | { status: 'answered'; answered: number }
  /** One of them is not missing from the return, or the return is nobody's to answer for any more. */
  | { status: 'not_missing' }
  | { status: 'absent' }

/**
 * Puts on record what the authority says of what is missing from its return, all or none. Nothing is ever taken back:
 * the latest answer counts, and every earlier one stays.
 */
export function answerMissing(
  deps: { db: Pick<Db, 'transaction'> },
  returnId: string,
  given: MissingAnswer,
  actor: string,
): Promise<AnswerOutcome> {
  const { answer, endedOn } = given
  const asked = [...new Set(given.ids)]
  return deps.db.transaction(async (tx) => {
    const found = await lockReturn(tx, returnId)
    if (found === null) return { status: 'absent' }
    const open = found.state === 'read' || found.state === 'published'
    const missing = open ? await missingFromReturn(tx, returnId, found.kind, asked) : []
    if (missing.length === 0 || missing.length !== asked.length) return { status: 'not_missing' }
    await insertAnswers(tx, missing, { returnId, kind: found.kind, answer, endedOn, actor })
    const subjectKind = found.kind === 'systems' ? 'deployment' : 'contract'
    for (const subjectId of missing)
      await appendAudit(tx, {
        actor,
        action: `${subjectKind}.answered`,
        authorityId: found.authority_id,
        subjectKind,
        subjectId,
        after: { answer, ...(endedOn === null ? {} : { ended_on: endedOn }), return: returnId },
      })
    return { status: 'answered', answered: missing.length }
  })
}
