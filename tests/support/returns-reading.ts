// How does a test read a return from text or bytes?
import { readFileSync } from 'node:fs'
import { readCsv } from '../../src/lib/csv.ts'
import type { AuthorityNames, ReadRow, ReadSettings, ReadVerdict } from '../../src/returns/read-return.ts'
import { readReturn } from '../../src/returns/read-return.ts'

export interface WholeReading {
  rows: ReadRow[]
  verdict: ReadVerdict
}

/** Reads text or bytes to the end; `sizes` are the lengths of the chunks, in turn, in which the bytes come. */
export async function readAll(
  content: string | Uint8Array,
  settings: ReadSettings = {},
  sizes: readonly number[] = [],
): Promise<WholeReading> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const reading = readReturn(() => inChunks(bytes, sizes), settings)
  const rows: ReadRow[] = []
  for (;;) {
    const step = await reading.next()
    if (step.done) return { rows, verdict: step.value }
    rows.push(...step.value)
  }
}

async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let nth = 0; at < bytes.length; nth += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[nth % sizes.length] ?? 1)
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** The final state of every row, amendments included. */
export function finalStates({ rows, verdict }: WholeReading): string[] {
  const amended = new Map<number, string>()
  for (const { dataRow, state } of verdict.amendments) if (state !== undefined) amended.set(dataRow, state)
  return rows.map((row) => amended.get(row.dataRow) ?? row.state)
}

/** Every code said of the file and its rows. */
export function codesOf({ rows, verdict }: WholeReading): Set<string> {
  const issues = [
    ...verdict.issues,
    ...rows.flatMap((row) => row.issues),
    ...verdict.amendments.flatMap((a) => a.issues),
  ]
  return new Set(issues.map((issue) => issue.code))
}

/** A CSV in any dialect; every cell that needs quotes has them. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  separator = ',',
  lineEnd = '\r\n',
  quoteAll = false,
): string {
  const needsQuotes = (cell: string): boolean =>
    quoteAll || cell.includes(separator) || /["\r\n]/.test(cell) || cell.startsWith('"')
  const written = (cell: string): string => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(written).join(separator) + lineEnd).join('')
}

/** The authorities of the fixtures with all their spellings. */
export function fixtureAuthorities(): AuthorityNames[] {
  const text = readFileSync(new URL('../../fixtures/authorities.csv', import.meta.url), 'utf8')
  return readCsv(text).map((row) => ({
    slug: row.slug ?? '',
    names: [row.name ?? '', row.official_name ?? '', ...(row.aliases ?? '').split(';')].filter(
      (name) => name !== '',
    ),
  }))
}

export const HEADINGS = [
  'Contract Reference',
  'Contract Title',
  'Supplier Name',
  'Start Date',
  'End Date',
  'Annual Value',
  'Department',
  'Description',
]

/** A row that has nothing wrong with it, as far as the given cells allow. */
export function madeUpRow(nth: number, cells: Partial<Record<number, string>> = {}): string[] {
  const row = [
    `MU-${nth}`,
    `Made-up contract ${nth}`,
    `Supplier ${nth} Ltd`,
    '14/05/2025',
    '13/05/2028',
    '12500',
    'Parks',
    'Nothing real',
  ]
  for (const [at, cell] of Object.entries(cells)) row[Number(at)] = cell ?? ''
  return row
}
