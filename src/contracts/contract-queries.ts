// What does the register say about one contract, and from which cell does it know each value?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { answersOfContract } from './answer-queries.ts'
import type { ContractDetail, ContractValue, DayPrecision } from './contract-schemas.ts'
import { confirmedAt, confirmingReturn, dayPrecision, toAmount } from './contract-summary-queries.ts'
import { technologiesOfContract } from './contract-technology-queries.ts'
import {
  type PublicVersion,
  publicSequence,
  type StoredVersion,
  storedVersions,
  versionsOnWire,
} from './public-version-queries.ts'
import { baseField } from './publication-levels.ts'
import { wireValue } from './wire-value.ts'
import { fieldsWithheldWith } from './withholding.ts'

interface ContractRow extends Record<string, unknown> {
  id: string
  authority_slug: string
  authority_name: string
  local_reference: string | null
  title: string
  description: string | null
  department: string | null
  supplier_name_raw: string
  start_on: string | null
  current_end_on: string | null
  max_end_on: string | null
  day_precision: DayPrecision
  value_pence: string | null
  value_field: string | null
  confirmed_at: string
  is_sample: boolean
  return_id: string
  file_name: string
  received_at: string
  line: number
  cells: string[]
  /** Texts put in place of cells in review, by column. */
  corrections: Record<string, string> | null
  mapping: { column: number; heading: string; field: string | null }[]
  /** That of the row. */
  version_id: number
  versions: StoredVersion[] | null
  suppliers: ContractDetail['suppliers'] | null
  answers: ContractDetail['answers'] | null
  technologies: ContractDetail['technologies'] | null
}

/** The public contract with its values, each with the cells it came from; null when there is none to show. */
export async function findContract(db: Queryable, id: string): Promise<ContractDetail | null> {
  const [contract] = (await findContracts(db, [id])).values()
  return contract ?? null
}

/** The public contracts with these ids, by id; those that there are. One statement, but for contracts with withheld changes. */
export async function findContracts(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ContractDetail>> {
  const found = await readContracts(db, ids)
  const others = found.flatMap(({ row, current }) =>
    current.id === row.version_id ? [] : [{ id: row.id, version: current.id }],
  )
  const again = others.length === 0 ? [] : await readVersions(db, others)
  const rows = new Map([...found.map(({ row }) => row), ...again].map((row) => [row.id, row]))
  return new Map(
    found.map(({ row, versions, current }) => [row.id, toDetail(rows.get(row.id) ?? row, versions, current)]),
  )
}

async function readContracts(db: Queryable, ids: readonly string[]) {
  const rows = await db.execute<ContractRow>(sql`${prepared} ${contractRows}
    from unnest((select ${sql.param(ids)}::uuid[])) asked(id) -- a plan for any number, so that it is kept
    join contracts c on c.id = asked.id
    join lateral (
      select latest.id from contract_versions latest join returns published on published.id = latest.return_id
      where latest.contract_id = c.id and published.state = 'published'
      order by latest.number desc limit 1
    ) shown on true
    ${sourceOfShown}`)
  return rows.flatMap((row) => {
    const versions = publicSequence(row.versions ?? [])
    const current = versions.at(-1)
    return current === undefined ? [] : [{ row, versions, current }]
  })
}

/** The contracts with the source of another version than their latest. */
async function readVersions(
  db: Queryable,
  asked: readonly { id: string; version: number }[],
): Promise<ContractRow[]> {
  const [ids, versions] = [asked.map(({ id }) => id), asked.map(({ version }) => version)]
  return db.execute<ContractRow>(sql`${prepared} ${contractRows}
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(versions)}::bigint[]) shown(contract_id, id)
    join contracts c on c.id = shown.contract_id
    ${sourceOfShown}`)
}

const contractRows = sql`
  select c.id, a.slug as authority_slug, a.name as authority_name, c.local_reference, c.title, c.description,
    c.department, c.supplier_name_raw, c.start_on::text, c.current_end_on::text, c.max_end_on::text,
    ${dayPrecision} as day_precision, c.value_pence::text, c.value_field, ${confirmedAt()} as confirmed_at, r.is_sample,
    v.id::float8 as version_id, r.id as return_id, f.name as file_name, ${isoInstant('r.received_at')} as received_at,
    w.line, w.cells, r.mapping, (
      select jsonb_object_agg(k.column_number, k.to_text) from return_corrections k
      where k.return_id = v.return_id and k.data_row = v.data_row and k.revoked_at is null) as corrections,
    ${storedVersions} as versions, ${suppliersOfContract()} as suppliers, ${answersOfContract} as answers,
    ${technologiesOfContract} as technologies`

/** Of the contract `c` and its version `shown`: the row of the return that it was read from. */
const sourceOfShown = sql`
  join authorities a on a.id = c.authority_id
  join contract_versions v on v.id = shown.id
  join returns r on r.id = v.return_id
  join files f on f.id = r.file_id
  join returns confirmed on confirmed.id = ${confirmingReturn}
  join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
  where c.is_public`

function suppliersOfContract() {
  return sql`(
    select json_agg(json_build_object('name', n.name, 'role', cs.role, 'supplier',
      case when s.id is not null then json_build_object('slug', s.slug, 'name', s.name) end) order by cs.position)
    from contract_suppliers cs
    join supplier_names n on n.id = cs.supplier_name_id
    left join suppliers s on s.id = n.supplier_id
    where cs.contract_id = c.id)`
}

function toDetail(
  row: ContractRow,
  versions: readonly PublicVersion[],
  current: PublicVersion,
): ContractDetail {
  return {
    id: row.id,
    authority: { slug: row.authority_slug, name: row.authority_name },
    local_reference: row.local_reference,
    title: row.title,
    description: row.description,
    department: row.department,
    supplier_name_raw: row.supplier_name_raw,
    start_on: row.start_on,
    current_end_on: row.current_end_on,
    max_end_on: row.max_end_on,
    day_precision: row.day_precision,
    value: toAmount(row.value_pence, row.value_field),
    confirmed_at: row.confirmed_at,
    is_sample: row.is_sample,
    suppliers: row.suppliers ?? [],
    technologies: row.technologies ?? [],
    values: valuesWithProvenance(row, current),
    withheld: current.withheld,
    versions: versionsOnWire(versions),
    answers: row.answers ?? [],
  }
}

function sourceField(field: string): string {
  return field === 'suppliers' ? 'supplier_name_raw' : baseField(field)
}

/** Of a field of which something is withheld no cell is shown, since the cell says it all. */
function valuesWithProvenance(row: ContractRow, { values, withheld }: PublicVersion): ContractValue[] {
  const hidden = new Set(withheld.flatMap(({ field }) => fieldsWithheldWith(field)))
  const source = {
    return_id: row.return_id,
    file_name: row.file_name,
    received_at: row.received_at,
    line: row.line,
  }
  const cellsOf = (field: string) =>
    row.mapping
      .filter((column) => column.field === sourceField(field) && !hidden.has(column.field))
      .map(({ column, heading }) => ({
        ...source,
        column,
        heading,
        raw: row.cells[column - 1] ?? null,
        ...(row.corrections?.[column] === undefined ? {} : { corrected_to: row.corrections[column] }),
      }))
  const stated = Object.entries(values)
    .filter(([field, value]) => value !== null && field !== 'words')
    .map(([field, value]) => ({ field, value: wireValue(field, value), provenance: cellsOf(field) }))
  const unstated = Object.entries(values.words ?? {}).map(([field, word]) => ({
    field,
    value: null,
    word: String(word),
    provenance: cellsOf(field),
  }))
  return [...stated, ...unstated]
}
