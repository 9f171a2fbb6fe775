// What did an authority say of a contract that its returns left out?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { ContractAnswer } from './answer-schemas.ts'

/** The latest last. */
export function answersOf(db: Queryable, contractId: string): Promise<ContractAnswer[]> {
  return db.execute<ContractAnswer & Record<string, unknown>>(sql`${prepared}
    select answer, ended_on::text as ended_on, ${isoInstant('answered_at')} as answered_at
    from contract_answers where contract_id = ${contractId} order by id`)
}
