// How much does the register hold, from whom, and is any of it real?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

export interface RegisterFigures {
  /** Public contracts. */
  contracts: number
  /** Of those, the ones whose current end is from today on to a year from today. */
  endingWithinYear: number
  /** Public contracts of each authority that has any, by slug. */
  contractsByAuthority: Record<string, number>
  /** Every published return is made up; false for an empty register. */
  holdsOnlySample: boolean
}

/** One pass over the public contracts. */
export async function summariseRegister(db: Queryable, today: CalendarDate): Promise<RegisterFigures> {
  const rows = await db.execute<{ slug: string; contracts: number; ending: number }>(sql`
    select a.slug, count(*)::int as contracts,
      (count(*) filter (where c.current_end_on between ${today}::date and ${today}::date + 365))::int as ending
    from contracts c join authorities a on a.id = c.authority_id
    where c.is_public group by a.slug`)
  const [published] = await db.execute<{ any_sample: boolean; any_real: boolean }>(sql`
    select exists (select 1 from returns where state = 'published' and is_sample) as any_sample,
      exists (select 1 from returns where state = 'published' and not is_sample) as any_real`)
  return {
    contracts: rows.reduce((sum, row) => sum + row.contracts, 0),
    endingWithinYear: rows.reduce((sum, row) => sum + row.ending, 0),
    contractsByAuthority: Object.fromEntries(rows.map((row) => [row.slug, row.contracts])),
    holdsOnlySample: published?.any_sample === true && !published.any_real,
  }
}

/** What `registerVersion` asks. */
export const VERSION_QUESTION = `select concat_ws('-', max(id), sum(id)) as version
  from (select id from register_changes order by id desc limit 200) latest`

/**
 * Which state of the register this is: another text after every change that the public pages of contracts show. Made of the
 * last changes, not of the last one alone, since a change that began earlier may come to light later.
 */
export async function registerVersion(db: Queryable): Promise<string> {
  const [row] = await db.execute<{ version: string }>(sql`${prepared}
    ${sql.raw(VERSION_QUESTION)}`)
  return row?.version ?? ''
}
