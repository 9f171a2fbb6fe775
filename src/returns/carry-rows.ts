// Which rows does an earlier return state in the same bytes, and what of them need not be read again?
import { createHash } from 'node:crypto'
import { hasEnded, lastDay } from './checks/row-checks.ts'
import type { RowReader, RowReaderSettings, RowReading } from './checks/row-reader.ts'
import type { WholeFileTally } from './checks/whole-file.ts'
import type { OpenedReturn } from './open-table.ts'
import type { ReadLimits, ReadRow, ReadSettings } from './read-types.ts'
import type { RawRow } from './reading/table.ts'
import { type KnownRows, knownRows, packedDay } from './row-prints.ts'

/** Who asks for rows to be carried on, and knows those of an earlier return. */
export interface Carrying {
  /** Files with fewer filled rows are read whole, and leave no prints. */
  from: number
  /** By which rules this program reads; two programs of which it differs do not know each other's rows. */
  rules(): string
  /** The prints of rows of the authority that were read on this basis and are public. */
  ask(basis: string): Promise<Uint8Array | null>
}

/**
 * Everything besides its own bytes that decides what a row says. Where it is the same, equal bytes read the same, but for
 * the day, which each row's print answers for.
 */
export function readingBasis(
  opened: OpenedReturn,
  row: RowReaderSettings,
  limits: ReadLimits,
  settings: ReadSettings,
  rules: string,
): string {
  const mapping = opened.mapping.map(({ column, heading, field, role, multiplier }) => ({
    column,
    heading,
    field,
    role,
    multiplier,
  }))
  const { encoding, delimiter } = opened.table.facts
  const { kind, usualCells, headedCells, hasReferenceColumn } = row
  const { authority, otherAuthorities } = settings
  const isDated = settings.today !== undefined
  const table = { encoding, delimiter, usualCells, headedCells, hasReferenceColumn, kind, mapping, isDated }
  const stated = JSON.stringify({ rules, limits, authority, otherAuthorities, table })
  return createHash('sha256').update(stated).digest('hex')
}

export interface Carrier {
  /** What the row would be read as; null where it must be. */
  again(raw: RawRow, dataRow: number): RowReading | null
  /** The row, given what a later return needs to know it again, where it was read by itself and is good. */
  printed(row: ReadRow, raw: RawRow, reading: RowReading): ReadRow
}

/** From here on `table` tells records by their bytes; `known` null where nothing is known on the same basis. */
export function openCarrier(
  { table }: OpenedReturn,
  reader: RowReader,
  tally: WholeFileTally,
  { readers, today }: RowReaderSettings,
  known: Uint8Array | null,
): Carrier {
  const rows = known === null ? null : knownRows(known, readers.length)
  const day = packedDay(today)
  table.records?.tellBy((print) => {
    const at = rows?.find(print)
    return at !== undefined && rows?.isSameOn(at, day) ? at : undefined
  })
  return {
    again: (raw, dataRow) =>
      rows === null || raw.known === undefined ? null : carried(raw, dataRow, { rows, reader, tally }),
    printed: (row, raw, { cells, identity }) => {
      if (row.carried || row.state !== 'good' || identity === null || !raw.print) return row
      const marks = tally.marksOf(raw, cells)
      if (marks === null) return row
      const last = lastDay(row.values)
      row.print = {
        print: raw.print,
        lastDay: packedDay(last),
        hasEnded: hasEnded(last, today),
        identity,
        marks,
      }
      return row
    },
  }
}

interface CarryingRows {
  rows: KnownRows
  reader: RowReader
  tally: WholeFileTally
}

function carried(raw: RawRow, dataRow: number, { rows, reader, tally }: CarryingRows): RowReading | null {
  const { source, identity, marks } = rows.read(raw.known ?? 0)
  if (!tally.seeAgain(marks)) return null
  const { line, lastLine } = raw
  const row: ReadRow = {
    dataRow,
    line,
    lastLine,
    cells: [],
    state: 'good',
    values: {},
    issues: [],
    carried: source,
  }
  return { row, identity, cells: [], whole: () => reader.read(raw, dataRow).row }
}
