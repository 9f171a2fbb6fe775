// How does a test get contracts into the register without reading a file? Rows as read, published by the real use case.
import { readFile } from 'node:fs/promises'
import { seedAuthorities } from '../../src/authorities/add-authority.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { formatPounds } from '../../src/lib/money.ts'
import { publishReturn } from '../../src/returns/publish-return.ts'
import type { ReturnIssue } from '../../src/returns/return-schemas.ts'
import type { TestDatabase } from './database.ts'

type Database = Pick<TestDatabase, 'db' | 'sql'>

/** One row as it was read; what is left out is not stated. Amounts in pence. */
export type RowOfContract = {
  title: string
  supplier_name_raw: string
  local_reference?: string
  description?: string
  department?: string
  start_on?: string
  current_end_on?: string
  max_end_on?: string
  value_whole_term_net?: number
  value_annual?: number
  term_text?: string
  options?: { months: number; exercised?: boolean }[]
  service_area?: string
  route?: string
  process_type?: string
  cpv?: string
  is_sme?: boolean
  is_vcse?: boolean
  supplier_charity_no?: string
  supplier_vat_no?: string
  supplier_lei?: string
  supplier_ppon?: string
  /** What a cell says that is no value of its field. */
  words?: Record<string, string>
}

export type ReturnToMake = {
  /** Slug. */
  authority: string
  contracts: RowOfContract[]
  fileName?: string
  isSample?: boolean
  /** False leaves the return read, to be published by the test. */
  publish?: boolean
  /** When it was handed in and, if it is, published: ISO 8601. */
  at?: string
  issues?: Partial<ReturnIssue>[]
}

const COLUMNS = [
  ['local_reference', 'Contract Ref'],
  ['title', 'Title of agreement'],
  ['description', 'Description'],
  ['department', 'Directorate'],
  ['supplier_name_raw', 'Supplier Name'],
  ['start_on', 'Start Date'],
  ['current_end_on', 'End Date'],
  ['max_end_on', 'Latest end incl. extensions'],
  ['value_whole_term_net', 'Total Value (ex VAT)'],
  ['value_annual', 'Annual Value'],
  ['term_text', 'Term'],
] as const

/** Adds the 33 authorities. */
export async function makeAuthorities({ db }: Database): Promise<void> {
  const file = new URL('../../fixtures/authorities.csv', import.meta.url)
  await seedAuthorities(db, await readFile(file, 'utf8'))
}

/** A return that was read, its rows and issues; published unless asked not to. Answers its id. */
export async function makeReturn(database: Database, made: ReturnToMake): Promise<string> {
  const { sql } = database
  const fileName = made.fileName ?? `${made.authority}-contracts.csv`
  const at = made.at ?? '2026-11-01T09:30:00Z'
  const digest = sha256(`${fileName} ${at} ${JSON.stringify(made.contracts)}`)
  const mapping = COLUMNS.map(([field, heading], index) => ({
    column: index + 1,
    heading,
    field,
    confidence: 1,
    ambiguous: false,
    basis: 'synonym',
    samples: [],
  }))
  const bad = new Set(
    (made.issues ?? []).filter(({ severity }) => severity === 'error').map((one) => one.data_row),
  )
  const count = made.contracts.length
  const [row] = await sql<{ id: string }[]>`
    with file as (
      insert into files (authority_id, name, sha256, bytes)
      select id, ${fileName}, ${digest}, ${count * 120 + 1} from authorities where slug = ${made.authority}
      returning id, authority_id
    )
    insert into returns (authority_id, file_id, kind, state, is_sample, received_at, received_by, read_at, mapping,
      rows_read, rows_good, rows_bad, rows_ignored, rows_blank)
    select authority_id, id, 'contracts', 'read', ${made.isSample ?? false}, ${at}, 'test', ${at},
      ${sql.json(mapping)}, ${count}, ${count - bad.size}, ${bad.size}, 0, 0
    from file returning id`
  if (row === undefined) throw new Error(`No authority ${made.authority}; call makeAuthorities first.`)
  await insertRows(database, row.id, made, bad)
  if (made.publish === false) return row.id
  await publishReturn(database, row.id, 'test')
  await sql`update returns set published_at = ${at} where id = ${row.id}`
  await sql`update contract_versions set created_at = ${at} where return_id = ${row.id}`
  return row.id
}

/** The id of a public contract by its title. */
export async function contractIdOf({ sql }: Database, title: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from contracts where title = ${title}`
  if (row === undefined) throw new Error(`No contract ${title}`)
  return row.id
}

async function insertRows(
  { sql }: Database,
  returnId: string,
  made: ReturnToMake,
  bad: Set<number | null | undefined>,
) {
  for (const [index, contract] of made.contracts.entries()) {
    const cells = COLUMNS.map(([field]) => typed(field, contract[field]))
    const values = {
      ...contract,
      suppliers: contract.supplier_name_raw.split(';').map((name) => ({ name: name.trim() })),
    }
    const dataRow = index + 1
    await sql`
      insert into stated_rows (return_id, data_row, line, last_line, state, cells, values)
      values (${returnId}, ${dataRow}, ${dataRow + 1}, ${dataRow + 1}, ${bad.has(dataRow) ? 'bad' : 'good'}, ${cells},
        ${sql.json(values)})`
  }
  for (const issue of made.issues ?? [])
    await sql`
      insert into stated_issues (return_id, severity, code, line, data_row, column_number, field, value, message, suggestion)
      values (${returnId}, ${issue.severity ?? 'warning'}, ${issue.code ?? 'date_token'}, ${issue.line ?? null},
        ${issue.data_row ?? null}, ${issue.column ?? null}, ${issue.field ?? null}, ${issue.value ?? null},
        ${issue.message ?? 'is a word, not a date.'}, ${issue.suggestion ?? null})`
}

/** As an officer would have typed it. */
function typed(field: string, value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return `${formatPounds(value)} `
  return field.endsWith('_on') ? value.split('-').reverse().join('/') : value
}
