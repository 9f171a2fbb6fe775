import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

const contract = {
  local_reference: 'A',
  value_whole_term_net: 400_000,
  has_options: false,
  current_end_on: '2028-03-31',
}
const phase = (on: string, more: Record<string, unknown> = {}) => derive({ ...contract, ...more }, on).phase
const notices = (...types: (string | [string, string])[]) => ({
  notices: types.map((one) =>
    typeof one === 'string'
      ? { type: one, published_on: '2027-05-01', for: 'next' }
      : { type: one[0], published_on: one[1], for: 'next' },
  ),
})

describe('the phase of the day', () => {
  it.each([
    ['2027-03-30', 'watch'],
    ['2027-03-31', 'talk now'],
    ['2027-06-30', 'talk now'],
    ['2027-07-01', 'tender due'],
    ['2027-09-13', 'tender due'],
    ['2027-09-14', 'late'],
    ['2028-03-31', 'late'],
    ['2028-04-01', 'lapsed'],
  ])('on %s is %s', (on, expected) => {
    expect(phase(on)).toBe(expected)
  })

  it('tender due has no days where the tender is due by the day talking ends', () => {
    const unknown = { value_whole_term_net: null }
    expect(phase('2027-09-30', unknown)).toBe('talk now')
    expect(phase('2027-10-01', unknown)).toBe('late')
  })

  it('has lapsed unless something was confirmed after the end', () => {
    expect(phase('2028-05-01', { confirmed_on: '2028-03-31' })).toBe('lapsed')
    expect(phase('2028-05-01', { confirmed_on: '2028-04-01' })).toBe('late')
    expect(phase('2028-05-01', { confirmed_on: '2028-05-02' })).toBe('lapsed')
    expect(phase('2028-05-01', { intention: { answer: 're-tender', said_on: '2028-04-10' } })).toBe('late')
  })

  it('never counts as upcoming once the end is past', () => {
    expect(derive({ ...contract, confirmed_on: '2028-04-01' }, '2028-05-01')).toMatchObject({
      phase: 'late',
      upcoming: false,
    })
    expect(derive(contract, '2028-03-31').upcoming).toBe(true)
    expect(derive(contract, '2028-04-01').upcoming).toBe(false)
    expect(derive({ ...contract, ...notices('UK4') }, '2028-04-01')).toMatchObject({
      phase: 'published',
      upcoming: false,
    })
  })
})

describe('notices', () => {
  it.each([
    ['UK1 changes no phase', ['UK1'], '2027-09-14', 'late'],
    ['UK2: never late', ['UK2'], '2027-09-14', 'tender due'],
    ['UK3: never late', ['UK3'], '2027-12-01', 'tender due'],
    ['UK2 leaves the earlier phases of the day', ['UK2'], '2027-06-01', 'talk now'],
    ['UK4', ['UK4'], '2027-06-01', 'published'],
    ['UK5, a direct award', ['UK5'], '2027-06-01', 'published'],
    ['UK6', ['UK4', 'UK6'], '2027-06-01', 'awarded'],
    ['UK7 before the next contract starts', ['UK7'], '2028-03-31', 'awarded'],
    ['UK7 once it has started', ['UK7'], '2028-04-01', 'closed'],
    ['UK6 with no UK7 stays awarded', ['UK6'], '2028-04-01', 'awarded'],
    ['UK12 brings back the phase of the day', ['UK4', 'UK12'], '2027-06-01', 'talk now'],
    ['UK12 after UK2 and UK4 leaves it late', ['UK2', 'UK4', 'UK12'], '2027-12-01', 'late'],
    ['UK8 to UK11 are none of the next contract', ['UK8', 'UK9', 'UK10', 'UK11'], '2027-06-01', 'talk now'],
  ])('%s', (_name, types, on, expected) => {
    expect(phase(on, notices(...types))).toBe(expected)
  })

  it('a tender notice after a termination starts anew', () => {
    expect(phase('2027-08-01', notices('UK4', ['UK12', '2027-06-01'], ['UK4', '2027-07-01']))).toBe(
      'published',
    )
    expect(derive({ ...contract, ...notices('UK4', ['UK12', '2027-06-01']) }, '2027-08-01').notes).toContain(
      'a procurement was stopped (UK12): back to the phase of the day',
    )
  })

  it('of the current contract change nothing', () => {
    const current = ['UK2', 'UK4', 'UK6', 'UK7', 'UK12'].map((type) => ({
      type,
      published_on: '2027-05-01',
      for: 'current',
    }))
    expect(phase('2027-09-14', { notices: current })).toBe('late')
  })

  it('without saying which contract belong to the current one when they are as old as it', () => {
    const old = {
      start_on: '2026-04-01',
      notices: [
        { type: 'UK4', published_on: '2025-10-01' },
        { type: 'UK7', published_on: '2026-04-20' },
      ],
    }
    expect(phase('2027-06-01', old)).toBe('talk now')
    expect(
      phase('2027-06-01', { start_on: '2026-04-01', notices: [{ type: 'UK4', published_on: '2027-05-01' }] }),
    ).toBe('published')
    expect(phase('2027-06-01', { notices: [{ type: 'UK4', published_on: '2027-05-01' }] })).toBe('published')
  })

  it.each([
    ['an award notice 180 days after the start is the current contract’s', 'UK6', '2026-09-28', 'talk now'],
    ['a day later it is that of what follows', 'UK6', '2026-09-29', 'awarded'],
    [
      'a tender notice of the day before the start is the current contract’s',
      'UK4',
      '2026-03-31',
      'talk now',
    ],
    ['on the day of the start it is that of what follows', 'UK4', '2026-04-01', 'published'],
  ])('with no word of which contract: %s', (_name, type, published_on, expected) => {
    expect(phase('2027-06-01', { start_on: '2026-04-01', notices: [{ type, published_on }] })).toBe(expected)
  })

  it('a termination of the same day puts a tender notice aside, and one without a day as well', () => {
    expect(phase('2027-06-01', notices('UK4', 'UK12'))).toBe('talk now')
    const undated = [
      { type: 'UK4', for: 'next' },
      { type: 'UK12', published_on: '2027-05-01', for: 'next' },
    ]
    expect(phase('2027-06-01', { notices: undated })).toBe('talk now')
  })

  it('a contract that is extended is asked again from its next end, notices of what follows still counting', () => {
    const extended = {
      has_options: null,
      options: [{ months: 12, exercised: false }],
      intention: { answer: 'extend', said_on: '2026-10-01' },
    }
    expect(phase('2028-04-01', { ...extended })).toBe('talk now')
    expect(phase('2028-04-01', { ...extended, ...notices('UK4') })).toBe('published')
    expect(phase('2029-01-01', { ...extended, ...notices('UK3') })).toBe('tender due')
  })

  it('of a later day are not yet known', () => {
    expect(phase('2027-04-30', notices('UK4'))).toBe('talk now')
    expect(phase('2027-05-01', notices('UK4'))).toBe('published')
  })

  it('close when the next contract starts on the day its notice names', () => {
    const next = {
      notices: [{ type: 'UK7', published_on: '2027-05-01', for: 'next', start_on: '2027-07-01' }],
    }
    expect(phase('2027-06-30', next)).toBe('awarded')
    expect(phase('2027-07-01', next)).toBe('closed')
  })

  it('label a direct award and engagement under way', () => {
    expect(derive({ ...contract, ...notices('UK5') }, '2027-06-01')).toMatchObject({
      direct_award: true,
      likely_route: 'direct award',
    })
    expect(derive({ ...contract, ...notices('UK3') }, '2027-12-01')).toMatchObject({
      engagement_under_way: true,
    })
  })

  it('UK3 shortens the tender period by 15 days when it comes 40 days to 12 months before the tender notice', () => {
    const latest = (publishedOn: string) =>
      derive({ ...contract, ...notices(['UK3', publishedOn]) }, '2027-09-01').tender_latest
    expect(latest('2027-08-19')).toBe('2027-09-28')
    expect(latest('2027-08-20')).toBe('2027-09-13')
    expect(latest('2026-09-28')).toBe('2027-09-28')
    expect(latest('2026-09-27')).toBe('2027-09-13')
  })
})

describe('intentions', () => {
  const option = { months: 12, exercised: false }
  const say = (answer: string, said_on = '2026-10-01') => ({ intention: { answer, said_on } })

  it('extend moves the earliest end to the next option, and the decision with it', () => {
    const one = derive({ ...contract, has_options: null, options: [option, option], ...say('extend') })
    expect(one).toMatchObject({
      earliest_end: '2029-03-31',
      latest_end: '2030-03-31',
      approach_from: '2028-03-31',
      decide_by: '2028-09-30',
    })
    const last = derive({ ...contract, has_options: null, options: [option], ...say('extend') })
    expect(last).toMatchObject({ earliest_end: '2029-03-31', latest_end: '2029-03-31', decide_by: null })
  })

  it('extend follows unequal steps and a maximum end with no steps', () => {
    const steps = [
      { months: 18, exercised: false },
      { months: 6, exercised: false },
    ]
    expect(derive({ ...contract, has_options: null, options: steps, ...say('extend') })).toMatchObject({
      earliest_end: '2029-09-30',
      latest_end: '2030-03-31',
    })
    expect(
      derive({ ...contract, has_options: null, max_end_on: '2030-03-31', ...say('extend') }),
    ).toMatchObject({ earliest_end: '2030-03-31', decide_by: null })
  })

  it('extend with no option known leaves the end and says so', () => {
    const one = derive({ ...contract, ...say('extend') })
    expect(one.earliest_end).toBe('2028-03-31')
    expect(one.notes).toContain('to be extended, but no option is known')
  })

  it('stop is stopping to the last day, then closed, and never upcoming', () => {
    expect(derive({ ...contract, ...say('stop') }, '2028-03-31')).toMatchObject({
      phase: 'stopping',
      upcoming: false,
    })
    expect(derive({ ...contract, ...say('stop') }, '2028-04-01')).toMatchObject({
      phase: 'closed',
      upcoming: false,
    })
  })

  it('stop yields to a tender notice unless it was said after it', () => {
    expect(phase('2027-06-01', { ...notices('UK4'), ...say('stop') })).toBe('published')
    expect(phase('2027-06-01', { ...notices('UK4'), ...say('stop', '2027-05-20') })).toBe('stopping')
  })

  it('joint keeps the phase of the day, flagged', () => {
    expect(derive({ ...contract, ...say('joint') }, '2027-07-01')).toMatchObject({
      phase: 'tender due',
      joint: true,
      upcoming: true,
    })
  })

  it('not decided moves nothing', () => {
    const { confidence, phase: plain } = derive(contract)
    expect(derive({ ...contract, ...say('not decided') })).toMatchObject({
      confidence,
      phase: plain,
      joint: false,
    })
  })

  it('said on a later day is not yet known', () => {
    expect(phase('2027-06-01', say('stop', '2027-06-02'))).toBe('talk now')
    expect(phase('2027-06-02', say('stop', '2027-06-02'))).toBe('stopping')
  })

  it.each(['re-tender', 'retender', 'Re-Tender', 're_tender'])('%s is one answer however spelt', (answer) => {
    expect(derive({ ...contract, ...say(answer) }).confidence_parts).toContainEqual({
      reason: 'the authority said so',
      points: 20,
    })
  })
})
