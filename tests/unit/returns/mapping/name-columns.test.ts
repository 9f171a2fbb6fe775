import { describe, expect, it } from 'vitest'
import { nameColumns } from '../../../../src/returns/mapping/name-columns.ts'
import type { ColumnMapping } from '../../../../src/returns/read-types.ts'
import { codesOf, readAll } from '../../../support/returns-reading.ts'

const headings = (...names: string[]): ColumnMapping[] =>
  names.map((heading, at) => ({ column: at + 1, heading, field: null }) as unknown as ColumnMapping)

it('takes columns of people and organisations for name-keyed, and columns of identifiers for none', () => {
  const named = headings('Name', 'Contact Officer', 'Contract Manager', 'Service owner', 'Payee')
  const others = headings(
    'Supplier number',
    'Contact ref',
    'Vendor ID',
    'Contract name',
    'Notes',
    'Provider type',
  )
  expect(nameColumns([...named, ...others]).map(({ heading }) => heading)).toEqual(
    named.map(({ heading }) => heading),
  )
})

describe('a marker in a row', () => {
  const head = 'Contract Ref,Title,Supplier Name,Contact Officer,Supplier number,End Date\n'
  const readRow = async (row: string) => {
    const reading = await readAll(`${head}${row}\nR2,Other,Brindle Ltd,Someone,12,31/03/2028\n`)
    return { values: reading.rows[0]?.values, codes: codesOf(reading) }
  }

  it('in any column of names withholds the row', async () => {
    const { values, codes } = await readRow('R1,Guest house,Quilla Marsh,REDACTED,77,31/03/2027')
    expect(values).toMatchObject({ redacted: true, supplier_name_raw: 'Quilla Marsh' })
    expect(codes).toContain('redaction_marker')
  })

  it('in a column of identifiers alone does not', async () => {
    const { values } = await readRow('R1,Guest house,Quilla Marsh,Someone,REDACTED,31/03/2027')
    expect(values).not.toHaveProperty('redacted')
  })
})
