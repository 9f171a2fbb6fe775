import { expect, it } from 'vitest'
import { opportunityFilters } from '../../../../../src/opportunities/opportunity-schemas.ts'
import {
  addressOf,
  readOpportunitiesForm,
} from '../../../../../src/web/pages/opportunities/opportunities-form.ts'

const slugs = new Set(['camden'])
const read = (query: Record<string, unknown>) => readOpportunitiesForm(query, slugs)

it('reads days as people type them, a year as its first and last day', () => {
  expect(read({ approach_from: '2027', approach_to: '31/3/2027' }).filters).toMatchObject({
    approach_from: '2027-01-01',
    approach_to: '2027-03-31',
  })
})

it.each([
  [{ approach_from: 'soon' }, 'approach_from'],
  [{ approach_from: '2028', approach_to: '2027' }, 'approach_to'],
  [{ authority: 'atlantis' }, 'authority'],
  [{ phase: 'soon' }, null],
  [{ colour: 'red' }, null],
  [{ q: 'x'.repeat(201) }, 'q'],
])('refuses %o and says beside which field', (query, field) => {
  const { filters, errors } = read(query)
  expect(filters).toBeNull()
  expect(errors.map((error) => error.field)).toEqual([field])
})

it('writes an address that asks the same again', () => {
  const filters = opportunityFilters.parse({
    q: 'a b',
    authority: ['camden'],
    phase: ['talk now', 'late'],
    approach_from: '2027-01-01',
    value_band: '£50k to £100k',
    value_not_stated: 'exclude',
    limit: 50,
  })
  const address = new URL(addressOf('/opportunities', filters), 'http://x')
  const query: Record<string, string[]> = {}
  for (const key of address.searchParams.keys()) query[key] = address.searchParams.getAll(key)
  const asForm = Object.fromEntries(
    Object.entries(query).map(([key, all]) => [key, all.length === 1 ? all[0] : all]),
  )
  expect(read(asForm).filters).toEqual(filters)
})
