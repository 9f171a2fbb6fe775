import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { prefilledCsv, prefilledWorkbook } from '../../../src/exports/prefilled-return.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { countChanges, listChanges } from '../../../src/returns/change-queries.ts'
import { compareReturn } from '../../../src/returns/compare-return.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import type { ReturnKind } from '../../../src/returns/read-types.ts'
import { allOf } from '../../support/all-of.ts'
import { useDatabase } from '../../support/database.ts'
import { oddSystem } from '../../support/odd-systems.ts'
import { readAndStore } from '../../support/read-and-store.ts'
import { writeCsv } from '../../support/returns-reading.ts'

const database = useDatabase()
const FOLDER = new URL('../../../fixtures/returns/', import.meta.url)

async function publish(
  slug: string,
  content: string | Uint8Array,
  kind: ReturnKind = 'contracts',
): Promise<string> {
  const { id } = await readAndStore(database.sql, slug, content, kind)
  const outcome = await publishReturn(database, id, 'tester')
  if (outcome.status !== 'published') throw new Error(outcome.status)
  return id
}

async function authorityOf(slug: string): Promise<{ id: number; name: string }> {
  const [row] = await database.sql<
    { id: number; name: string }[]
  >`select id, name from authorities where slug = ${slug}`
  if (row === undefined) throw new Error(`No authority ${slug}`)
  return row
}

/** What handing in the pre-filled files untouched would change: the contracts that are not simply confirmed. */
async function changesByPrefill(slug: string, kind: ReturnKind = 'contracts') {
  const authority = await authorityOf(slug)
  const files = [
    Buffer.from((await allOf(prefilledCsv(database.db, authority, kind))).join('')),
    Buffer.concat(await allOf(prefilledWorkbook(database.db, authority, kind))),
  ]
  const results = []
  for (const file of files) {
    const { id, reading } = await readAndStore(database.sql, slug, file, kind)
    await compareReturn(database, id)
    const counts = await countChanges(database.db, id)
    const listed = await listChanges(database.db, id, { limit: 500 })
    const different = listed.filter(({ kind }) => kind !== 'unchanged' && kind !== 'missing_before')
    results.push({ counts, different, bad: reading.verdict.counts.bad })
  }
  return results
}

const samples = readCsv(readFileSync(new URL('index.csv', FOLDER), 'utf8')).map(({ file, kind }) => ({
  file: file ?? '',
  kind: kind === 'systems' ? ('systems' as const) : ('contracts' as const),
}))

it.each(samples)(
  'changes nothing when the pre-fill after $file is handed in untouched, as CSV or as a workbook',
  async ({ file, kind }) => {
    const slug = file.replace(/\W/g, '-')
    await publish(slug, readFileSync(new URL(file, FOLDER)), kind)
    for (const { counts, different, bad } of await changesByPrefill(slug, kind)) {
      expect(different).toEqual([])
      expect(counts.unchanged).toBeGreaterThan(5)
      expect(bad).toBe(0)
    }
  },
)

it('changes nothing for lists of systems of any making, twins among them', async () => {
  const headings =
    'System,Maker,Supplier,Service area,Hosting,Users,Status,Contract end date,Satisfaction,Planned replacement,Annual value,Notes'.split(
      ',',
    )
  let nth = 0
  await fc.assert(
    fc.asyncProperty(fc.array(oddSystem, { minLength: 1, maxLength: 6 }), async (systems) => {
      nth += 1
      const slug = `systems-of-any-making-${nth}`
      await publish(slug, writeCsv([headings, ...systems.map((one) => Object.values(one))]), 'systems')
      for (const { different, counts, bad } of await changesByPrefill(slug, 'systems')) {
        expect(different).toEqual([])
        expect(counts.new + counts.missing).toBe(0)
        expect(bad).toBe(0)
      }
    }),
    { numRuns: 12 },
  )
})

it('changes nothing after two sample returns of one authority, the one on top of the other', async () => {
  await publish('two-in-a-row', readFileSync(new URL('camden-contracts-2026-q2.csv', FOLDER)))
  await publish('two-in-a-row', readFileSync(new URL('camden-contracts-2026-q3.csv', FOLDER)))
  for (const { different } of await changesByPrefill('two-in-a-row')) expect(different).toEqual([])
})

it('holds what was left out before only where the authority said that it runs or was forgotten', async () => {
  const headings = ['Contract reference', 'Title', 'Supplier']
  await publish(
    'left-out',
    writeCsv([headings, ['L1', 'Payroll', 'A Ltd'], ['L2', 'Cleaning', 'B Ltd'], ['L3', 'Bins', 'C Ltd']]),
  )
  const second = await publish('left-out', writeCsv([headings, ['L1', 'Payroll', 'A Ltd']]))
  const csv = async () =>
    (await allOf(prefilledCsv(database.db, await authorityOf('left-out'), 'contracts'))).join('')
  expect(await csv()).not.toContain('L2')
  await database.sql`insert into contract_answers (contract_id, return_id, answer, answered_by)
    select id, ${second}, 'forgotten', 'tester' from contracts where local_reference = 'L2' and title = 'Cleaning'`
  expect(await csv()).toContain('L2')
  expect(await csv()).not.toContain('L3')
  for (const { counts } of await changesByPrefill('left-out'))
    expect(counts).toMatchObject({ new: 0, changed: 0, unchanged: 2, missing: 0, missing_before: 1 })
})

const date = fc.constantFrom(
  '31/03/2027',
  '2028-06-30',
  '1 April 2029',
  'Jun-26',
  'TBC',
  'Rolling',
  '31/12/9999',
  '',
  '45000',
)
const money = fc.constantFrom(
  '£12,500.00',
  '12.5k',
  '-500',
  '(750)',
  '£5,000 - £10,000',
  'Commercially sensitive',
  '£100 p.a.',
  '£50 per month',
  '0',
  '€900',
  'TBC',
  '',
  '1',
  '0.05',
)
const term = fc.constantFrom(
  '2+1+1',
  'None',
  '2 x 12 months',
  '1 year',
  'TBC',
  'no',
  'up to 24 months',
  'by agreement',
  '3 years plus 1 plus 1',
  '',
)
const supplier = fc.constantFrom(
  'Quillmere Software Ltd',
  'Pellwick Ltd; Oakhollow plc',
  'REDACTED',
  'Tidewell CIC t/a Tidewell Care',
  'Various',
  '=Formula Ltd',
  'Smith & Sons / Jones LLP',
  "'+Plus Ltd",
  'Bramble\nServices',
)
const title = fc.constantFrom(
  'Payroll',
  '=1+1',
  "'=x",
  '-dash',
  '@home care',
  'Care; lot 1',
  'Two\nlines',
  'Ｆull width',
  '＝wide',
  "O'Neill",
)
const yesNo = fc.constantFrom('Yes', 'N', 'x', 'SME', 'unknown', 'maybe', '')
const code = fc.constantFrom(
  'ITT',
  'Invitation to quote',
  'Framework call-off',
  'Direct award (waiver)',
  'n/a',
  'Something else',
  'Open',
  '',
)
const VARIANTS = {
  supplier: [['Supplier'], ['Main contractor', 'Sub contractor'], ['Supplier 1', 'Supplier 2']],
  term: ['Contract term', 'Extension options'],
  money: ['Annual value', 'Contract value', 'Value', 'Annual value (£k)', 'Contract value including VAT'],
} as const

const drawnRow = fc.record({
  reference: fc.constantFrom('R1', 'R2', 'R3', 'R4', 'R5', ''),
  title,
  supplier,
  second: fc.oneof(supplier, fc.constant('')),
  start: fc.constantFrom('01/04/2024', '2025-04-01', 'Apr 2024', ''),
  end: date,
  latest: date,
  money,
  term,
  sme: yesNo,
  options: yesNo,
  process: code,
  route: code,
  notice: fc.constantFrom('3', '6 months', '12 weeks', '90 days', 'soon', ''),
  cpv: fc.constantFrom('48000000', '72000000-5', '4800', ''),
  company: fc.constantFrom('01234567', '123456', 'SC123456', 'none', ''),
  description: fc.constantFrom('Some words', '', 'Line one\nline two', '=HYPERLINK("x")', '  spaced  '),
})
const drawnReturn = fc.record({
  suppliers: fc.constantFrom(...VARIANTS.supplier),
  term: fc.constantFrom(...VARIANTS.term),
  money: fc.constantFrom(...VARIANTS.money),
  rows: fc.array(drawnRow, { minLength: 1, maxLength: 6 }),
})
type Drawn = typeof drawnReturn extends fc.Arbitrary<infer T> ? T : never

function asCsv({ suppliers, term: termHeading, money: moneyHeading, rows }: Drawn): string {
  const headings = [
    'Contract reference',
    'Title',
    ...suppliers,
    'Company number',
    'Start date',
    'Current end date',
    'Maximum end date',
    moneyHeading,
    termHeading,
    'SME',
    'Can be extended',
    'Process type',
    'Procurement route',
    'Notice period',
    'CPV code',
    'Description',
  ]
  const lines = rows.map((row) => [
    row.reference,
    row.title,
    row.supplier,
    ...(suppliers.length > 1 ? [row.second] : []),
    row.company,
    row.start,
    row.end,
    row.latest,
    row.money,
    row.term,
    row.sme,
    row.options,
    row.process,
    row.route,
    row.notice,
    row.cpv,
    row.description,
  ])
  return writeCsv([headings, ...lines])
}

it('changes nothing for registers of any making: two returns with headings and dirt of their own', async () => {
  let run = 0
  let compared = 0
  await fc.assert(
    fc.asyncProperty(drawnReturn, drawnReturn, async (one, two) => {
      run += 1
      const slug = `drawn-${run}`
      for (const drawn of [one, two]) {
        try {
          await publish(slug, asCsv(drawn))
        } catch (error) {
          if (!String(error).includes('no_good_rows')) throw error
        }
      }
      const known =
        await database.sql`select from authorities a join contracts c on c.authority_id = a.id where slug = ${slug}`
      if (known.length === 0) return
      for (const { different } of await changesByPrefill(slug)) expect(different).toEqual([])
      compared += 1
    }),
    { numRuns: 30 },
  )
  expect(compared).toBeGreaterThan(15)
}, 180_000)
