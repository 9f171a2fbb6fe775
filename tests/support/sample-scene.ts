// What does a register look like that a page has something to show of? Made up, the same every time.
import { addMonths } from '../../src/lib/calendar-date.ts'
import { ISSUE_CATALOGUE, type IssueCode } from '../../src/returns/issue-catalogue.ts'
import type { ReturnIssue } from '../../src/returns/return-schemas.ts'
import { failReturn } from '../../src/returns/return-states-queries.ts'
import type { TestDatabase } from './database.ts'
import { makeAuthorities, makeReturn, type RowOfContract } from './register-rows.ts'

/** The day on which tests of pages take place, as an instant for the clock. */
export const SCENE_NOW = Date.parse('2026-11-21T10:00:00Z')

const THINGS = [
  'Payroll and HR system',
  'Highways maintenance',
  'Revenues and benefits processing software',
  'Grounds maintenance, parks and open spaces',
  'Temporary accommodation, nightly paid',
  'Leisure centre management',
  'Case management for adult social care',
  'School meals',
  'Lift servicing in housing blocks',
  'Recruitment platform',
]
const SUPPLIERS = [
  'Quillmere Software Ltd',
  'Bramblegate Services Limited',
  'Oakhollow Group plc',
  'Tidewell CIC',
]
const BOROUGHS = ['camden', 'islington', 'hackney', 'lewisham']

/** Returns of Camden that wait for somebody: one read with issues, one being read, one that could not be used. */
export async function makeOpenReturns(
  database: Pick<TestDatabase, 'db' | 'sql'>,
): Promise<Record<'read' | 'reading' | 'refused', string>> {
  const contracts = Array.from({ length: 30 }, (_, index) => contractOf('camden', 100 + index))
  const make = (fileName: string, issues: Partial<ReturnIssue>[] = []) =>
    makeReturn(database, {
      authority: 'camden',
      contracts,
      fileName,
      issues,
      publish: false,
      at: '2026-11-20T16:40:00Z',
    })
  const [read, reading, refused] = [
    await make('camden-q4 draft.csv', ISSUES),
    await make('camden-systems.csv'),
    await make('scan.csv'),
  ]
  await database.sql`update returns set state = 'reading', rows_so_far = 1200, heartbeat_at = now(), rows_read = null,
    contracts_new = null where id = ${reading}`
  await failReturn(
    database.db,
    refused,
    'html_file',
    'This is a web page, not a table. Sign in where the file came from, download it again, and open it once to check.',
  )
  return { read, reading, refused }
}

const cell = (
  severity: ReturnIssue['severity'],
  code: string,
  row: number,
  column: number,
  value: string,
  suggestion: string | null = null,
) => ({
  severity,
  code,
  line: row + 1,
  data_row: row,
  column,
  value,
  suggestion,
  message: `Line ${row + 1}, column ${column} (End Date): “${value}” ${ISSUE_CATALOGUE[code as IssueCode].what} ${ISSUE_CATALOGUE[code as IssueCode].todo}`,
})

const ISSUES: Partial<ReturnIssue>[] = [
  ...[3, 9, 17, 21, 22, 24, 26].map((row) =>
    cell('warning', 'date_token', row, 7, row % 2 ? 'TBC' : 'Rolling <b>contract</b>'),
  ),
  cell('error', 'date_unrecognised', 5, 7, '31/03/2027 (+1)'),
  cell('error', 'date_invalid', 8, 7, '31/02/2027', '28/02/2027'),
  cell('note', 'value_nominal', 12, 9, '£1.00'),
  {
    severity: 'warning',
    code: 'encoding_guessed',
    message:
      'The text was read as Windows-1252, because it is not UTF-8. Check accents and pound signs; “CSV UTF-8” avoids the guess.',
  },
]

/** Four boroughs with forty contracts each, some without an end, some with options, one published twice. */
export async function makeScene(database: Pick<TestDatabase, 'db' | 'sql'>, isSample = true): Promise<void> {
  await makeAuthorities(database)
  for (const [at, authority] of BOROUGHS.entries()) {
    const contracts = Array.from({ length: 40 }, (_, index) => contractOf(authority, at * 7 + index))
    await makeReturn(database, {
      authority,
      contracts,
      isSample,
      at: `2026-${String(10 - at).padStart(2, '0')}-28T09:30:00Z`,
    })
  }
  const [first, ...rest] = Array.from({ length: 40 }, (_, index) => contractOf('camden', index))
  if (first === undefined) return
  const extended = { ...first, current_end_on: addMonths(first.current_end_on ?? '2027-01-31', 12) }
  const contracts = [extended, ...rest]
  await makeReturn(database, {
    authority: 'camden',
    contracts,
    isSample,
    at: '2026-11-03T14:05:00Z',
    fileName: 'camden-q3.csv',
  })
}

function contractOf(authority: string, seed: number): RowOfContract {
  const start = addMonths('2022-04-01', (seed * 5) % 48)
  const end = addMonths('2026-01-31', (seed * 7) % 53)
  const thing = THINGS[seed % THINGS.length] ?? ''
  const row: RowOfContract = {
    title: seed % 9 === 4 ? thing.toUpperCase() : `${thing}${seed % 3 === 0 ? ' (phase 2)' : ''}`,
    supplier_name_raw:
      seed % 11 === 5 ? SUPPLIERS.slice(0, 2).join('; ') : (SUPPLIERS[seed % SUPPLIERS.length] ?? ''),
    local_reference: `${authority.slice(0, 3).toUpperCase()}-${1000 + seed}`,
    start_on: start,
  }
  if (seed % 5 !== 3) row.current_end_on = end
  if (seed % 4 === 0)
    Object.assign(row, {
      max_end_on: addMonths(end, 24),
      options: [{ months: 12 }, { months: 12 }],
      term_text: '4+1+1',
    })
  if (seed % 6 !== 5)
    Object.assign(
      row,
      seed % 2
        ? { value_annual: 4_120_000 + seed * 1_000 }
        : { value_whole_term_net: 41_250_000 * (seed + 1) },
    )
  if (seed % 3 === 1) row.department = 'Adults, Health and Communities'
  if (seed % 3 === 0)
    row.description = `${thing} for residents of the borough, let after a tender in which four firms took part.`
  return row
}
