// Which authority runs which technology, from whom and until when?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { AppError } from '../errors.ts'
import { decimalPounds } from '../lib/money.ts'
import { publicKeys, readFromField } from './deployment-record.ts'
import type {
  DeploymentDetail,
  DeploymentFilters,
  DeploymentPage,
  DeploymentSummary,
  DeploymentValue,
} from './deployment-schemas.ts'
import { type ListCursor, readCursor, writeCursor } from './list-cursor.ts'

/**
 * One page of the public deployments that match, by authority and technology.
 * @throws AppError `unknown_filter` for a cursor that is not ours.
 */
export async function listDeployments(db: Queryable, filters: DeploymentFilters): Promise<DeploymentPage> {
  const where = conditions(filters)
  const after = filters.cursor ? afterCursor(filters.cursor) : sql`true`
  const [counts, rows] = await Promise.all([
    db.execute<{ total: number; not_stated: number }>(sql`
      select count(*)::int as total, count(*) filter (where d.current_end_on is null)::int as not_stated
      ${source} where ${where}`),
    db.execute<SummaryRow>(sql`
      select ${columns} ${source} where ${where} and ${after}
      order by a.slug, t.slug, d.id limit ${filters.limit + 1}`),
  ])
  const shown = rows.slice(0, filters.limit)
  const last = rows.length > filters.limit ? shown.at(-1) : undefined
  return {
    total: counts[0]?.total ?? 0,
    end_not_stated: counts[0]?.not_stated ?? 0,
    deployments: shown.map(toSummary),
    next_cursor: last ? writeCursor([last.authority_slug, last.technology_slug, last.id]) : null,
  }
}

/** Every public deployment of a technology, by authority and service area, each value with its cell. */
export async function deploymentsOf(db: Queryable, technologyId: string): Promise<DeploymentDetail[]> {
  const rows = await db.execute<DetailRow>(sql`
    select ${columns}, ${publicValues} as values, ${publicWords} as words, ${publicCells} as cells, r.id as return_id, f.name as file_name,
      ${isoInstant('r.received_at')} as received_at, w.line
    ${source}
    join files f on f.id = r.file_id
    join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
    where d.is_public and d.technology_id = ${technologyId}
    order by a.name, area.position nulls last, d.service_area, d.id`)
  return rows.map((row) => ({ ...toSummary(row), values: valuesWithProvenance(row) }))
}

/** Satisfaction and notes are for the authority alone: no public query names their columns. */
const columns = sql`d.id, a.slug as authority_slug, a.name as authority_name, t.slug as technology_slug, t.product,
  d.technology, d.service_area, area.code as area_code, area.label as area_label, d.hosting, d.status,
  d.users::float8 as users, d.maker, d.supplier_name_raw, d.local_reference, d.current_end_on::text,
  d.planned_replacement_on::text, c.id as contract_id, c.title as contract_title,
  c.current_end_on::text as contract_end_on, c.max_end_on::text as contract_max_end_on,
  (select jsonb_strip_nulls(jsonb_build_object('current_end_on', nullif(cv.values->>'current_end_on_precision', 'day'),
    'max_end_on', nullif(cv.values->>'max_end_on_precision', 'day'))) from contract_versions cv where cv.id = c.version_id) as contract_day_precision,
  ${isoInstant('confirmed.published_at')} as confirmed_at, r.is_sample,
  array(select h.field from jsonb_to_recordset(v.withheld) as h(field text) order by h.field) as withheld,
  (select coalesce(json_agg(json_build_object('name', n.name, 'role', s.role,
      'supplier', case when p.id is not null then json_build_object('slug', p.slug, 'name', p.name) end) order by s.position), '[]')
    from deployment_suppliers s join supplier_names n on n.id = s.supplier_name_id
    left join suppliers p on p.id = n.supplier_id where s.deployment_id = d.id) as suppliers`

const source = sql`from deployments d
  join authorities a on a.id = d.authority_id
  join technologies t on t.id = d.technology_id
  join deployment_versions v on v.id = d.version_id
  join returns r on r.id = v.return_id
  join returns confirmed on confirmed.id = coalesce(d.confirmed_return_id, (
    select id from returns latest
    where latest.authority_id = d.authority_id and latest.kind = 'systems' and latest.state = 'published'
    order by latest.publication desc limit 1))
  left join service_areas area on area.code = d.service_area_code
  left join contracts c on c.id = d.contract_id and c.is_public`

const isPublicKey = sql`= any(${sql.param([...publicKeys])}::text[])`

const publicValues = sql`(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(v.values)
  where key ${isPublicKey} and value <> 'null'::jsonb)`

/** A word instead of a date or code, such as "Rolling". */
const publicWords = sql`(
  select coalesce(jsonb_object_agg(key, value), '{}')
  from jsonb_each_text(case jsonb_typeof(v.values->'words') when 'object' then v.values->'words' end)
  where key ${isPublicKey})`

/** Of a field of which something is withheld no cell is shown, since the cell says it all. */
const publicCells = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('field', m.field, 'column', m."column", 'heading', m.heading,
    'raw', w.cells[m."column"], 'corrected_to', k.to_text) order by m."column"), '[]')
  from jsonb_to_recordset(r.mapping) as m(field text, "column" integer, heading text)
  left join return_corrections k on k.return_id = v.return_id and k.data_row = v.data_row
    and k.column_number = m."column" and k.revoked_at is null
  where m.field ${isPublicKey}
    and not exists (select from jsonb_to_recordset(v.withheld) as h(field text) where h.field = m.field))`

interface SummaryRow extends Record<string, unknown> {
  id: string
  authority_slug: string
  authority_name: string
  technology_slug: string
  product: string
  technology: string
  service_area: string | null
  area_code: string | null
  area_label: string | null
  hosting: string | null
  status: string | null
  users: number | null
  maker: string | null
  supplier_name_raw: string | null
  local_reference: string | null
  current_end_on: string | null
  planned_replacement_on: string | null
  withheld: string[]
  contract_id: string | null
  contract_title: string | null
  contract_end_on: string | null
  contract_max_end_on: string | null
  contract_day_precision: NonNullable<DeploymentSummary['contract']>['day_precision'] | null
  confirmed_at: string
  is_sample: boolean
  suppliers: DeploymentSummary['suppliers']
}

interface DetailRow extends SummaryRow {
  values: Record<string, unknown>
  words: Record<string, string>
  cells: { field: string; column: number; heading: string; raw: string | null; corrected_to: string | null }[]
  return_id: string
  file_name: string
  received_at: string
  line: number
}

function conditions(filters: DeploymentFilters): SQL {
  const parts: SQL[] = [sql`d.is_public`]
  if (filters.authority?.length) parts.push(sql`a.slug in ${filters.authority}`)
  if (filters.technology?.length) parts.push(sql`t.slug in ${filters.technology}`)
  if (filters.service_area?.length) parts.push(sql`d.service_area_code in ${filters.service_area}`)
  if (filters.supplier?.length)
    parts.push(sql`exists (
      select from deployment_suppliers s join supplier_names n on n.id = s.supplier_name_id
      join suppliers p on p.id = n.supplier_id where s.deployment_id = d.id and p.slug in ${filters.supplier})`)
  if (filters.hosting?.length) parts.push(sql`coalesce(d.hosting, 'not_stated') in ${filters.hosting}`)
  if (filters.status?.length) parts.push(sql`coalesce(d.status, 'not_stated') in ${filters.status}`)
  const range: SQL[] = []
  if (filters.current_end_from) range.push(sql`d.current_end_on >= ${filters.current_end_from}::date`)
  if (filters.current_end_to) range.push(sql`d.current_end_on <= ${filters.current_end_to}::date`)
  const excluded = filters.end_not_stated === 'exclude'
  if (range.length > 0)
    parts.push(
      excluded
        ? sql`${sql.join(range, sql` and `)}`
        : sql`((${sql.join(range, sql` and `)}) or d.current_end_on is null)`,
    )
  else if (excluded) parts.push(sql`d.current_end_on is not null`)
  return sql.join(parts, sql` and `)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function afterCursor(text: string): SQL {
  const cursor: ListCursor | null = readCursor(text, ['string', 'string', 'string'])
  if (cursor === null || !UUID.test(String(cursor[2]))) {
    throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
      { place: 'cursor', message: 'is not a cursor that this list gave out' },
    ])
  }
  return sql`(a.slug, t.slug, d.id) > (${cursor[0]}::text, ${cursor[1]}::text, ${cursor[2]}::uuid)`
}

function toSummary(row: SummaryRow): DeploymentSummary {
  return {
    id: row.id,
    authority: { slug: row.authority_slug, name: row.authority_name },
    technology: { slug: row.technology_slug, product: row.product },
    reported_as: row.technology,
    service_area_raw: row.service_area,
    service_area:
      row.area_code !== null && row.area_label !== null
        ? { code: row.area_code, label: row.area_label }
        : null,
    hosting: row.hosting,
    status: row.status,
    users: row.users,
    maker_raw: row.maker,
    supplier_name_raw: row.supplier_name_raw,
    suppliers: row.suppliers,
    local_reference: row.local_reference,
    contract:
      row.contract_id !== null && row.contract_title !== null
        ? {
            id: row.contract_id,
            title: row.contract_title,
            current_end_on: row.contract_end_on,
            max_end_on: row.contract_max_end_on,
            day_precision: row.contract_day_precision ?? {},
          }
        : null,
    current_end_on: row.current_end_on,
    planned_replacement_on: row.planned_replacement_on,
    withheld: row.withheld,
    confirmed_at: row.confirmed_at,
    is_sample: row.is_sample,
  }
}

function valuesWithProvenance(row: DetailRow): DeploymentValue[] {
  const said = Object.entries(row.values).map(([field, value]) => ({
    field,
    value: wire(field, value),
    word: null,
  }))
  const words = Object.entries(row.words).map(([field, word]) => ({ field, value: null, word }))
  return [...said, ...words].map((value) => ({ ...value, provenance: cellsOf(row, value.field) }))
}

function wire(field: string, value: unknown): unknown {
  return /^value_/.test(field) && typeof value === 'number' ? decimalPounds(value) : value
}

function cellsOf(row: DetailRow, field: string): DeploymentValue['provenance'] {
  const { return_id, file_name, received_at, line } = row
  return row.cells
    .filter((cell) => cell.field === readFromField(field))
    .map(({ column, heading, raw, corrected_to }) => ({
      return_id,
      file_name,
      received_at,
      line,
      column,
      heading,
      raw,
      ...(corrected_to === null ? {} : { corrected_to }),
    }))
}
