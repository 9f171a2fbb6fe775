// How does a test get a return that has been read, without a file?
import type { Sql } from '../../src/db/client.ts'
import { sha256 } from '../../src/lib/hash.ts'

export type RowValues = Record<string, unknown> & { title: string; supplier_name_raw: string }
export type SystemValues = Record<string, unknown> & { technology: string; supplier_name_raw?: string }

let made = 0

/** Adds the authority if it is not there. */
export async function storeAuthority(sql: Sql, slug: string): Promise<number> {
  made += 1
  const gss = `E${String(30_000_000 + made)}`
  await sql`insert into authorities (slug, name, official_name, gss_code, in_london)
    values (${slug}, ${slug}, ${slug}, ${gss}, true) on conflict (slug) do nothing`
  const [row] = await sql<{ id: number }[]>`select id from authorities where slug = ${slug}`
  if (row === undefined) throw new Error(`No authority ${slug}`)
  return row.id
}

/** A contracts return in state `read` whose good rows have these values, one column a field; its id. */
export function storeReadReturn(sql: Sql, slug: string, rows: RowValues[]): Promise<string> {
  return store(sql, slug, 'contracts', rows)
}

/** The same for a systems return. */
export function storeReadSystems(sql: Sql, slug: string, rows: SystemValues[]): Promise<string> {
  return store(sql, slug, 'systems', rows)
}

async function store(
  sql: Sql,
  slug: string,
  kind: 'contracts' | 'systems',
  rows: (RowValues | SystemValues)[],
): Promise<string> {
  const authorityId = await storeAuthority(sql, slug)
  made += 1
  const hash = sha256(`return ${made}`)
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const mapping = fields.map((field, at) => ({
    column: at + 1,
    heading: `Heading of ${field}`,
    field,
    confidence: 1,
    ambiguous: false,
  }))
  const [file] = await sql<{ id: string }[]>`insert into files (authority_id, name, sha256, bytes)
    values (${authorityId}, ${`return-${made}.csv`}, ${hash}, 1) returning id`
  const n = rows.length
  const [made_] = await sql<{ id: string }[]>`
    insert into returns (authority_id, file_id, kind, state, received_by, mapping, read_at, rows_read, rows_good, rows_bad,
      rows_ignored, rows_blank)
    values (${authorityId}, ${file?.id ?? ''}, ${kind}, 'read', 'test', ${sql.json(mapping)}, now(), ${n}, ${n}, 0, 0, 0)
    returning id`
  const id = made_?.id ?? ''
  for (const [at, row] of rows.entries()) {
    const values = {
      ...(row.supplier_name_raw === undefined ? {} : { suppliers: [{ name: row.supplier_name_raw }] }),
      ...row,
    }
    const cells = fields.map((field) => String(row[field] ?? ''))
    await sql`insert into stated_rows (return_id, data_row, line, last_line, state, cells, values)
      values (${id}, ${at + 1}, ${at + 2}, ${at + 2}, 'good', ${cells}, ${sql.json(values as never)})`
  }
  return id
}
