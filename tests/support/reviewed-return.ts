// How does a test look at a return between its reading and its publication?
import type { Deps } from '../../src/deps.ts'
import { readStoredReturn } from '../../src/returns/read-stored-return.ts'
import { findReturn } from '../../src/returns/return-queries.ts'
import type { TestDatabase } from './database.ts'
import { returnId, submitText } from './pipeline.ts'

/** Lines of a file. */
export const csv = (...lines: string[]) => `${lines.join('\n')}\n`

/** Handed in and read in this process; its id. */
export async function handInAndRead(deps: Deps, authority: string, text: string): Promise<string> {
  const id = returnId(await submitText(deps, authority, text, { publish: false }))
  await readStoredReturn(deps, id)
  return id
}

export async function detailOf({ db }: Pick<TestDatabase, 'db'>, id: string) {
  const found = await findReturn(db, id, null)
  if (found === null) throw new Error(`No return ${id}`)
  return found
}

interface StoredRow {
  values: Record<string, unknown>
  cells: string[]
  state: string
}

export async function rowOf(
  { sql }: Pick<TestDatabase, 'sql'>,
  id: string,
  dataRow: number,
): Promise<StoredRow> {
  const [row] = await sql<StoredRow[]>`
    select values, cells, state from return_rows where return_id = ${id} and data_row = ${dataRow}`
  if (row === undefined) throw new Error(`No row ${dataRow}`)
  return row
}
