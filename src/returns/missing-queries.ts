// What did an authority say of what its return left out?
import { sql } from 'drizzle-orm'
import type { AnswerWord } from '../contracts/answer-schemas.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { ReturnKind } from './read-types.ts'
import { REGISTER } from './register-of-kind-queries.ts'

export interface NewAnswer {
  returnId: string
  kind: ReturnKind
  answer: AnswerWord
  /** With `ended` only. */
  endedOn: CalendarDate | null
  actor: string
}

/** Of these contracts or deployments, the ones that the return leaves out; the others cannot be answered for. */
export async function missingFromReturn(
  db: Queryable,
  returnId: string,
  kind: ReturnKind,
  ids: readonly string[],
): Promise<string[]> {
  const { id } = REGISTER[kind]
  const rows = await db.execute<{ id: string }>(sql`
    select ${id} as id from return_changes
    where return_id = ${returnId} and kind in ('missing', 'missing_before')
      and ${id} = any(${sql.param([...ids])}::uuid[])`)
  return rows.map((row) => row.id)
}

export async function insertAnswers(tx: Queryable, ids: readonly string[], given: NewAnswer): Promise<void> {
  const { answers, id } = REGISTER[given.kind]
  await tx.execute(sql`
    insert into ${answers} (${id}, return_id, answer, ended_on, answered_by)
    select thing::uuid, ${given.returnId}, ${given.answer}, ${given.endedOn}::date, ${given.actor}
    from unnest(${sql.param([...ids])}::text[]) as thing`)
}
