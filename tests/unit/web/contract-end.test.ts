import { expect, it } from 'vitest'
import { endOfContract } from '../../../src/web/contract-end.ts'

const today = '2026-11-21'

it('shows both ends of a contract that may be extended', () => {
  expect(endOfContract({ current_end_on: '2027-03-31', max_end_on: '2029-03-31' }, today)).toEqual({
    state: 'soon',
    verb: 'Ends',
    day: '31 March 2027',
    when: 'in 4 months',
    extension: 'may be extended to 31 March 2029',
  })
})

it('tells an end that is past from one that is today', () => {
  expect(endOfContract({ current_end_on: '2026-11-20', max_end_on: null }, today)).toMatchObject({
    state: 'past',
    verb: 'Ended',
  })
  expect(endOfContract({ current_end_on: today, max_end_on: null }, today)).toMatchObject({
    state: 'soon',
    verb: 'Ends',
  })
})

it('never dresses a missing end as a date', () => {
  const end = endOfContract({ current_end_on: null, max_end_on: '2029-03-31' }, today)
  expect(end).toMatchObject({
    state: 'open',
    day: 'not stated',
    when: '',
    extension: 'latest end 31 March 2029',
  })
})

it('says nothing of an extension when both ends are the same day', () => {
  expect(endOfContract({ current_end_on: '2027-03-31', max_end_on: '2027-03-31' }, today).extension).toBe('')
})

it('shows a maximum end that lies before the current end as it was given', () => {
  const end = endOfContract({ current_end_on: '2027-03-31', max_end_on: '2026-03-31' }, today)
  expect(end.extension).toBe('latest end given as 31 March 2026, before that')
})

it('says of a contract that has ended what may have become of its extension', () => {
  const extension = (latest: string) =>
    endOfContract({ current_end_on: '2015-03-31', max_end_on: latest }, today).extension
  expect(extension('2018-03-31')).toBe('could be extended to 31 March 2018')
  expect(extension('2028-03-31')).toBe('may have been extended, to 31 March 2028 at the latest')
})
