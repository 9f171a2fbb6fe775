// How did the register stand at the end of a past day?
import { type SQL, sql } from 'drizzle-orm'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { columnExpressions, contractColumns, recordOf } from './contract-record.ts'

/** The first instant after the day in London. */
function endOf(day: CalendarDate): SQL {
  return sql`((${day}::date + 1)::timestamp at time zone 'Europe/London')`
}

/**
 * The contracts as returns published by the end of the day gave them, with the columns of `contracts` that lists read, and
 * `is_as_now`: whether the version is still the one that counts. What was withdrawn since was never the register; what is
 * withheld now is withheld of then, since versions keep no more than the public may read.
 */
export function contractsAsAt(day: CalendarDate): SQL {
  const columns = (of: string[]) => sql.raw(of.join(', '))
  return sql`(
    select c.id, c.authority_id, true as is_public, true as is_as_now, c.version_id, ${heldBy(day)} as confirmed_return_id,
      ${columns(contractColumns.map((name) => `c.${name}`))}
    from contracts c join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id
    where c.is_public and r.published_at < ${endOf(day)}
    union all
    select c.id, c.authority_id, true, false, past.id, ${heldBy(day)},
      ${columns(columnExpressions('x').map((one, at) => `${one} as ${contractColumns[at]}`))}
    from contracts c join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id
    cross join lateral (
      select w.id, w."values" from contract_versions w join returns p on p.id = w.return_id
      where w.contract_id = c.id and p.state = 'published' and p.published_at < ${endOf(day)}
      order by w.number desc limit 1
    ) past
    cross join lateral ${sql.raw(recordOf('past."values"', 'x'))}
    where c.is_public and r.published_at >= ${endOf(day)}
  )`
}

/** The return that held the contract `c` last by the end of the day. */
function heldBy(day: CalendarDate): SQL {
  return sql`(
    select held.id from returns held
    where held.authority_id = c.authority_id and held.kind = 'contracts' and held.state = 'published'
      and held.published_at < ${endOf(day)} and held.publication < coalesce((
        select case when p.confirmed_return_id_before is null then x.publication end
        from contract_presence_changes p join returns x on x.id = p.return_id
        where p.contract_id = c.id and x.state = 'published' and x.published_at < ${endOf(day)}
        order by x.publication desc limit 1), 2147483647)
    order by held.publication desc limit 1)`
}

/** The words of each contract `c` of `contractsAsAt`, as `s.words`: those kept, or made of what it said then. */
export const wordsAsAt = sql`
  cross join lateral (
    select case when c.is_as_now then (select words from contract_search where contract_id = c.id)
      else setweight(to_tsvector('english', search_text(c.title)), 'A')
        || setweight(to_tsvector('english', c.supplier_name_raw), 'A')
        || setweight(to_tsvector('simple', coalesce(c.local_reference, '')), 'B')
        || setweight(to_tsvector('english', search_text(coalesce(c.description, ''))), 'C')
        || setweight(to_tsvector('english', search_text(concat_ws(' ', c.department, c.service_area))), 'D')
      end as words
  ) s`

/** What authorities said of contracts by the end of the day; of all days when it is null. */
export function saidBy(day: CalendarDate | null): SQL {
  return day === null ? sql`true` : sql`said.answered_at < ${endOf(day)}`
}
