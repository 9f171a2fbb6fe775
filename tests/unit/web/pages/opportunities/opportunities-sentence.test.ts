import { expect, it } from 'vitest'
import { opportunityFilters } from '../../../../../src/opportunities/opportunity-schemas.ts'
import { foundSentence } from '../../../../../src/web/pages/opportunities/opportunities-sentence.ts'

const names = {
  authorities: new Map([
    ['camden', 'Camden'],
    ['barnet', 'Barnet'],
  ]),
  areas: new Map([['housing', 'Housing']]),
  technologies: new Map([['paywell', 'Paywell']]),
}
const said = (filters: object, total: number, end_not_stated = 0) =>
  foundSentence(opportunityFilters.parse(filters), { total, end_not_stated }, names)

it.each<[string, object, number, number?]>([
  ['No upcoming tenders.', {}, 0],
  ['1 upcoming tender.', {}, 1],
  ['1,230 upcoming tenders, and 4 contracts that state no end.', {}, 1234, 4],
  ['No upcoming tenders, and 1 contract that states no end.', {}, 1, 1],
  ['2 contracts (lapsed).', { phase: 'lapsed' }, 2],
  [
    '2 upcoming tenders (talk now or late) in Camden or Barnet.',
    { phase: ['talk now', 'late'], authority: ['camden', 'barnet'] },
    2,
  ],
  [
    '3 upcoming tenders with “payroll” for Housing of under £50k good for a small supplier to talk about by 31 March 2027.',
    {
      q: 'payroll',
      service_area: 'housing',
      value_band: 'under £50k',
      sme_fit: 'good',
      approach_to: '2027-03-31',
    },
    3,
  ],
])('says %s', (sentence, filters, total, open) => {
  expect(said(filters, total, open)).toBe(sentence)
})
