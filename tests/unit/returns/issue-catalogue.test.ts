import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ISSUE_CATALOGUE } from '../../../src/returns/issue-catalogue.ts'
import { DEFAULT_LIMITS } from '../../../src/returns/read-return.ts'
import {
  codesOf,
  fixtureAuthorities,
  HEADINGS,
  madeUpRow,
  readAll,
  writeCsv,
} from '../../support/returns-reading.ts'

/** Codes of what is done with a return after it was read. */
const SAID_OUTSIDE = new Set(['correction_not_applied', 'value_jump'])

const BROKEN = new URL('../../../fixtures/broken/', import.meta.url)

it('gives every code a sentence and, unless it is a note, something to do', () => {
  for (const [code, kind] of Object.entries(ISSUE_CATALOGUE)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(kind.what, code).toMatch(/\.$/)
    expect(kind.todo, code).toMatch(/^[A-Z].*\.$/)
  }
})

it('has no code that no file can bring about', { timeout: 30_000 }, async () => {
  const [, , barnet, ...otherAuthorities] = fixtureAuthorities()
  const settings = { otherAuthorities, ...(barnet ? { authority: barnet } : {}) }
  const seen = new Set<string>()
  const read = async (content: string | Uint8Array, more: object = {}) => {
    for (const code of codesOf(await readAll(content, { ...settings, ...more }))) seen.add(code)
  }
  for (const file of readdirSync(BROKEN)) await read(readFileSync(new URL(file, BROKEN)), { fileName: file })
  const headings = [
    ...HEADINGS,
    'Signed Date',
    'Maximum End Date',
    'Company Number',
    'Charity Number',
    'SME',
    'CPV code',
    'Notice period',
    'Extension option',
    'Tender process',
    'Authority',
    'Contract Notes',
  ]
  const odd = madeUpRow(1, {
    0: '',
    1: 'Lost \uFFFD letter',
    3: 'Monday 14 May 2025',
    4: '13/05/2055',
    5: '£1',
    6: 'x'.repeat(30),
  })
  const rest = [
    '15/05/2025',
    '01/06/2025',
    '12',
    'nine',
    'perhaps',
    '4800',
    'soon 3',
    'by agreement',
    'pigeon',
    'Ruritania',
    '',
  ]
  const twin = [
    ...madeUpRow(1, {
      0: '',
      1: 'Lost \uFFFD letter',
      3: 'Monday 14 May 2025',
      4: '13/05/2055',
      5: '１２',
      6: 'y'.repeat(30),
    }),
    ...rest,
  ]
  await read(writeCsv([headings, [...odd, ...rest], twin]), {
    today: '2090-01-01',
    lastHeadings: { contracts: { headings: [{ heading: 'Gone', field: 'title' }] } },
  })
  await read("Title,Supplier\n'=SUM(1),A Ltd\n")
  await read('Title,Supplier,Value\nMade-up,A Ltd,£5 p.a.\nMade-up,B Ltd,12.345\n')
  await read(writeCsv([['London Borough of Hackney'], HEADINGS, madeUpRow(1)]))
  await read(writeCsv([HEADINGS, madeUpRow(1), madeUpRow(2)]), { limits: { ...DEFAULT_LIMITS, rows: 1 } })
  await read(writeCsv([HEADINGS, madeUpRow(1)]), { limits: { ...DEFAULT_LIMITS, fileBytes: 20 } })
  await read(writeCsv([HEADINGS, madeUpRow(1)]), { limits: { ...DEFAULT_LIMITS, fieldBytes: 10 } })
  await read(`System,Maker,Users\nParkwise,Works,5\n,Works,5\n`)
  await read(
    writeCsv([
      [...HEADINGS, 'Whim'],
      [...madeUpRow(1), 'x'],
    ]),
  )
  const expected = Object.keys(ISSUE_CATALOGUE).filter((code) => !SAID_OUTSIDE.has(code))
  expect(expected.filter((code) => !seen.has(code))).toEqual([])
})
