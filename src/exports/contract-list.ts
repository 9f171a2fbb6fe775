// How does a list of contracts leave as a file, whole and in the order of the page?

import type { AskedContracts } from '../contracts/contract-filter-queries.ts'
import type { ContractFinder } from '../contracts/contract-finder-queries.ts'
import { contractRows } from '../contracts/contract-row-queries.ts'
import { CONTRACT_COLUMNS, type ContractRow } from '../contracts/contract-row-schemas.ts'
import { eachContract } from '../contracts/contract-search-queries.ts'
import type { Queryable } from '../db/client.ts'
import { isCalendarDate } from '../lib/calendar-date.ts'
import { csvFile } from './csv.ts'
import { type SheetCell, workbook } from './xlsx.ts'

export const LIST_FORMS = ['csv', 'xlsx', 'json', 'jsonl'] as const
export type ListForm = (typeof LIST_FORMS)[number]

/** The file in pieces as the contracts are found; a thousand ids and forty rows are held at a time, whatever the length. */
export function contractList(
  db: Queryable,
  asked: AskedContracts,
  form: ListForm,
  finder?: ContractFinder,
): AsyncGenerator<string | Uint8Array> {
  const batches = eachBatch(db, asked, finder)
  switch (form) {
    case 'csv':
      return csvFile(table(batches, csvText))
    case 'xlsx':
      return workbook([
        { name: 'Contracts', widths: WIDTHS, hasHeadings: true, rows: table(batches, sheetCell) },
      ])
    case 'json':
      return jsonArray(batches)
    default:
      return jsonLines(batches)
  }
}

async function* eachBatch(
  db: Queryable,
  asked: AskedContracts,
  finder: ContractFinder | undefined,
): AsyncGenerator<ContractRow[]> {
  for await (const ids of eachContract(db, asked, finder))
    yield await contractRows(db, ids, asked.filters.as_at)
}

type Cell = ContractRow[keyof ContractRow]

async function* table<To>(
  batches: AsyncGenerator<ContractRow[]>,
  write: (value: Cell, column: keyof ContractRow) => To,
): AsyncGenerator<(To | string)[]> {
  yield CONTRACT_COLUMNS
  for await (const rows of batches)
    for (const row of rows) yield CONTRACT_COLUMNS.map((column) => write(row[column], column))
}

function csvText(value: Cell): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? '')
}

function sheetCell(value: Cell, column: keyof ContractRow): SheetCell {
  if (value === null) return null
  if (typeof value === 'boolean') return csvText(value)
  if (column === 'value_pounds') return { number: Number(value), style: 'money' }
  return column.endsWith('_on') && isCalendarDate(value) ? { day: value } : value
}

const WIDE: Partial<Record<keyof ContractRow, number>> = {
  title: 45,
  description: 60,
  supplier_as_typed: 35,
  suppliers: 35,
}
const WIDTHS = CONTRACT_COLUMNS.map((column) => WIDE[column] ?? Math.max(14, column.length + 2))

async function* jsonLines(batches: AsyncGenerator<ContractRow[]>): AsyncGenerator<string> {
  for await (const rows of batches)
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
}

async function* jsonArray(batches: AsyncGenerator<ContractRow[]>): AsyncGenerator<string> {
  let written = 0
  yield '{"contracts":['
  for await (const rows of batches) {
    if (rows.length > 0)
      yield `${written > 0 ? ',' : ''}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`
    written += rows.length
  }
  yield `\n],"total":${written}}\n`
}
