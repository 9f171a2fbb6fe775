// What is the whole register's list of upcoming tenders on any day, past or to come, without keeping it?
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { deriveOpportunity, type Opportunity } from './derive-opportunity.ts'
import { type Asked, registeredContracts } from './register-fact-queries.ts'
import { factsFromRegister, type RegisteredContract } from './register-facts.ts'
import { rulesOn } from './rule-book.ts'
import { storedRuleBook } from './seed-rules.ts'

const BATCH = 2_000

export type OpportunityOn = { contract: RegisteredContract; opportunity: Opportunity }

/** Every public contract with its opportunity on the day, in the order of ids; holds one batch at a time. */
export async function* opportunitiesOn(
  db: Queryable,
  asked: Asked,
  on: CalendarDate,
): AsyncGenerator<OpportunityOn> {
  const rules = rulesOn(await storedRuleBook(db), on)
  let after: string | null | undefined = null
  while (after !== undefined) {
    const found: RegisteredContract[] = await registeredContracts(db, asked, after, BATCH)
    for (const contract of found)
      yield { contract, opportunity: deriveOpportunity(factsFromRegister(contract), rules) }
    after = found.length < BATCH ? undefined : found.at(-1)?.id
  }
}
