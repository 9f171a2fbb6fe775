// How does a test have a return carry on whatever published returns of its authority stated alike?
import type { Sql } from '../../src/db/client.ts'
import { carryOn } from './carried-rows.ts'

interface Alike {
  source: string
  from: number
  to: number
}

/**
 * Puts in the place of each row that equals, in cells, values and state, one that a published return of the authority says
 * the row that was stated first for it; where there are several, the one that `seed` names. How many rows were carried on.
 */
export async function carryAlike(sql: Sql, returnId: string, seed: number): Promise<number> {
  const found = await sql<Alike[]>`
    select distinct on (w.data_row) s.return_id as source, s.data_row as from, w.data_row as to
    from stated_rows w
    join returns own on own.id = w.return_id
    join returns r on r.authority_id = own.authority_id and r.kind = own.kind and r.state = 'published'
    join (
      select return_id, return_id as source_return_id, data_row as source_data_row from stated_rows
      union all
      select return_id, source_return_id, source_data_row from carried_rows
    ) e on e.return_id = r.id
    join stated_rows s on s.return_id = e.source_return_id and s.data_row = e.source_data_row
      and s.cells = w.cells and s.values = w.values and s.state = w.state
    where w.return_id = ${returnId} and w.state in ('good', 'bad')
    order by w.data_row, md5(concat(${seed}::int, r.publication, s.data_row)), s.return_id`
  for (const [source, rows] of Map.groupBy(found, (one) => one.source))
    await carryOn(sql, returnId, { source, rows: rows.map(({ from, to }) => [from, to] as const) })
  return found.length
}
