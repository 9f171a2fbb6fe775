// In which shapes does the reading of a return hand over what it found?
import type { RowIdentity } from './checks/repeats.ts'

/** What a return lists: one contract a row, or one system (a technology in use) a row. */
export type ReturnKind = 'contracts' | 'systems'

/** Where the reading stops and refuses. Sizes in bytes, field lengths in characters. */
export interface ReadLimits {
  fileBytes: number
  rows: number
  columns: number
  fieldBytes: number
  titleCharacters: number
  supplierCharacters: number
  descriptionCharacters: number
  workbookEntries: number
  workbookUnpackedBytes: number
  /** Unpacked bytes for one packed byte. */
  workbookRatio: number
}

/** One authority as a row may name it: its slug and every spelling known. */
export interface AuthorityNames {
  slug: string
  names: string[]
}

/** A saved mapping of one authority: heading as typed → field, or null for "leave this column out". */
export interface MappingProfile {
  headings: { heading: string; field: string | null }[]
}

/** What is known of headings beforehand, for each kind of return. */
export type ProfilesByKind = Partial<Record<ReturnKind, MappingProfile>>

/** What an officer says a cell should have held. `column` 1-based; `from` is the cell as typed, `''` where there is none. */
export interface CellCorrection {
  dataRow: number
  column: number
  from: string
  to: string
}

export interface ReadSettings {
  /** Stated by the officer; recognised from the headings when left out. */
  kind?: ReturnKind
  /** Whose return this is; without it no row can belong to another authority. */
  authority?: AuthorityNames
  otherAuthorities?: AuthorityNames[]
  /** What the officers of the authority said that its headings mean. */
  profiles?: ProfilesByKind
  /** Headings of the authority's last publication: what has vanished or is new since is pointed out. */
  lastHeadings?: ProfilesByKind
  /** Read instead of what was typed; the cells of a row stay as typed. */
  corrections?: readonly CellCorrection[]
  limits?: ReadLimits
  /** The sheet of a workbook to read, where the officer chose one. */
  sheet?: string
  /** The day it is read on (London); without it nothing is said about contracts that have ended. */
  today?: string
  /** The name the file was sent under; the content must agree with its ending. */
  fileName?: string
}

export type Severity = 'error' | 'warning' | 'note'

/** One thing to tell the officer about a file, a row or a cell. */
export interface ReadIssue {
  severity: Severity
  code: string
  /** Physical line of the text, or row of the sheet, where the row begins; 1-based. */
  line: number | null
  /** 1 = the first row under the headings. */
  dataRow: number | null
  /** 1-based. */
  column: number | null
  field: string | null
  /** The text found, at most 200 characters of it. */
  value: string | null
  message: string
  suggestion?: string
}

export type RowState = 'good' | 'bad' | 'ignored' | 'blank'

export interface ReadRow {
  /** 1 = first under the headings; physical position, blank and ignored rows counted. */
  dataRow: number
  line: number
  lastLine: number
  /** As typed, one a column; surplus cells of a too long row stand behind. */
  cells: string[]
  state: RowState
  /** Our field names; dates `YYYY-MM-DD`, money in whole pence, suppliers `[{name, role?}]`, words `{field: 'TBC'}`. */
  values: Record<string, unknown>
  issues: ReadIssue[]
  /** What a later return needs to know the row again; only where prints were asked for, and of good rows. */
  print?: Omit<RowPrint, 'source'>
  /** The row says what that one says: cells, values and issues are left out here. */
  carried?: CarriedRow
}

/** A row of an earlier return, stored there. */
export interface CarriedRow {
  returnId: string
  dataRow: number
}

/** A good row that said nothing of other rows, as a later reading needs it in its place. */
export interface RowPrint {
  /** Of its bytes; see `recordReader`. */
  print: string
  /** Where it is stored. */
  source: CarriedRow
  /** The day after which it counts as ended, as the number YYYYMMDD, nought where there is none; and whether it did when it was read. */
  lastDay: number
  hasEnded: boolean
  identity: RowIdentity
  /** A byte a column that is read; see `WholeFileTally.marksOf`. */
  marks: ArrayLike<number>
}

export type MappingBasis = 'profile' | 'synonym' | 'tokens' | 'values' | 'none'

export interface ColumnMapping {
  /** 1-based. */
  column: number
  heading: string
  field: string | null
  /** 0 to 1. */
  confidence: number
  ambiguous: boolean
  basis: MappingBasis
  /** Role of a supplier column ("sub-contractor"), where the heading states one. */
  role?: string
  /** Pence the number in a cell counts for: 100 for pounds, 100,000 for "£k". Money columns only. */
  multiplier?: number
  /** Fields the officer may choose between, when ambiguous. */
  choices?: string[]
  /** Up to five cells as typed, to stand beside the question. */
  samples: string[]
}

export interface ReadFileFacts {
  kind: 'csv' | 'xlsx' | 'unknown'
  encoding: string | null
  delimiter: string | null
  /** Physical line (or sheet row) of the headings. */
  headingLine: number | null
  sheet: string | null
}

export interface ReadCounts {
  read: number
  good: number
  bad: number
  ignored: number
  blank: number
}

/** What only the whole file could tell about a row already given. */
export interface RowAmendment {
  dataRow: number
  /** The new state, where it changed. */
  state?: 'good' | 'bad' | 'ignored'
  issues: ReadIssue[]
}

export type ReadOutcome = 'accepted' | 'accepted-with-row-errors' | 'rejected-with-reason'

export interface ReadVerdict {
  outcome: ReadOutcome
  /** Of a refusal. */
  code?: string
  message?: string
  file: ReadFileFacts
  returnKind: ReturnKind
  mapping: ColumnMapping[]
  counts: ReadCounts
  /** Of the file as a whole. */
  issues: ReadIssue[]
  amendments: RowAmendment[]
  /** On which basis rows were told by their bytes, where they were; see `readingBasis`. */
  basis?: string
}

/** Gives the bytes of the return from the start, each time it is called. */
export type OpenBytes = () => AsyncIterable<Uint8Array>
