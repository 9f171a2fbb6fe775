// What does an authority say it will do when a contract ends?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { IntentionAnswer } from './contract-facts.ts'

export interface NewIntention {
  answer: IntentionAnswer
  saidOn: CalendarDate
  /** For everybody to read; may be empty. */
  note: string
}

/** Whose public contract the opportunity is about; held against other changes to the end of the transaction. */
export async function contractOfOpportunity(
  tx: Queryable,
  id: string,
): Promise<{ contractId: string; authorityId: number } | null> {
  const rows = await tx.execute<{ contract_id: string; authority_id: number }>(sql`
    select c.id as contract_id, c.authority_id from opportunities o join contracts c on c.id = o.contract_id
    where o.id = ${id}::uuid and c.is_public`)
  const row = rows[0]
  return row === undefined ? null : { contractId: row.contract_id, authorityId: row.authority_id }
}

/** The answer that counts until now, if there is one. */
export async function lastIntention(tx: Queryable, contractId: string): Promise<NewIntention | null> {
  const rows = await tx.execute<{ answer: IntentionAnswer; said_on: string; note: string }>(sql`
    select answer, said_on::text, note from contract_intentions where contract_id = ${contractId}::uuid
    order by id desc limit 1`)
  const row = rows[0]
  return row === undefined ? null : { answer: row.answer, saidOn: row.said_on, note: row.note }
}

export async function insertIntention(
  tx: Queryable,
  contractId: string,
  { answer, saidOn, note }: NewIntention,
  actor: string,
): Promise<void> {
  await tx.execute(sql`
    insert into contract_intentions (contract_id, answer, said_on, note, recorded_by)
    values (${contractId}::uuid, ${answer}, ${saidOn}::date, ${note}, ${actor})`)
}
