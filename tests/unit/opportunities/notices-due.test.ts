import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

const contract = {
  local_reference: 'A',
  value_whole_term_net: 400_000,
  has_options: false,
  current_end_on: '2028-03-31',
  start_on: '2024-04-01',
}
const list = (more: Record<string, unknown> = {}, on = '2026-11-21') =>
  derive({ ...contract, ...more }, on).notices_due.map(({ type, rule, due_by, obligation }) => [
    type,
    rule,
    due_by,
    obligation,
  ])
const find = (rule: string, more: Record<string, unknown> = {}, on = '2026-11-21', whose = 'next') =>
  derive({ ...contract, ...more }, on).notices_due.find((one) => one.rule === rule && one.for === whose)
/** Signed under the Act, which the other one is not. */
const underTheAct = { start_on: '2026-04-01', signed_on: '2026-03-10' }

describe('notices of what follows', () => {
  it('above the threshold: engagement, planned procurement, tender, award, details, each planned backwards', () => {
    expect(list()).toEqual([
      ['UK2', 'preliminary_engagement', '2027-09-12', 'depends'],
      ['UK3', 'planned_procurement', '2027-08-04', 'optional'],
      ['UK4', 'tender', '2027-09-13', 'owed'],
      ['UK6', 'award', '2027-12-17', 'owed'],
      ['UK7', 'contract_details', '2028-01-29', 'owed'],
    ])
  })

  it('below the threshold but notifiable: a tender notice only if it is advertised, details once signed', () => {
    expect(list({ value_whole_term_net: 40_000 })).toEqual([
      ['UK4', 'below_threshold_tender', '2028-01-05', 'depends'],
      ['UK7', 'below_threshold_details', null, 'owed'],
    ])
  })

  it('below £30k with VAT: none', () => {
    expect(list({ value_whole_term_net: 24_999 })).toEqual([])
  })

  it('threshold unknown: each depends on it, and says so', () => {
    const tender = find('tender', { value_whole_term_net: 180_000, value_basis: 'unknown' })
    expect(tender).toMatchObject({
      obligation: 'depends',
      condition: 'the value including VAT reaches the threshold',
    })
    expect(find('tender', { value_whole_term_net: null })?.missing).toContain('value')
  })

  it.each([
    ['2028-03-31', '2026-05-26', true],
    ['2029-03-31', '2027-05-26', false],
    ['2029-12-31', '2028-05-26', false],
  ])(
    'over £2m ending %s: in the pipeline notice of the first year whose 18 months hold the tender, by %s',
    (end, by, overdue) => {
      const large = { value_whole_term_net: 2_000_000, current_end_on: end }
      expect(find('pipeline', large)).toMatchObject({
        type: 'UK1',
        due_by: by,
        overdue,
        obligation: 'depends',
      })
    },
  )

  it('exactly £2m with VAT is not over £2m', () => {
    expect(
      find('pipeline', { value_whole_term_net: null, value_whole_term_gross: 2_000_000 }),
    ).toBeUndefined()
    expect(
      find('pipeline', { value_whole_term_net: null, value_whole_term_gross: '2000000.01' }),
    ).toBeDefined()
  })

  it('leaves out what is linked already', () => {
    const linked = (type: string) => ({ notices: [{ type, for: 'next', published_on: '2026-10-01' }] })
    expect(list(linked('UK2')).map(([type]) => type)).toEqual(['UK3', 'UK4', 'UK6', 'UK7'])
    expect(list(linked('UK4')).map(([type]) => type)).toEqual(['UK6', 'UK7'])
    expect(list(linked('UK6')).map(([type]) => type)).toEqual(['UK7'])
    expect(list(linked('UK7'))).toEqual([])
  })

  it('light touch: 120 days for the details', () => {
    expect(find('contract_details', { value_whole_term_net: 900_000, regime: 'light_touch' })?.due_by).toBe(
      '2028-04-28',
    )
  })

  it('a direct award: a transparency notice before it, a tender notice only if it is competed', () => {
    expect(find('transparency', { route: 'Direct award' })).toMatchObject({
      type: 'UK5',
      due_by: '2027-12-17',
      obligation: 'depends',
    })
    expect(find('tender', { route: 'Direct award' })).toMatchObject({
      obligation: 'depends',
      condition: 'competed',
    })
    expect(find('tender', { route: 'Framework call-off' })?.condition).toBe(
      'not called off a framework again',
    )
  })

  it('none where nothing follows', () => {
    expect(list({ intention: { answer: 'stop' } })).toEqual([])
    expect(list({}, '2028-04-01')).toEqual([])
  })

  it('none before Procurement Act 2023', () => {
    expect(list({ start_on: '2012-04-01', current_end_on: '2016-03-31' }, '2015-04-01')).toEqual([])
  })

  it('names what is missing, and asks not for what is there', () => {
    const missing = find('tender', { title: 'Housing repairs', cpv: '48000000', description: '' })?.missing
    expect(missing).toContain('description')
    expect(missing).not.toContain('title')
    expect(missing).not.toContain('CPV code')
  })
})

describe('notices of a running contract', () => {
  it.each<[string, string, Record<string, unknown>, string | null]>([
    ['details within 30 days of signing, that day the first', 'contract_details', {}, '2026-04-08'],
    [
      'light touch 120 days',
      'contract_details',
      { regime: 'light_touch', value_whole_term_net: 900_000 },
      '2026-07-07',
    ],
    ['a copy over £5m within 90 days', 'contract_copy', { value_whole_term_net: 8_000_000 }, '2026-06-07'],
    ['payments within 30 days of the quarter, its last day the first', 'payments', {}, '2027-01-29'],
    [
      'performance over £5m by the end of each twelve months',
      'performance',
      { value_whole_term_net: 8_000_000 },
      '2027-03-31',
    ],
    ['termination within 30 days of the end, simple expiry included', 'termination', {}, '2028-04-29'],
    ['no day of signing, no last day', 'contract_details', { signed_on: null }, null],
  ])('%s', (_name, rule, more, by) => {
    expect(find(rule, { ...underTheAct, ...more }, '2026-11-21', 'current')?.due_by).toBe(by)
  })

  it('are none of a contract from before the Act, and hang on it where no day is known', () => {
    expect(find('termination', {}, '2026-11-21', 'current')).toBeUndefined()
    expect(find('termination', { start_on: null }, '2026-11-21', 'current')).toMatchObject({
      obligation: 'depends',
      condition: 'the contract was procured under Procurement Act 2023',
    })
  })

  it('no payments notice before 1 April 2026, no performance notice before 2026', () => {
    const early = { start_on: '2025-04-01', signed_on: '2025-03-10', value_whole_term_net: 8_000_000 }
    expect(find('payments', early, '2025-12-31', 'current')).toBeUndefined()
    expect(find('performance', early, '2025-12-31', 'current')).toBeUndefined()
    expect(find('payments', early, '2026-04-01', 'current')?.due_by).toBe('2026-07-29')
  })

  it('a change notice before an extension of more than 10 % of the longest term', () => {
    const extend = (months: number) => ({
      ...underTheAct,
      has_options: null,
      options: [{ months, exercised: false }],
      intention: { answer: 'extend' },
    })
    expect(find('change', extend(12), '2026-11-21', 'current')).toMatchObject({
      type: 'UK10',
      due_by: '2028-03-31',
      obligation: 'depends',
    })
    expect(find('change', extend(2), '2026-11-21', 'current')).toBeUndefined()
    expect(find('change', extend(3), '2026-11-21', 'current')).toBeDefined()
    expect(
      find(
        'change',
        { ...extend(12), regime: 'light_touch', value_whole_term_net: 900_000 },
        '2026-11-21',
        'current',
      ),
    ).toBeUndefined()
  })

  it('leave out what is linked to the current contract', () => {
    const linked = {
      ...underTheAct,
      notices: [
        { type: 'UK7', for: 'current' },
        { type: 'UK11', for: 'current' },
      ],
    }
    expect(find('contract_details', linked, '2026-11-21', 'current')).toBeUndefined()
    expect(find('termination', linked, '2026-11-21', 'current')).toBeUndefined()
  })
})
