// What does an authority get to start its next return from?
import { contractsToReport } from '../contracts/prefill-queries.ts'
import type { Queryable } from '../db/client.ts'
import { decimalPounds } from '../lib/money.ts'
import { valuesAsRead } from '../returns/prefill-values-queries.ts'
import {
  addToShape,
  emptyShape,
  type PrefilledCell,
  type PrefilledColumn,
  prefilledColumns,
} from '../returns/prefilled-columns.ts'
import type { ReturnKind } from '../returns/read-types.ts'
import { deploymentsToReport } from '../technologies/deployment-prefill-queries.ts'
import { csvFile } from './csv.ts'
import { type SheetCell, workbook } from './xlsx.ts'

export interface ReportingAuthority {
  id: number
  name: string
}

const PAGE = 500
const SHEETS = { contracts: 'Contracts', systems: 'Systems' } as const
const THING = { contracts: 'contract', systems: 'system' } as const

/** The register of the authority as a CSV return: handed in untouched it changes nothing. */
export async function* prefilledCsv(
  db: Queryable,
  authority: ReportingAuthority,
  kind: ReturnKind,
): AsyncGenerator<string> {
  const { columns, rows } = await prefill(db, authority, kind)
  const lines = async function* () {
    yield columns.map(({ heading }) => heading)
    for await (const row of rows()) yield row.map(csvText)
  }
  yield* csvFile(lines())
}

/** The same as a workbook, with a sheet that says how to fill it in. */
export async function* prefilledWorkbook(
  db: Queryable,
  authority: ReportingAuthority,
  kind: ReturnKind,
): AsyncGenerator<Uint8Array> {
  const { columns, rows } = await prefill(db, authority, kind)
  const lines = async function* (): AsyncGenerator<SheetCell[]> {
    yield columns.map(({ heading }) => heading)
    for await (const row of rows()) yield row.map(sheetCell)
  }
  yield* workbook([
    { name: SHEETS[kind], widths: columns.map(widthOf), hasHeadings: true, rows: lines() },
    { name: 'Guide', widths: [34, 90], hasHeadings: false, rows: guide(authority.name, kind, columns) },
  ])
}

/** Goes through the register twice: once for the columns it needs, once for its rows. */
async function prefill(db: Queryable, authority: ReportingAuthority, kind: ReturnKind) {
  const idsOf = kind === 'systems' ? deploymentsToReport : contractsToReport
  const ids = await idsOf(db, authority.id)
  const shape = emptyShape()
  for await (const values of each(db, kind, ids)) addToShape(shape, values)
  const columns = prefilledColumns(kind, shape, authority.name)
  const rows = async function* () {
    for await (const values of each(db, kind, ids)) yield columns.map(({ cell }) => cell(values))
  }
  return { columns, rows }
}

async function* each(db: Queryable, kind: ReturnKind, ids: readonly string[]) {
  for (let at = 0; at < ids.length; at += PAGE) yield* await valuesAsRead(db, kind, ids.slice(at, at + PAGE))
}

/** Amounts below nothing stand in brackets, since a leading minus would be guarded like a formula. */
function csvText(cell: PrefilledCell): string {
  if (cell === null || typeof cell === 'string') return cell ?? ''
  if ('day' in cell) return cell.day
  if ('count' in cell) return String(cell.count)
  return cell.pence < 0 ? `(${decimalPounds(-cell.pence)})` : decimalPounds(cell.pence)
}

function sheetCell(cell: PrefilledCell): SheetCell {
  if (cell === null || typeof cell === 'string' || 'day' in cell) return cell
  return 'count' in cell
    ? { number: cell.count, style: 'count' }
    : { number: cell.pence / 100, style: 'money' }
}

function widthOf({ heading }: PrefilledColumn): number {
  const wide: Record<string, number> = {
    Title: 45,
    Technology: 35,
    Description: 60,
    Supplier: 35,
    Department: 28,
    Notes: 40,
  }
  return wide[heading] ?? Math.max(14, heading.length + 2)
}

function guide(authority: string, kind: ReturnKind, columns: readonly PrefilledColumn[]): string[][] {
  return [
    ['How to use this file'],
    [`The sheet “${SHEETS[kind]}” holds what the register says of the ${kind} of ${authority} today.`],
    [
      `1. Change what has changed, add a row for each new ${THING[kind]}, and take out the rows of ${kind} that have ended.`,
    ],
    ['2. Leave the row of headings as it is. Columns you have nothing for may stay empty or go.'],
    ['3. Hand the file in on the page “Hand in a return”. You see every change before it is published.'],
    [`A ${THING[kind]} that you take out is not deleted: you are asked what became of it.`],
    [''],
    ['Column', 'What to type'],
    ...columns.map(({ heading, hint }) => [heading, hint]),
  ]
}
