// What would many people have saved? Made up, the same for the same number.
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { seededRandom } from './made-up-return.ts'

const WORDS = [
  'housing repairs',
  '"payroll software"',
  'software -hosting',
  'tree surveys',
  '"school meals"',
  'network support',
  'lift maintenance',
  'care -home',
  'translation',
  'waste collection',
]
const FITS = ['good', 'possible', 'hard']
const BANDS = ['under £50k', '£50k to £100k', '£100k to £5m', '£5m to £25m', '£25m and over']

/** Adds so many confirmed searches: most with words, some with a fit, a band or months, a few that ask for everything. */
export async function makeSearches(db: Queryable, count: number): Promise<void> {
  const random = seededRandom(count)
  const one = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]
  const searches = Array.from({ length: count }, () => ({
    ...(random() < 0.8 && { q: one(WORDS) }),
    ...(random() < 0.3 && { sme_fit: [one(FITS)] }),
    ...(random() < 0.3 && { value_band: [one(BANDS)], value_not_stated: 'exclude' }),
    ...(random() < 0.4 && { ends_within: 3 + Math.floor(random() * 21) }),
  }))
  await db.execute(sql`
    with given as (
      select filters, 'someone-' || at || '@example.org' as email
      from jsonb_array_elements(${JSON.stringify(searches)}::jsonb) with ordinality as g(filters, at)
    ), people as (
      insert into subscribers (email) select email from given returning id, email
    )
    insert into saved_searches (subscriber_id, name, filters, frequency, confirmed_at)
    select people.id, 'made up', filters, 'daily', now() from given join people using (email)`)
}

/** As if nothing of the register had been looked at yet. */
export async function forgetMarks(db: Queryable): Promise<void> {
  await db.execute(sql`update matching_marks set arrival = 0, change_id = 0`)
  await db.execute(sql`delete from search_matches`)
}

export async function countMatches(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select (select count(*) from search_matches)::int + (select coalesce(sum(more_matches), 0) from saved_searches)::int as count`)
  return row?.count ?? 0
}
