// What did an authority say of a contract that its returns left out?
import { sql } from 'drizzle-orm'
import { isoInstant } from '../db/expressions.ts'

/** Of the contract `c`: what was answered, the latest last; json, null where there is nothing. */
export const answersOfContract = sql`(
  select json_agg(json_build_object('answer', said.answer, 'ended_on', said.ended_on,
    'answered_at', ${isoInstant('said.answered_at')}) order by said.id)
  from contract_answers said where said.contract_id = c.id)`
