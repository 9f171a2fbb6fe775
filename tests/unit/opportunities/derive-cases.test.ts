import { describe, expect, it } from 'vitest'
import { derive } from './derive.ts'

type Case = [name: string, contract: Record<string, unknown>, expected: Record<string, unknown>, on?: string]

const unused = { months: 12, exercised: false }
const used = { months: 12, exercised: true }
const net = (pounds: number | string, more: Record<string, unknown> = {}) => ({
  value_whole_term_net: pounds,
  current_end_on: '2028-03-31',
  ...more,
})
const unknownVat = (pounds: number) => net(pounds, { value_basis: 'unknown' })

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

describe('value, VAT and thresholds', () => {
  it.each<Case>([
    [
      '£173,100 net is exactly the threshold, and reaches it',
      net(173_100),
      { above_threshold: 'yes', plan: 'above threshold' },
    ],
    ['a penny less does not', net('173099.99'), { above_threshold: 'no', plan: 'below threshold' }],
    [
      'gross amounts are compared as they are',
      { value_whole_term_gross: 207_720, current_end_on: '2028-03-31' },
      { above_threshold: 'yes' },
    ],
    [
      'a gross basis on the whole-term amount',
      net(207_719, { value_basis: 'gross' }),
      { above_threshold: 'no' },
    ],
    [
      'VAT unknown, below either way',
      unknownVat(173_099),
      { above_threshold: 'no', plan: 'below threshold' },
    ],
    [
      'VAT unknown, between the two readings',
      unknownVat(173_100),
      { above_threshold: 'unknown', plan: 'above threshold' },
    ],
    [
      'VAT unknown, a penny below the threshold as gross',
      unknownVat(207_719.99),
      { above_threshold: 'unknown', plan: 'above threshold' },
    ],
    ['VAT unknown, above either way', unknownVat(207_720), { above_threshold: 'yes' }],
    [
      'VAT unknown around £30k takes the longer plan',
      unknownVat(25_000),
      { above_threshold: 'no', plan: 'below threshold' },
    ],
    [
      'a range that spans the threshold',
      net(0, {
        value_whole_term_net: null,
        value_whole_term_net_low: 100_000,
        value_whole_term_net_high: 200_000,
      }),
      { above_threshold: 'unknown', plan: 'above threshold' },
    ],
    [
      'value not stated: six to twelve months, and the tender is never before approach_by',
      { current_end_on: '2028-03-31' },
      {
        above_threshold: 'unknown',
        approach_from: '2027-03-31',
        approach_by: '2027-09-30',
        tender_latest: '2027-09-30',
        plan: 'above threshold',
        value: null,
      },
    ],
    [
      '£24,999.99 net is a matter of quotes',
      net('24999.99'),
      { plan: 'quotes', tender_latest: '2028-02-22', approach_from: '2027-09-30' },
    ],
    ['£25,000 net is £30k with VAT', net(25_000), { plan: 'below threshold' }],
    [
      '£50k net opens the next band',
      net(50_000),
      { value_band: '£50k to £100k', approach_from: '2027-06-30', approach_by: '2027-09-30' },
    ],
    ['a penny under £50k does not', net('49999.99'), { value_band: 'under £50k' }],
    [
      '£100k net opens the next band',
      net(100_000),
      { value_band: '£100k to £5m', approach_from: '2027-03-31' },
    ],
    [
      '£120k gross is £100k net',
      { value_whole_term_gross: 120_000, current_end_on: '2028-03-31' },
      { value_band: '£100k to £5m' },
    ],
    [
      '£5m net opens the next band',
      net(5_000_000),
      { value_band: '£5m to £25m', approach_from: '2026-09-30', approach_by: '2027-03-31' },
    ],
    [
      '£25m net opens the last',
      net(25_000_000),
      { value_band: '£25m and over', approach_from: '2026-03-31', approach_by: '2026-09-30' },
    ],
    [
      '£5m gross exactly is not over £5m',
      { value_whole_term_gross: 5_000_000, current_end_on: '2028-03-31' },
      { plan: 'above threshold', value_band: '£100k to £5m' },
    ],
    [
      'a penny more is',
      { value_whole_term_gross: '5000000.01', current_end_on: '2028-03-31' },
      { plan: 'over £5m' },
    ],
    [
      'the whole term with options is what counts',
      net(150_000, { value_max_incl_options: 250_000 }),
      { above_threshold: 'yes' },
    ],
    [
      'an annual value counts over the term',
      { value_annual: 50_000, value_basis: 'net', start_on: '2024-04-01', current_end_on: '2028-03-31' },
      { above_threshold: 'yes', value: { net: '200000.00', from: 'annual value over the term' } },
    ],
    [
      'an annual value with no term is no value',
      { value_annual: 500_000, current_end_on: '2028-03-31' },
      { above_threshold: 'unknown', value: null },
    ],
    [
      '£0 is a value, not a blank',
      net(0),
      { above_threshold: 'no', value_band: 'under £50k', plan: 'quotes' },
    ],
    [
      'light touch has its own threshold',
      net(552_949, { regime: 'light_touch' }),
      { above_threshold: 'no', threshold: { kind: 'light_touch' } },
    ],
    ['light touch at £552,950 net', net(552_950, { regime: 'light touch' }), { above_threshold: 'yes' }],
    [
      'works at £4,327,500 net',
      net(4_327_500, { contract_type: 'works' }),
      { above_threshold: 'yes', plan: 'over £5m' },
    ],
    ['works just below', net('4327499.99', { contract_type: 'works' }), { above_threshold: 'no' }],
    ['a concession', net(4_327_499, { contract_type: 'concession' }), { above_threshold: 'no' }],
    [
      'in 2025 the threshold was £214,904',
      net(175_000),
      { above_threshold: 'no', threshold: { set: '2024-25', standing: 'in force' } },
      '2025-12-31',
    ],
    [
      'from 1 January 2026 it is £207,720',
      net(175_000),
      { above_threshold: 'yes', threshold: { set: '2026-27', standing: 'in force' } },
      '2026-01-01',
    ],
    [
      'past 2027 the last known set serves, and says so',
      net(175_000),
      { above_threshold: 'yes', threshold: { set: '2026-27', standing: 'last known' } },
      '2028-01-01',
    ],
    [
      'before 2024 the first known set serves, and says so',
      net(175_000),
      { threshold: { set: '2024-25', standing: 'first known' } },
      '2015-04-01',
    ],
  ])('%s', (_name, contract, expected, on) => {
    expect(derive(contract, on)).toMatchObject(expected)
  })
})

describe('core systems and short contracts', () => {
  it.each<Case>([
    [
      'a core system is talked about six months earlier, its tender stays',
      net(400_000, { core_system: true }),
      { approach_from: '2026-09-30', approach_by: '2026-12-31', tender_latest: '2027-09-13' },
    ],
    [
      'a core system of unknown value',
      { current_end_on: '2028-03-31', core_system: true },
      { approach_from: '2026-09-30', approach_by: '2027-03-31', tender_latest: '2027-09-13' },
    ],
    [
      'no day comes before the start of the contract',
      net(400_000, { start_on: '2027-10-01', options: [unused], notice_period_months: 12 }),
      {
        approach_from: '2027-10-01',
        approach_by: '2027-10-01',
        tender_latest: '2027-10-01',
        decide_by: '2027-10-01',
      },
    ],
  ])('%s', (_name, contract, expected, on) => {
    expect(derive(contract, on)).toMatchObject(expected)
  })
})
