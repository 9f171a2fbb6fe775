// From which cell does the register know each value of a contract, as a table for a spreadsheet program?
import type { ContractDetail, ContractValue } from '../contracts/contract-schemas.ts'
import { type CsvColumn, csvTable } from './csv.ts'

interface Line {
  one: ContractValue
  cell: ContractValue['provenance'][number] | null
}

const COLUMNS: CsvColumn<Line>[] = [
  ['field', ({ one }) => one.field],
  ['value', ({ one }) => valueText(one.value)],
  ['word', ({ one }) => one.word],
  ['as_typed', ({ cell }) => cell?.raw],
  ['corrected_to', ({ cell }) => cell?.corrected_to],
  ['heading', ({ cell }) => cell?.heading],
  ['line', ({ cell }) => cell?.line],
  ['column', ({ cell }) => cell?.column],
  ['file', ({ cell }) => cell?.file_name],
  ['received_at', ({ cell }) => cell?.received_at],
  ['return_id', ({ cell }) => cell?.return_id],
]

/** A line for each cell behind each public value, and one for a value without a cell; nothing of what is withheld. */
export function contractValuesCsv(contract: ContractDetail): AsyncGenerator<string> {
  const lines = contract.values.flatMap((one): Line[] =>
    one.provenance.length === 0 ? [{ one, cell: null }] : one.provenance.map((cell) => ({ one, cell })),
  )
  return csvTable(COLUMNS, lines)
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
