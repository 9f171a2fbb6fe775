import { expect, it } from 'vitest'
import { readContractsForm } from '../../../../../src/web/pages/contracts/contracts-form.ts'

const slugs = new Set(['camden', 'islington'])
const read = (query: Record<string, unknown>) => readContractsForm(query, slugs)

it('reads days as typed and shows back how they were understood', () => {
  const { filters, form, errors } = read({
    q: 'payroll',
    current_end_from: '2027',
    current_end_to: 'March 2028',
  })
  expect(errors).toEqual([])
  expect(filters).toMatchObject({
    q: 'payroll',
    current_end_from: '2027-01-01',
    current_end_to: '2028-03-31',
  })
  expect(form).toMatchObject({ current_end_from: ['1 January 2027'], current_end_to: ['31 March 2028'] })
})

it('takes an empty form for no filter, with what states no end kept in', () => {
  const { filters } = read({ q: '', current_end_from: '', current_end_to: '', end_not_stated: 'include' })
  expect(filters).toMatchObject({ end_not_stated: 'include', limit: 25, facets: 'include' })
  expect(filters?.current_end_from).toBeUndefined()
})

it('keeps what was typed when it cannot be read', () => {
  const { filters, form, errors } = read({ current_end_from: 'soon' })
  expect(filters).toBeNull()
  expect(form.current_end_from).toEqual(['soon'])
  expect(errors).toEqual([
    { field: 'current_end_from', message: 'Enter the first day as a date, like 31 March 2027' },
  ])
})

it.each([
  [{ suplier: 'x' }, 'There is no filter called suplier'],
  [{ authority: ['camden', 'paris'] }, 'There is no authority called “paris”'],
  [{ end_not_stated: 'maybe' }, 'end_not_stated cannot be “maybe”'],
  [
    { current_end_from: '2028', current_end_to: '2027' },
    'The last day must be the same as or after the first day',
  ],
  [{ q: 'a'.repeat(201) }, 'Search words must be 200 characters or fewer'],
  [{ q: ['a', 'b'] }, 'Search for one set of words'],
  [{ current_end_to: ['2027', '2028'] }, 'Enter one date, like 31 March 2027'],
  [{ limit: '1000' }, 'limit cannot be “1000”'],
  [{ value_from: 'a lot' }, 'Enter an amount in pounds, like 25,000'],
  [
    { value_from: '£5,000', value_to: '10' },
    'The highest amount must be the same as or more than the lowest',
  ],
  [{ sme: 'maybe' }, 'sme cannot be “maybe”'],
])('refuses %j with a sentence', (query, message) => {
  const { filters, errors } = read(query)
  expect(filters).toBeNull()
  expect(errors.map((error) => error.message)).toContain(message)
})
