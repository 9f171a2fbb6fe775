import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

type Case = [name: string, contract: Record<string, unknown>, expected: Record<string, unknown>, on?: string]

const unused = { months: 12, exercised: false }
const net = (pounds: number | string, more: Record<string, unknown> = {}) => ({
  value_whole_term_net: pounds,
  current_end_on: '2028-03-31',
  ...more,
})
const unknownVat = (pounds: number) => net(pounds, { value_basis: 'unknown' })

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
