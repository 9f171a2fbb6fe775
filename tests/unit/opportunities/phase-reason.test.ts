import { expect, it } from 'vitest'
import { phaseReason } from '../../../src/opportunities/phase-reason.ts'
import type { Phase } from '../../../src/opportunities/phases.ts'

const scenario = {
  end: '2028-03-31',
  approachFrom: '2027-03-31',
  approachBy: '2027-06-30',
  tenderLatest: '2027-09-13',
  decideBy: null,
}
const reason = (phase: Phase | null, on = '2027-01-01', more: object = {}) =>
  phaseReason(
    { phase, scenarios: [scenario], directAward: false, engagementUnderWay: false, ...more },
    on,
    (day) => `<${day}>`,
  )

it.each<[Phase | null, string]>([
  ['watch', 'begins on <2027-03-31>'],
  ['talk now', 'Until <2027-06-30>'],
  ['tender due', 'out by <2027-09-13>'],
  ['late', 'should have been out by <2027-09-13>'],
  ['lapsed', 'It ended on <2028-03-31>, and nothing was confirmed after that.'],
  ['published', 'The tender notice is out.'],
  ['awarded', 'who has won'],
  ['closed', 'has begun'],
  ['stopping', 'nothing will follow'],
])('says of %s what its days mean', (phase, said) => {
  expect(reason(phase)).toContain(said)
})

it('says that nothing can be said where no end is stated', () => {
  expect(reason(null, '2027-01-01', { scenarios: [] })).toBe(
    'No end is stated, so nothing can be said of when.',
  )
})

it('tells a contract that was confirmed after its end from one that is late', () => {
  expect(reason('late', '2028-04-01')).toContain('yet was confirmed after that')
})

it('says when suppliers are being heard, and when it will be awarded directly', () => {
  expect(reason('tender due', '2027-08-01', { engagementUnderWay: true })).toContain(
    'suppliers are being heard',
  )
  expect(reason('published', '2027-08-01', { directAward: true })).toContain('awarded directly')
})
