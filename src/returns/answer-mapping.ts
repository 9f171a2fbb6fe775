// How does an officer say what the headings of a return mean, and which kind of return it is?
import { appendAudit } from '../audit/audit-queries.ts'
import { lockAuthority } from '../authorities/authority-queries.ts'
import type { Db } from '../db/client.ts'
import {
  type AnswerProblem,
  answeredProfile,
  answerProblems,
  type HeadingAnswer,
} from './mapping/check-answers.ts'
import { insertProfile, latestProfiles } from './mapping-profile-queries.ts'
import { type InReview, readAgain } from './read-again.ts'
import type { ReturnKind } from './read-types.ts'

export interface SaidOfHeadings {
  /** Only where an officer corrects the kind that was recognised. */
  kind?: ReturnKind
  headings: readonly HeadingAnswer[]
}

export type AnswerOutcome =
  | { status: 'answered'; profileVersion: number | null }
  | { status: 'unfit'; problems: AnswerProblem[] }
  | Exclude<InReview, { status: 'in_review' }>

/**
 * Keeps the answers as a new version of the authority's mapping profile and has the return read again with it, in one
 * transaction. Every later return of that authority and kind is read with it too. Answers with which the return could
 * not be read change nothing.
 */
export function answerMapping(
  deps: { db: Pick<Db, 'transaction'> },
  returnId: string,
  said: SaidOfHeadings,
  actor: string,
): Promise<AnswerOutcome> {
  return readAgain<AnswerOutcome>(deps, returnId, said.kind ?? null, async (tx, found) => {
    const kind = said.kind ?? found.kind
    const problems = answerProblems(said.headings, found.mapping ?? [], kind)
    if (problems.length > 0 && (said.headings.length > 0 || said.kind === undefined))
      return { done: false, outcome: { status: 'unfit', problems } }
    let profileVersion: number | null = null
    if (said.headings.length > 0) {
      await lockAuthority(tx, found.authority_id)
      const before = (await latestProfiles(tx, found.authority_id))[kind]
      const { headings } = answeredProfile(before, said.headings)
      const made = { authorityId: found.authority_id, kind, headings, returnId, madeBy: actor }
      profileVersion = await insertProfile(tx, made)
    }
    await appendAudit(tx, {
      actor,
      action: 'return.mapping_answered',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
      before: { kind: found.kind },
      after: { kind, profileVersion, headings: said.headings },
    })
    return { done: true, outcome: { status: 'answered', profileVersion } }
  })
}
