import { expect, it } from 'vitest'
import type { ContractDetail, ContractValue } from '../../../../../src/contracts/contract-schemas.ts'
import { fieldLabel, optionMonths, valueRows } from '../../../../../src/web/pages/contract/contract-values.ts'

const cell = (column: number, heading: string, raw: string) => ({
  return_id: '00000000-0000-0000-0000-000000000000',
  file_name: 'q3.csv',
  received_at: '2026-11-03T14:05:00Z',
  line: 1214,
  column,
  heading,
  raw,
})

const rowsOf = (values: ContractValue[]) => valueRows({ values } as ContractDetail)

it('stands each value beside the cell it was read from', () => {
  const values = [
    { field: 'current_end_on', value: '2027-03-31', provenance: [cell(28, 'End Date', '31/3/27')] },
  ]
  expect(rowsOf(values)).toEqual([
    {
      label: 'Current end date',
      value: '31 March 2027',
      cells: [{ raw: '31/3/27', where: 'Row 1,214, column AB', heading: 'End Date' }],
      file: 'q3.csv, received 3 November 2026',
    },
  ])
})

it('says when only the month was stated, in the row of the date', () => {
  const values = [
    { field: 'current_end_on', value: '2027-03-31', provenance: [] },
    { field: 'current_end_on_precision', value: 'month', provenance: [] },
  ]
  expect(rowsOf(values).map(({ value }) => value)).toEqual(['31 March 2027 (only the month is stated)'])
})

it('shows a word that stood where a value should', () => {
  const values = [{ field: 'current_end_on', value: null, word: 'TBC', provenance: [] }]
  expect(rowsOf(values)).toMatchObject([
    { label: 'Current end date', value: 'Not stated: the cell says “TBC”' },
  ])
})

it('writes money, answers and options as people say them', () => {
  const values = [
    { field: 'value_annual', value: '41200.00', provenance: [] },
    { field: 'is_sme', value: false, provenance: [] },
    { field: 'options', value: [{ months: 12 }, { months: 6, exercised: true }], provenance: [] },
  ]
  const shown = Object.fromEntries(rowsOf(values).map(({ label, value }) => [label, value]))
  expect(shown).toEqual({
    'Annual value': '£41,200',
    'Small or medium-sized enterprise': 'No',
    Options: '12 months',
  })
})

it('labels the ends of a range and fields it has no words for', () => {
  expect(fieldLabel('value_annual_low')).toBe('Annual value, lowest')
  expect(fieldLabel('something_new')).toBe('Something new')
})

it('takes what is no list of options for none', () => {
  expect([null, 'x', [{ months: '12' }], [null]].map(optionMonths)).toEqual([[], [], [], []])
})
