import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

type Case = [name: string, contract: Record<string, unknown>, expected: Record<string, unknown>, on?: string]

const unused = { months: 12, exercised: false }
const used = { months: 12, exercised: true }
const net = (pounds: number | string, more: Record<string, unknown> = {}) => ({
  value_whole_term_net: pounds,
  current_end_on: '2028-03-31',
  ...more,
})

describe('ends and options', () => {
  it.each<Case>([
    [
      'one option used, one left',
      net(400_000, { options: [used, unused] }),
      { earliest_end: '2028-03-31', latest_end: '2029-03-31', decide_by: '2027-09-30' },
    ],
    [
      'all options used: nothing to decide',
      net(400_000, { options: [used, used] }),
      { latest_end: '2028-03-31', decide_by: null },
    ],
    [
      'an option nobody spoke of is read as unused',
      net(400_000, { options: [{ months: 12 }, { months: 6, exercised: null }] }),
      { latest_end: '2029-09-30', decide_by: '2027-09-30' },
    ],
    [
      'options nobody spoke of, where the end is also the maximum: they are used',
      {
        start_on: '2023-10-01',
        current_end_on: '2027-09-30',
        max_end_on: '2027-09-30',
        options: [{ months: 12 }],
      },
      {
        latest_end: '2027-09-30',
        decide_by: null,
        notes: expect.arrayContaining(['options that the end already includes are read as used']),
      },
    ],
    [
      'options nobody spoke of, of which the term in words shows the first in the end',
      {
        start_on: '2023-07-01',
        current_end_on: '2027-06-30',
        term_text: '3+1+1',
        options: [{ months: 12 }, { months: 12 }],
      },
      { earliest_end: '2027-06-30', latest_end: '2028-06-30', decide_by: '2026-12-31' },
    ],
    [
      'an option said to be unused stays so, whatever the maximum says',
      net(400_000, { max_end_on: '2028-03-31', options: [unused] }),
      { latest_end: '2029-03-31', decide_by: '2027-09-30' },
    ],
    [
      'unequal steps of 18, 12 and 12 months',
      net(400_000, { options: [{ months: 18, exercised: false }, unused, unused] }),
      { latest_end: '2031-09-30' },
    ],
    [
      '2+1+1 from the start on, with no end stated',
      { start_on: '2025-04-01', term_text: '2+1+1' },
      { earliest_end: '2027-03-31', latest_end: '2029-03-31', decide_by: '2026-09-30' },
    ],
    [
      '2+1+1 of which the stated end includes the first option',
      { start_on: '2025-04-01', current_end_on: '2028-03-31', term_text: '2+1+1' },
      { earliest_end: '2028-03-31', latest_end: '2029-03-31', decide_by: '2027-09-30' },
    ],
    [
      '2+1+1 of which the stated end includes all',
      { start_on: '2025-04-01', current_end_on: '2029-03-31', term_text: '2+1+1' },
      { earliest_end: '2029-03-31', latest_end: '2029-03-31', decide_by: null },
    ],
    [
      'unequal steps in words: 18 m + 1×18 m + 2×12 m',
      { start_on: '2025-01-01', term_text: '18 m + 1×18 m + 2×12 m' },
      { earliest_end: '2026-06-30', latest_end: '2029-12-31' },
    ],
    [
      'options listed win over the term in words',
      net(400_000, { start_on: '2024-04-01', options: [used], term_text: '2+1+1' }),
      { latest_end: '2028-03-31', decide_by: null },
    ],
    [
      'a term in words of one period names no maximum',
      net(1, { term_text: '4 years' }),
      { latest_end: null },
    ],
    [
      'a term that cannot be read changes nothing',
      net(1, { term_text: 'rolling' }),
      { earliest_end: '2028-03-31', latest_end: null },
    ],
    [
      'a maximum end with no steps leaves one option, up to it',
      net(400_000, { max_end_on: '2030-03-31' }),
      { latest_end: '2030-03-31', decide_by: '2027-09-30' },
    ],
    [
      'a maximum end equal to the end leaves none',
      net(400_000, { max_end_on: '2028-03-31' }),
      { latest_end: '2028-03-31', decide_by: null },
    ],
    [
      'only the maximum end is stated: read as the end',
      { max_end_on: '2029-06-30' },
      { earliest_end: '2029-06-30', latest_end: '2029-06-30', decide_by: null },
    ],
    [
      'the maximum end less the options left is the end',
      { max_end_on: '2029-06-30', options: [unused, used] },
      { earliest_end: '2028-06-30', latest_end: '2029-06-30' },
    ],
    [
      'has options, of unstated length',
      net(1, { has_options: true }),
      { latest_end: null, decide_by: '2027-09-30' },
    ],
    [
      'to be extended by an option of unstated length: the decision is made, and nothing says when the next falls',
      net(400_000, { has_options: true, intention: { answer: 'extend', said_on: '2026-10-01' } }),
      { earliest_end: '2028-03-31', latest_end: null, decide_by: null },
    ],
    [
      'words and a first option used, with no end stated',
      { start_on: '2025-04-01', term_text: '3 years plus 2', options: [used, unused] },
      { earliest_end: '2029-03-31', latest_end: '2030-03-31', decide_by: '2028-09-30' },
    ],
    [
      'options in words with no start to count from are all read as unused',
      net(400_000, { term_text: 'two years plus one plus one' }),
      { earliest_end: '2028-03-31', latest_end: '2030-03-31', decide_by: '2027-09-30' },
    ],
    [
      'a maximum end a little short of the options is still the last end',
      net(400_000, { options: [unused, unused], max_end_on: '2030-03-30' }),
      { latest_end: '2030-03-30' },
    ],
    [
      'a maximum end before the end is put aside',
      net(400_000, { max_end_on: '2027-03-31' }),
      { earliest_end: '2028-03-31', latest_end: '2028-03-31', decide_by: null },
    ],
    [
      'extending to a maximum end known to the month leaves nothing to decide',
      {
        current_end_on: '2027-02',
        max_end_on: '2028-02',
        intention: { answer: 'extend', said_on: '2026-10-01' },
      },
      { earliest_end: '2028-02-29', latest_end: '2028-02-29', decide_by: null },
    ],
    [
      'no end at all',
      { local_reference: 'X' },
      { earliest_end: null, latest_end: null, phase: null, approach_from: null, scenarios: [] },
    ],
    ['31/12/2099 is no end', { current_end_on: '2099-12-31' }, { earliest_end: null, phase: null }],
    [
      'every field null',
      { current_end_on: null, options: null, value_basis: null, intention: null, notices: null },
      { phase: null },
    ],
    [
      'a notice period of nothing decides on the last day',
      net(400_000, { options: [unused], notice_period_months: 0 }),
      { decide_by: '2028-03-31', decide_by_assumed: false },
    ],
    [
      'a stated notice period of three months',
      net(400_000, { options: [unused], notice_period_months: 3 }),
      { decide_by: '2027-12-31', decide_by_assumed: false },
    ],
    [
      'an unstated notice period is said to be assumed',
      net(1, { options: [unused] }),
      { decide_by_assumed: true },
    ],
  ])('%s', (_name, contract, expected, on) => {
    expect(derive(contract, on)).toMatchObject(expected)
  })
})

describe('months, leap days and bank holidays', () => {
  it.each<Case>([
    [
      'an end known to the month is its last day',
      net(400_000, { current_end_on: '2028-03' }),
      { earliest_end: '2028-03-31', tender_latest: '2027-09-13' },
    ],
    [
      'a first of the month with month precision is the last of it',
      net(40_000, { current_end_on: '2027-06-01', current_end_precision: 'month' }),
      { earliest_end: '2027-06-30', approach_from: '2026-12-31', tender_latest: '2027-04-05' },
    ],
    [
      'a maximum end known to the month',
      net(1, { max_end_on: '2028-02', current_end_on: '2027-02' }),
      { earliest_end: '2027-02-28', latest_end: '2028-02-29' },
    ],
    [
      'the last of February of a leap year goes back to the last of months',
      net(400_000, { current_end_on: '2028-02-29' }),
      { approach_from: '2027-02-28', approach_by: '2027-05-31' },
    ],
    [
      'the last of February of a common year meets a leap day',
      net(400_000, { current_end_on: '2029-02-28' }),
      { approach_from: '2028-02-29', approach_by: '2028-05-31' },
    ],
    [
      '28 February of a leap year is no last day',
      net(400_000, { current_end_on: '2028-02-28' }),
      { approach_from: '2027-02-28', approach_by: '2027-05-28' },
    ],
    [
      'an option of a year from a leap day ends on the 28th',
      net(1, { current_end_on: '2028-02-29', options: [unused] }),
      { latest_end: '2029-02-28' },
    ],
    [
      '30 April less a month-end lead stays a month end',
      net(400_000, { current_end_on: '2028-04-30' }),
      { approach_from: '2027-04-30', approach_by: '2027-07-31' },
    ],
    [
      'a middle day stays',
      net(400_000, { current_end_on: '2028-05-15' }),
      { approach_from: '2027-05-15', approach_by: '2027-08-15' },
    ],
    [
      'a term from a leap day ends on the last of February',
      { start_on: '2024-02-29', term_text: '3 years + 1 year' },
      { earliest_end: '2027-02-28', latest_end: '2028-02-29' },
    ],
    [
      'Easter 2027 lengthens the standstill by two days',
      net(400_000, { current_end_on: '2027-07-05' }),
      { tender_latest: '2026-12-17' },
    ],
    [
      'Easter of a year past the kept table counts as well',
      net(400_000, { current_end_on: '2031-07-20' }),
      { tender_latest: '2031-01-02' },
    ],
    [
      'a standstill with no holiday in it',
      net(400_000, { current_end_on: '2028-06-30' }),
      { tender_latest: '2027-12-17' },
    ],
  ])('%s', (_name, contract, expected, on) => {
    expect(derive(contract, on)).toMatchObject(expected)
  })
})
