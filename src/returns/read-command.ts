// What does `thirty3 read FILE` print?
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { FIELDS } from './mapping/fields.ts'
import { DEFAULT_LIMITS, readReturn } from './read-return.ts'
import type {
  AuthorityNames,
  ReadIssue,
  ReadLimits,
  ReadSettings,
  ReadVerdict,
  ReturnKind,
} from './read-types.ts'

export interface ReadCommandOptions {
  json?: boolean
  /** Also print the rows as read. */
  rows?: boolean
  kind?: ReturnKind
  /** Slug of the authority whose return it is. */
  authority?: string
  sheet?: string
}

export interface ReadCommandIo {
  write(text: string): void
  authorities: readonly AuthorityNames[]
  /** The day it is read on; without it nothing is said of contracts that have ended. */
  today?: CalendarDate
  /** Gives the bytes of a file; the file system where it is left out. */
  open?: (path: string) => AsyncIterable<Uint8Array>
  limits?: ReadLimits
}

/** Exit codes of the command. */
const READ_EXIT = { used: 0, refused: 3 } as const

interface ParsedRow {
  dataRow: number
  values: Record<string, unknown>
}

/** Everything the command prints, as one object: issues of the file, then of the rows in order. */
export interface ReadReport {
  file: ReadVerdict['file']
  returnKind: ReturnKind
  outcome: ReadVerdict['outcome']
  code?: string
  message?: string
  mapping: ReadVerdict['mapping']
  counts: ReadVerdict['counts']
  issues: ReadIssue[]
  rows?: ParsedRow[]
}

/** Reads one file and prints what was found: one JSON object with `--json`, else a report. Gives the exit code. */
export async function readCommand(
  path: string,
  options: ReadCommandOptions,
  io: ReadCommandIo,
): Promise<number> {
  const report = await readReport(path, options, io)
  io.write(options.json ? `${JSON.stringify(report)}\n` : printed(report, path))
  return report.outcome === 'rejected-with-reason' ? READ_EXIT.refused : READ_EXIT.used
}

/** The object `--json` prints. An unknown `authority` throws. */
export async function readReport(
  path: string,
  options: ReadCommandOptions,
  io: ReadCommandIo,
): Promise<ReadReport> {
  const open = io.open ?? ((name: string) => createReadStream(name))
  const reading = readReturn(() => open(path), settingsOf(path, options, io))
  const rowIssues = new Map<number, ReadIssue[]>()
  const rows: ParsedRow[] = []
  let step = await reading.next()
  for (; !step.done; step = await reading.next()) {
    for (const { dataRow, issues, state, values } of step.value) {
      if (issues.length > 0) rowIssues.set(dataRow, issues)
      if (options.rows && (state === 'good' || state === 'bad')) rows.push({ dataRow, values })
    }
  }
  const verdict = step.value
  for (const { dataRow, issues } of verdict.amendments)
    rowIssues.set(dataRow, [...(rowIssues.get(dataRow) ?? []), ...issues])
  return reportOf(verdict, rowIssues, options.rows ? rows : null)
}

function settingsOf(path: string, options: ReadCommandOptions, io: ReadCommandIo): ReadSettings {
  const authority = io.authorities.find(({ slug }) => slug === options.authority)
  if (options.authority !== undefined && !authority)
    throw new Error(`There is no authority “${options.authority}”.`)
  const settings: ReadSettings = {
    fileName: basename(path),
    limits: io.limits ?? DEFAULT_LIMITS,
    otherAuthorities: io.authorities.filter((other) => other !== authority),
  }
  if (io.today) settings.today = io.today
  if (options.kind) settings.kind = options.kind
  if (options.sheet) settings.sheet = options.sheet
  if (authority) settings.authority = authority
  return settings
}

function reportOf(
  verdict: ReadVerdict,
  rowIssues: Map<number, ReadIssue[]>,
  rows: ParsedRow[] | null,
): ReadReport {
  const { file, returnKind, outcome, mapping, counts } = verdict
  const inOrder = [...rowIssues].sort((a, b) => a[0] - b[0]).flatMap(([, issues]) => issues)
  return {
    file,
    returnKind,
    outcome,
    ...(verdict.code === undefined ? {} : { code: verdict.code, message: verdict.message ?? '' }),
    mapping,
    counts,
    issues: [...verdict.issues, ...inOrder],
    ...(rows === null
      ? {}
      : {
          rows: rows.map(({ dataRow, values }) => ({ dataRow, values: printedValues(values, returnKind) })),
        }),
  }
}

/** Values as the command prints them: money as pounds with two decimals. */
function printedValues(values: Record<string, unknown>, kind: ReturnKind): Record<string, unknown> {
  const printed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = name.replace(/_(low|high)$/, '')
    const isMoney = FIELDS[kind][field]?.type === 'money' && typeof value === 'number'
    printed[name] = isMoney ? decimalPounds(value) : value
  }
  return printed
}

const SHOWN_ISSUES = 100

function printed(report: ReadReport, path: string): string {
  const { file, counts, mapping } = report
  const lines = [
    `${basename(path)}: ${report.outcome}${report.code ? ` (${report.code})` : ''}`,
    ...(report.message ? [report.message] : []),
    `File: ${file.kind}${file.encoding ? `, ${file.encoding}` : ''}${file.delimiter ? `, separator ${JSON.stringify(file.delimiter)}` : ''}${file.sheet ? `, sheet “${file.sheet}”` : ''}${file.headingLine ? `, headings on line ${file.headingLine}` : ''}`,
    `Kind of return: ${report.returnKind}`,
    `Rows: ${counts.read} read = ${counts.good} good + ${counts.bad} bad + ${counts.ignored} left out + ${counts.blank} blank`,
    ...mapping.map(
      ({ column, heading, field, confidence, ambiguous }) =>
        `  ${String(column).padStart(3)}  ${heading} → ${field ?? 'not used'} (${Math.round(confidence * 100)} %${ambiguous ? ', to be confirmed' : ''})`,
    ),
    ...report.issues
      .slice(0, SHOWN_ISSUES)
      .map((issue) => `${issue.severity.padEnd(7)}  ${issue.code}  ${issue.message}`),
    ...(report.issues.length > SHOWN_ISSUES
      ? [`… and ${report.issues.length - SHOWN_ISSUES} more; --json shows them all.`]
      : []),
  ]
  return `${lines.join('\n')}\n`
}
