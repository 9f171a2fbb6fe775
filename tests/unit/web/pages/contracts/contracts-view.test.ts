import { expect, it } from 'vitest'
import { contractFilters } from '../../../../../src/contracts/contract-schemas.ts'
import { shownSentence } from '../../../../../src/web/pages/contracts/contracts-view.ts'

const authorities = [
  { slug: 'camden', name: 'Camden' },
  { slug: 'islington', name: 'Islington' },
]

function sentence(asked: Record<string, unknown>, total: number, endNotStated = 0, isCapped = false): string {
  const page = {
    total,
    total_is_capped: isCapped,
    end_not_stated: endNotStated,
    contracts: [],
    next_cursor: null,
  }
  return shownSentence({ filters: contractFilters.parse(asked), page, endNotStated }, authorities)
}

it('says in one sentence what is shown', () => {
  const asked = { q: 'payroll', authority: ['camden', 'islington'], current_end_to: '2027-03-31' }
  expect(sentence(asked, 142, 31)).toBe(
    '142 contracts with “payroll” in Camden or Islington ending by 31 March 2027; 31 of them state no end.',
  )
})

it('agrees with the number', () => {
  expect(sentence({}, 1, 1)).toBe('1 contract; 1 of them states no end.')
  expect(sentence({}, 0)).toBe('No contracts.')
  expect(sentence({}, 10_000, 0, true)).toBe('More than 10,000 contracts.')
})

it('counts what is left out as well', () => {
  const asked = { current_end_from: '2027-01-01', current_end_to: '2027-12-31', end_not_stated: 'exclude' }
  expect(sentence(asked, 5, 3)).toBe(
    '5 contracts ending from 1 January 2027 to 31 December 2027; 3 state no end and are left out.',
  )
  expect(sentence({ current_end_from: '2027-01-01', end_not_stated: 'exclude' }, 5, 1)).toBe(
    '5 contracts ending on or after 1 January 2027; 1 states no end and is left out.',
  )
})
