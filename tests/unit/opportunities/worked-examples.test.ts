import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

const twoYears = [
  { months: 12, exercised: false },
  { months: 12, exercised: false },
]

describe('the worked examples, to the day', () => {
  it('A: £400k net with no options ends on 2028-03-31; two bank holidays at Christmas 2027 move the tender to 13 September', () => {
    const a = derive({ value_whole_term_net: 400_000, has_options: false, current_end_on: '2028-03-31' })
    expect(a).toMatchObject({
      approach_from: '2027-03-31',
      approach_by: '2027-06-30',
      tender_latest: '2027-09-13',
      decide_by: null,
      earliest_end: '2028-03-31',
      latest_end: '2028-03-31',
      above_threshold: 'yes',
    })
    expect(a.scenarios).toHaveLength(1)
  })

  it('B: £40k net, £48k with VAT, takes the plan below the threshold', () => {
    const b = derive({ value_whole_term_net: 40_000, value_basis: 'net', current_end_on: '2027-06-30' })
    expect(b).toMatchObject({
      approach_from: '2026-12-31',
      approach_by: '2027-03-31',
      tender_latest: '2027-04-05',
      above_threshold: 'no',
    })
  })

  it('C: £8m net with 1+1 unused has both ends as scenarios', () => {
    const c = derive({ value_whole_term_net: 8_000_000, current_end_on: '2028-09-30', options: twoYears })
    expect(c).toMatchObject({ earliest_end: '2028-09-30', latest_end: '2030-09-30', decide_by: '2028-03-31' })
    expect(c.scenarios).toEqual([
      {
        end: '2028-09-30',
        approach_from: '2027-03-31',
        approach_by: '2027-09-30',
        tender_latest: '2027-12-17',
        decide_by: '2028-03-31',
      },
      {
        end: '2030-09-30',
        approach_from: '2029-03-31',
        approach_by: '2029-09-30',
        tender_latest: '2029-12-15',
        decide_by: null,
      },
    ])
  })

  it('C: after its options the contract stands alone with its last end', () => {
    const used = twoYears.map((option) => ({ ...option, exercised: true }))
    expect(
      derive({ value_whole_term_net: 8_000_000, current_end_on: '2030-09-30', options: used }),
    ).toMatchObject({
      approach_from: '2029-03-31',
      approach_by: '2029-09-30',
      tender_latest: '2029-12-15',
      decide_by: null,
      latest_end: '2030-09-30',
    })
  })
})
