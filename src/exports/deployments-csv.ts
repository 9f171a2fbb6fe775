// Who runs what, as a table for a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import { listDeployments } from '../technologies/deployment-queries.ts'
import {
  type DeploymentFilters,
  type DeploymentSummary,
  deploymentFilters,
} from '../technologies/deployment-schemas.ts'
import { type CsvColumn, csvTable } from './csv.ts'

const COLUMNS: CsvColumn<DeploymentSummary>[] = [
  ['authority', (one) => one.authority.name],
  ['technology', (one) => one.technology.product],
  ['reported_as', (one) => one.reported_as],
  ['service_area', (one) => one.service_area?.label ?? one.service_area_raw],
  ['status', (one) => one.status],
  ['hosting', (one) => one.hosting],
  ['users', (one) => one.users],
  ['maker_as_typed', (one) => one.maker_raw],
  ['supplier_as_typed', (one) => one.supplier_name_raw],
  ['suppliers', (one) => one.suppliers.map(({ supplier, name }) => supplier?.name ?? name).join('; ')],
  ['local_reference', (one) => one.local_reference],
  ['current_end_on', (one) => one.current_end_on],
  ['contract', (one) => one.contract?.title],
  ['contract_current_end_on', (one) => one.contract?.current_end_on],
  ['contract_max_end_on', (one) => one.contract?.max_end_on],
  ['contract_day_precision', (one) => precisionWords(one.contract?.day_precision)],
  ['planned_replacement_on', (one) => one.planned_replacement_on],
  ['withheld', (one) => one.withheld.join('; ')],
  ['last_confirmed_at', (one) => one.confirmed_at],
  ['contract_id', (one) => one.contract?.id],
  ['sample', (one) => one.is_sample],
]

/** `current_end_on: quarter`; empty where days are known to the day. */
/** `current_end_on: quarter`, of each day that is less exact. */
export function precisionWords(precision: object | undefined): string {
  return Object.entries(precision ?? {})
    .map(([field, known]) => `${field}: ${known}`)
    .join('; ')
}

const BATCH = 100

/** A line a deployment that matches, by authority and technology; days as YYYY-MM-DD, an empty cell is not stated. */
export function deploymentsCsv(
  db: Queryable,
  filters: Partial<Pick<DeploymentFilters, 'authority' | 'technology'>>,
): AsyncGenerator<string> {
  return csvTable(COLUMNS, each(db, deploymentFilters.parse({ ...filters, limit: BATCH })))
}

async function* each(db: Queryable, filters: DeploymentFilters): AsyncGenerator<DeploymentSummary> {
  for (let cursor: string | undefined; ; ) {
    const page = await listDeployments(db, { ...filters, ...(cursor ? { cursor } : {}) })
    yield* page.deployments
    if (page.next_cursor === null) return
    cursor = page.next_cursor
  }
}
