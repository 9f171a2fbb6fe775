// How does a test get a return into the database as the real reader reads it, without a queue?
import type { Sql } from '../../src/db/client.ts'
import { sha256 } from '../../src/lib/hash.ts'
import type { ReturnKind } from '../../src/returns/read-types.ts'
import { finalStates, readAll, type WholeReading } from './returns-reading.ts'
import { storeAuthority } from './stored-return.ts'

/** Reads the bytes and keeps every row as the pipeline does; the id of the return, in state `read`. */
export async function readAndStore(
  sql: Sql,
  slug: string,
  content: string | Uint8Array,
  kind: ReturnKind = 'contracts',
): Promise<{ id: string; reading: WholeReading }> {
  const authorityId = await storeAuthority(sql, slug)
  const reading = await readAll(content, { kind })
  const { verdict } = reading
  if (verdict.outcome === 'rejected-with-reason') throw new Error(`${verdict.code}: ${verdict.message}`)
  const { counts, mapping } = verdict
  const [file] = await sql<{ id: string }[]>`insert into files (authority_id, name, sha256, bytes)
    values (${authorityId}, 'made-up', ${sha256(crypto.randomUUID())}, 1) returning id`
  const [made] = await sql<{ id: string }[]>`
    insert into returns (authority_id, file_id, kind, state, received_by, mapping, read_at, rows_read, rows_good, rows_bad,
      rows_ignored, rows_blank)
    values (${authorityId}, ${file?.id ?? ''}, ${kind}, 'read', 'test',
      ${sql.json(mapping.map((column) => ({ ...column, ambiguous: false })) as never)}, now(),
      ${counts.read}, ${counts.good}, ${counts.bad}, ${counts.ignored}, ${counts.blank}) returning id`
  const id = made?.id ?? ''
  const states = finalStates(reading)
  const rows = reading.rows.map((row, at) => ({
    return_id: id,
    data_row: row.dataRow,
    line: row.line,
    last_line: row.lastLine,
    state: states[at] ?? row.state,
    cells: row.cells,
    values: sql.json(row.values as never),
  }))
  for (let at = 0; at < rows.length; at += 1_000)
    await sql`insert into stated_rows ${sql(rows.slice(at, at + 1_000))}`
  return { id, reading }
}
