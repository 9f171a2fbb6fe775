// What do the rows before a row make of it?
import { type CellIssue, rowIssue } from '../issues.ts'
import type { ReadCounts, ReadIssue, ReadRow, ReturnKind, RowAmendment } from '../read-types.ts'
import type { ColumnReader } from '../values/column-reader.ts'
import { findingIssue } from './repeat-issues.ts'
import { type RepeatFinding, repeatFinder } from './repeats.ts'
import { ended, type RowReading, systemIdentity } from './row-reader.ts'

/** What a later row may change of what was counted. */
interface Compared {
  counts: ReadCounts
  amendments: RowAmendment[]
}

/** Compares each row with those before it: gives it with what it repeats or contradicts, and notes what an earlier one must be told. */
export function comparison(
  kind: ReturnKind,
  readers: readonly ColumnReader[],
  progress: Compared,
): (reading: RowReading) => ReadRow {
  const repeats = repeatFinder()
  return ({ row, identity, cells, whole }) => {
    if (identity === null) return row
    const known = kind === 'systems' ? systemIdentity(readers, cells) : identity
    const findings = repeats.see(known, row.dataRow, row.line, row.state === 'good')
    return findings.length === 0 ? row : withFindings(whole?.() ?? row, findings, kind, progress)
  }
}

function withFindings(
  row: ReadRow,
  findings: readonly RepeatFinding[],
  kind: ReturnKind,
  progress: Compared,
): ReadRow {
  let told = row
  for (const finding of findings) {
    if (finding.kind === 'repeat')
      return ended(row, 'ignored', {
        code: 'exact_duplicate_ignored',
        detail: `The row repeats line ${finding.line} and was left out.`,
      }).row
    const { code, detail } = findingIssue(finding, kind)
    told = {
      ...told,
      issues: [...told.issues, placed({ code, detail: detail(finding.line) }, row.line, row.dataRow)],
    }
    if (finding.kind === 'conflict') told.state = 'bad'
    if (finding.isNew) amend(finding, { code, detail: detail(row.line) }, progress)
  }
  return told
}

function amend(finding: RepeatFinding, issue: CellIssue, { counts, amendments }: Compared): void {
  const amendment: RowAmendment = {
    dataRow: finding.dataRow,
    issues: [placed(issue, finding.line, finding.dataRow)],
  }
  if (finding.kind === 'conflict') {
    amendment.state = 'bad'
    counts.good -= 1
    counts.bad += 1
  }
  amendments.push(amendment)
}

function placed(issue: CellIssue, line: number, dataRow: number): ReadIssue {
  return rowIssue(issue, { line, dataRow, column: null, heading: null, field: null, value: null })
}
