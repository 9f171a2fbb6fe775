// In which shape do text files and workbooks give their rows?
import type { ReadFileFacts, ReadIssue } from '../read-types.ts'

/** What a cell was beyond its text. Text files have none of these. */
export type CellMark = 'date' | 'number' | 'formula' | 'formula-no-result' | 'error'

/** One row as it stands in the file. */
export interface RawRow {
  /** First and last physical line of the text, or row of the sheet; 1-based. */
  line: number
  lastLine: number
  cells: string[]
  /** By position of the cell; workbooks only. */
  marks?: Map<number, CellMark>
  /** Damage that makes the row unfit whatever its cells say. */
  damage?: 'mixed_encoding' | 'malformed_quote'
  /** What tells the bytes of the row from all others; only where records were asked for, and not of the first rows. */
  print?: string
  /** The number under which whoever asked knows the row; its cells are read when they are looked at. */
  known?: number
}

/** The number under which a record with this print is known; undefined where it is not. */
export type FindRecord = (print: string) => number | undefined

/** The rows of a table as records that can be told by their bytes. */
export interface TableRecords {
  /** How many hold something. */
  filled: number
  /** From here on rows have prints, and those that `find` knows are not parsed. Ask after the first rows, before the others. */
  tellBy(find: FindRecord): void
}

/** A file opened as a table: what its first rows are, and how to get them all. */
export interface Table {
  facts: ReadFileFacts
  /** The first rows of the file, blank ones included: at least 20 filled ones where there are so many. */
  head: RawRow[]
  /** Notes on the file as a whole. */
  issues: ReadIssue[]
  /** How many filled rows have so many cells; null where rows have no length of their own (workbooks). */
  cellCounts: Map<number, number> | null
  /** Null where rows have no bytes of their own: in workbooks, and in text that is damaged. */
  records: TableRecords | null
  /** All rows from the first, in batches; rows after the last filled one may be left out. Throws `Refusal`. */
  rows(): AsyncIterable<RawRow[]>
  /** What could be told only after the last row. */
  lateIssues(): ReadIssue[]
  /** Lets go of the file; also after a refusal. */
  close(): Promise<void>
}

/** Whether no cell of the row holds anything but white space. */
export function isBlankRow(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell.length > 0 && cell.trim() !== '') return false
  return true
}
