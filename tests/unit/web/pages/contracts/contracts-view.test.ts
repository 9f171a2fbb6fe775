import { expect, it } from 'vitest'
import { contractFilters } from '../../../../../src/contracts/contract-filter-schemas.ts'
import { shownSentence } from '../../../../../src/web/pages/contracts/contracts-sentence.ts'

const authorities = [
  { slug: 'camden', name: 'Camden' },
  { slug: 'islington', name: 'Islington' },
]

const NONE = {
  current_end: 0,
  max_end: 0,
  value: 0,
  service_area: 0,
  route: 0,
  process_type: 0,
  sme: 0,
  vcse: 0,
}

function sentence(asked: Record<string, unknown>, total: number, notStated = {}, isCapped = false): string {
  const page = {
    total,
    total_is_capped: isCapped,
    not_stated: { ...NONE, ...notStated },
    correction: null,
  }
  return shownSentence(contractFilters.parse(asked), page, {
    authorities,
    suppliers: [],
    technologies: [{ slug: 'liquidlogic', name: 'Liquidlogic' }],
  })
}

it('says in one sentence what is shown', () => {
  const asked = { q: 'payroll', authority: ['camden', 'islington'], current_end_to: '2027-03-31' }
  expect(sentence(asked, 142, { current_end: 31 })).toBe(
    '142 contracts with “payroll” in Camden or Islington ending by 31 March 2027; 31 of them state no end.',
  )
})

it('agrees with the number', () => {
  expect(sentence({}, 1, { current_end: 1 })).toBe('1 contract; 1 of them states no end.')
  expect(sentence({}, 0)).toBe('No contracts.')
  expect(sentence({}, 10_000, {}, true)).toBe('More than 10,000 contracts.')
})

it('counts what is left out as well', () => {
  const asked = { current_end_from: '2027-01-01', current_end_to: '2027-12-31', end_not_stated: 'exclude' }
  expect(sentence(asked, 5, { current_end: 3 })).toBe(
    '5 contracts ending from 1 January 2027 to 31 December 2027; 3 state no end and are left out.',
  )
  expect(sentence({ current_end_from: '2027-01-01', end_not_stated: 'exclude' }, 5, { current_end: 1 })).toBe(
    '5 contracts ending on or after 1 January 2027; 1 states no end and is left out.',
  )
})

it('says every filter, and what each of them leaves open', () => {
  const asked = {
    status: ['running', 'ended'],
    service_area: ['Waste'],
    route: ['direct_award'],
    value_from: '25000',
    value_basis: ['value_annual'],
    sme: ['yes'],
    age: ['under_6_months'],
    route_not_stated: 'exclude',
  }
  expect(sentence(asked, 7, { service_area: 2, value: 1, route: 4, vcse: 5 })).toBe(
    '7 contracts that are running or have ended for “Waste” bought by direct award worth £25,000 or more (a year) ' +
      'held by an SME last confirmed in the last 6 months; 1 of them states no value; 2 of them state no service area; ' +
      '4 state no route and are left out.',
  )
})
