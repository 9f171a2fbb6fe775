import { describe, expect, it } from 'vitest'
import { type ReadReport, readCommand } from '../../../src/returns/read-command.ts'
import { fixtureAuthorities } from '../../support/returns-reading.ts'

const BROKEN = new URL('../../../fixtures/broken/', import.meta.url).pathname

async function run(file: string, options: Parameters<typeof readCommand>[1]) {
  let text = ''
  const exit = await readCommand(`${BROKEN}${file}`, options, {
    authorities: fixtureAuthorities(),
    write: (part) => {
      text += part
    },
  })
  return { exit, text }
}

const json = async (file: string, options = {}): Promise<{ exit: number; report: ReadReport }> => {
  const { exit, text } = await run(file, { json: true, ...options })
  return { exit, report: JSON.parse(text) }
}

describe('thirty3 read', () => {
  it('prints one JSON object and leaves with 0 for a file that is used', async () => {
    const { exit, report } = await json('title-rows.csv', { authority: 'barnet' })
    expect(exit).toBe(0)
    expect(report.file).toEqual({
      kind: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      headingLine: 4,
      sheet: null,
    })
    expect(report.outcome).toBe('accepted')
    expect(report.counts).toEqual({ read: 4, good: 4, bad: 0, ignored: 0, blank: 0 })
    expect(report.mapping[5]).toMatchObject({
      column: 6,
      heading: 'Annual Value',
      field: 'value_annual',
      ambiguous: false,
    })
    expect(report.rows).toBeUndefined()
  })

  it('leaves with 3 and names the code when the file is refused', async () => {
    const { exit, report } = await json('no-supplier-column.csv')
    expect(exit).toBe(3)
    expect(report).toMatchObject({ outcome: 'rejected-with-reason', code: 'missing_required_heading' })
    expect(report.issues[0]).toMatchObject({ severity: 'error', code: 'missing_required_heading', line: 1 })
  })

  it('prints rows as read: dates, pounds, ranges, words, month precision', async () => {
    const dates = (await json('dates.csv', { rows: true })).report.rows ?? []
    expect(dates[0]?.values).toMatchObject({
      start_on: '2025-05-14',
      current_end_on: null,
      words: { current_end_on: 'TBC' },
      value_annual: '1000.00',
    })
    expect(dates[5]?.values).toMatchObject({ start_on: '2025-05-01', start_on_precision: 'month' })
    const values = (await json('values.csv', { rows: true })).report.rows ?? []
    expect(values.map(({ values: { value_annual } }) => value_annual).slice(0, 6)).toEqual([
      '1234.50',
      '12000.00',
      '1500000.00',
      '0.00',
      null,
      '-500.00',
    ])
    expect(values[6]?.values).toMatchObject({
      value_annual: null,
      value_annual_low: '50000.00',
      value_annual_high: '100000.00',
    })
    expect(values[7]?.values).toMatchObject({ value_annual: null, words: { value_annual: '€900' } })
  })

  it('prints the suppliers of a cell beside what was typed', async () => {
    const { report } = await json('supplier-cells.csv', { rows: true })
    expect(report.rows?.[0]?.values).toMatchObject({
      supplier_name_raw: 'Hollowmere Systems Ltd; Oakrill Networks Ltd',
      suppliers: [{ name: 'Hollowmere Systems Ltd' }, { name: 'Oakrill Networks Ltd' }],
    })
  })

  it('reads a systems return', async () => {
    const { report } = await json('systems.csv', { rows: true })
    expect(report.returnKind).toBe('systems')
    expect(report.rows?.[0]?.values).toMatchObject({
      technology: 'Parkwise',
      maker: 'Made-up Works',
      users: 1200,
      satisfaction: 4,
      hosting: 'cloud',
      planned_replacement_on: '2028-03-31',
    })
  })

  it('lists issues in the order of the rows, amendments in their place', async () => {
    const { report } = await json('conflict.csv')
    expect(report.issues.filter(({ code }) => code === 'duplicate_conflict').map(({ line }) => line)).toEqual(
      [3, 6],
    )
  })

  it('prints a report for people without --json', async () => {
    const { text } = await run('totals-and-notes.csv', {})
    expect(text).toContain('8 read = 4 good + 0 bad + 3 left out + 1 blank')
    expect(text).toContain('Contract Title → title')
  })

  it('refuses an authority it does not know', async () => {
    await expect(run('utf-8.csv', { authority: 'atlantis' })).rejects.toThrow('atlantis')
  })
})
