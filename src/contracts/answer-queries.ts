// What did an authority say of contracts that its returns left out?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AnswerWord, ContractAnswer } from './answer-schemas.ts'

export interface NewAnswer {
  returnId: string
  answer: AnswerWord
  /** With `ended` only. */
  endedOn: CalendarDate | null
  actor: string
}

/** Of these contracts, the ones that the return leaves out; the others cannot be answered for. */
export async function missingFromReturn(
  db: Queryable,
  returnId: string,
  contractIds: readonly string[],
): Promise<string[]> {
  const rows = await db.execute<{ contract_id: string }>(sql`
    select contract_id from return_changes
    where return_id = ${returnId} and kind in ('missing', 'missing_before')
      and contract_id = any(${sql.param([...contractIds])}::uuid[])`)
  return rows.map((row) => row.contract_id)
}

export async function insertAnswers(
  tx: Queryable,
  contractIds: readonly string[],
  given: NewAnswer,
): Promise<void> {
  await tx.execute(sql`
    insert into contract_answers (contract_id, return_id, answer, ended_on, answered_by)
    select id::uuid, ${given.returnId}, ${given.answer}, ${given.endedOn}::date, ${given.actor}
    from unnest(${sql.param([...contractIds])}::text[]) as id`)
}

/** The latest last. */
export function answersOf(db: Queryable, contractId: string): Promise<ContractAnswer[]> {
  return db.execute<ContractAnswer & Record<string, unknown>>(sql`${prepared}
    select answer, ended_on::text as ended_on, ${isoInstant('answered_at')} as answered_at
    from contract_answers where contract_id = ${contractId} order by id`)
}
