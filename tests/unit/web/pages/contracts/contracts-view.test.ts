import { expect, it } from 'vitest'
import { contractFilters } from '../../../../../src/contracts/contract-filter-schemas.ts'
import type { ContractPage, ContractSummary } from '../../../../../src/contracts/contract-schemas.ts'
import { contractsView } from '../../../../../src/web/pages/contracts/contracts-view.ts'

const contract: ContractSummary = {
  id: '00000000-0000-4000-8000-000000000001',
  authority: { slug: 'camden', name: 'Camden' },
  local_reference: null,
  title: 'Lift works',
  supplier_name_raw: 'Maker Ltd',
  start_on: null,
  current_end_on: '2027-03-31',
  max_end_on: null,
  day_precision: {},
  value: null,
  confirmed_at: '2026-09-01T10:00:00.000Z',
  is_sample: false,
}

function notesOf(q: string | undefined, order: ContractPage['order'], isCapped: boolean): string[] {
  const filters = contractFilters.parse({ q })
  const not_stated = {
    current_end: 0,
    max_end: 0,
    value: 0,
    service_area: 0,
    route: 0,
    process_type: 0,
    sme: 0,
    vcse: 0,
  }
  const page: ContractPage = {
    total: 20_000,
    total_is_capped: isCapped,
    not_stated,
    as_at: null,
    order,
    correction: null,
    contracts: [contract, contract],
    next_cursor: null,
  }
  const form = q === undefined ? {} : { q: [q] }
  const found = { filters, page }
  const facts = { form, errors: [], authorities: [], suppliers: [], technologies: [], found }
  return contractsView({ ...facts, today: '2026-11-21' }).notes
}

const BY_END = 'Soonest to end first, then those that state no end, then those that have ended.'

it.each([
  ['what is listed by match', 'lift', 'match', ['Best match first.']],
  ['a list without words', undefined, 'end', [BY_END]],
  [
    'words that too many match',
    'lift',
    'end',
    [BY_END, 'More than 10,000 match: too many to put the best first.'],
  ],
] as const)('says the order of %s, and why', (_, q, order, notes) => {
  expect(notesOf(q, order, false)).toEqual(notes)
})

it('says of what the figures are where not all are counted', () => {
  expect(notesOf(undefined, 'end', true)).toEqual([
    BY_END,
    'The figures beside the filters are of the first 10,000 contracts counted.',
  ])
})
