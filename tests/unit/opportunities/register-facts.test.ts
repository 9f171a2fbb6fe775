import { describe, expect, it } from 'vitest'
import { factsFromRegister } from '../../../src/opportunities/register-facts.ts'

const facts = (values: Record<string, unknown>, more: object = {}) =>
  factsFromRegister({
    id: 'x',
    authorityId: 1,
    values,
    confirmedOn: null,
    endedOn: null,
    intention: null,
    coreSystem: false,
    notices: [],
    ...more,
  })
const same = (pence: number) => ({ low: pence, high: pence })

describe('the value of a contract of the register', () => {
  it.each([
    [{ value_whole_term_net: 100 }, { wholeTermNet: same(100), vatBasis: null }],
    [{ value_whole_term_gross: 100 }, { wholeTermGross: same(100), vatBasis: null }],
    [{ value: 100 }, { wholeTermNet: same(100), vatBasis: 'unknown' }],
    [
      { value: 100, value_basis: 'maximum' },
      { wholeTermNet: null, maximumWithOptions: same(100), vatBasis: 'unknown' },
    ],
    [
      { value: 100, value_basis: 'annual' },
      { wholeTermNet: null, annual: same(100) },
    ],
    [{ value: 100, value_basis: 'monthly' }, { annual: same(1200) }],
    [
      { value_whole_term_net: 100, value_basis: 'annual' },
      { wholeTermNet: null, annual: same(100), vatBasis: 'net' },
    ],
    [
      { value_whole_term_net_low: 900, value_whole_term_net_high: 100 },
      { wholeTermNet: { low: 100, high: 900 } },
    ],
    [{ value_whole_term_net_low: 900 }, { wholeTermNet: null }],
    [{ value_whole_term_net: -100 }, { wholeTermNet: null }],
    [{ value_whole_term_net: 0 }, { wholeTermNet: same(0) }],
    [{}, { wholeTermNet: null, wholeTermGross: null, maximumWithOptions: null, annual: null }],
  ])('is read from %o', (values, value) => {
    expect(facts(values).value).toMatchObject(value)
  })
})

it('is confirmed on the day its return speaks for, but never later than it was published', () => {
  const published = { confirmedOn: '2026-11-01' }
  expect(facts({ effective_date: '2026-03-31' }, published).confirmedOn).toBe('2026-03-31')
  expect(facts({ effective_date: '2027-03-31' }, published).confirmedOn).toBe('2026-11-01')
  expect(facts({}, published).confirmedOn).toBe('2026-11-01')
  expect(facts({ effective_date: '2026-03-31' }).confirmedOn).toBeNull()
})

it('ends on the day its authority named, with no option left', () => {
  const values = {
    current_end_on: '2028-03-31',
    max_end_on: '2030-03-31',
    options: [{ months: 12 }],
    term_text: '2+1',
  }
  expect(facts(values, { endedOn: '2026-06-30' })).toMatchObject({
    currentEndOn: '2026-06-30',
    maximumEndOn: null,
    options: [],
    termText: null,
    hasOptions: false,
  })
})

it('keeps options in order and takes what is no option for none', () => {
  const options = [{ months: 12, exercised: true }, { months: 6 }, { months: 0 }, { months: 'x' }, null]
  expect(facts({ options }).options).toEqual([
    { months: 12, exercised: true },
    { months: 6, exercised: null },
  ])
})
