import { describe, expect, it } from 'vitest'
import { deriveCommand } from '../../../src/opportunities/derive-command.ts'
import { derive, refusals } from '../../support/derive.ts'

async function run(text: string, on = '2026-11-21', json = true) {
  const written = { out: '', error: '' }
  const code = await deriveCommand(
    { file: 'contracts.json', on, json },
    {
      read: async () => text,
      out: (more) => {
        written.out += more
      },
      error: (more) => {
        written.error += more
      },
    },
  )
  return { code, ...written }
}

describe('thirty3 derive', () => {
  it('answers an array of opportunities in the order of the contracts', async () => {
    const ends = ['2029-03-31', '2027-06-30', '2028-09-30']
    const { code, out, error } = await run(JSON.stringify(ends.map((current_end_on) => ({ current_end_on }))))
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(JSON.parse(out).map((one: { earliest_end: string }) => one.earliest_end)).toEqual(ends)
  })

  it('gives every field of the answer, nulls included', () => {
    const fields = Object.keys(derive({}))
    for (const field of [
      'approach_from',
      'approach_by',
      'tender_latest',
      'decide_by',
      'earliest_end',
      'latest_end',
      'phase',
      'confidence',
      'confidence_parts',
      'above_threshold',
      'notices_due',
      'scenarios',
    ]) {
      expect(fields).toContain(field)
    }
  })

  it('answers an empty array with one', async () => {
    expect(await run('[]')).toEqual({ code: 0, out: '[]\n', error: '' })
  })

  it('writes one opportunity to a line, all of a large file, in chunks', async () => {
    const contracts = Array.from({ length: 200 }, (_, index) => ({
      current_end_on: '2028-03-31',
      title: `${index}`,
    }))
    const { out } = await run(JSON.stringify(contracts))
    expect(out.split('\n')).toHaveLength(203)
    expect(JSON.parse(out)).toEqual(contracts.map((contract) => derive(contract)))
  })

  it('reads a file that begins with a byte order mark', async () => {
    expect((await run('\uFEFF[]')).code).toBe(0)
  })

  it('writes a table without --json', async () => {
    const { out } = await run('[{"current_end_on":"2028-03-31"}]', '2026-11-21', false)
    expect(out.split('\n')[0]).toMatch(/^phase +confidence +approach from/)
    expect(out.split('\n')[1]).toMatch(/^watch +10 +2027-03-31 +2027-09-30 +2027-09-30/)
  })

  it('refuses the whole file, writes no answer and names each place on the error stream', async () => {
    const { code, out, error } = await run('[{}, {"current_end_on":"2026-02-30","value_anual":1}]')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(error).toContain('contracts[1].current_end_on: "2026-02-30" is no calendar day')
    expect(error).toContain('contracts[1].value_anual: unknown field')
  })

  it.each(['2026-02-30', '21/11/2026', 'today', ''])('refuses --on %j', async (on) => {
    expect(await run('[]', on)).toMatchObject({ code: 1, out: '', error: expect.stringContaining('--on') })
  })

  it.each(['', '{', '[1,]'])('refuses %j, which is no JSON', async (text) => {
    expect(await run(text)).toMatchObject({ code: 1, out: '', error: expect.stringContaining('no JSON') })
  })

  it.each([{}, null, 'x', [1], [null]])('refuses %j, which is no array of contracts', (contracts) => {
    expect(refusals(contracts)[0]).toMatch(/^contracts/)
  })

  it('shows the first twenty refusals and counts the rest', async () => {
    const { error } = await run(JSON.stringify(Array.from({ length: 25 }, () => ({ wrong: 1 }))))
    expect(error.split('\n')).toHaveLength(22)
    expect(error).toContain('and 5 more')
  })
})

describe('what a contract may hold', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ current_end_on: '2028-3-31' }, '.current_end_on'],
    [{ current_end_on: '2028-02-30' }, '.current_end_on'],
    [{ current_end_on: 'TBC' }, '.current_end_on'],
    [{ current_end_on: 20280331 }, '.current_end_on'],
    [{ start_on: '1989-12-31' }, '.start_on'],
    [{ max_end_on: '2080-01-01' }, '.max_end_on'],
    [{ current_end_on: '2028-13' }, '.current_end_on'],
    [{ value_whole_term_net: '£400,000' }, '.value_whole_term_net'],
    [{ value_whole_term_net: '1,000' }, '.value_whole_term_net'],
    [{ value_whole_term_net: -1 }, '.value_whole_term_net'],
    [{ value_whole_term_net: 1.005 }, '.value_whole_term_net'],
    [{ value_whole_term_net: 1e21 }, '.value_whole_term_net'],
    [{ value_whole_term_net: '10000000001' }, '.value_whole_term_net'],
    [{ value_annual: true }, '.value_annual'],
    [{ value_basis: 'whole' }, '.value_basis'],
    [{ options: [{ months: 0 }] }, '.options[0].months'],
    [{ options: [{ months: 1.5 }] }, '.options[0].months'],
    [{ options: [{ months: 12 }, { months: 12, used: true }] }, '.options[1].used'],
    [{ options: '2+1+1' }, '.options'],
    [{ notice_period_months: -1 }, '.notice_period_months'],
    [{ core_system: 'maybe' }, '.core_system'],
    [{ regime: 'heavy' }, '.regime'],
    [{ contract_type: 'software' }, '.contract_type'],
    [{ intention: { answer: 'perhaps' } }, '.intention.answer'],
    [{ intention: { answer: 'stop', on: '2026-01-01' } }, '.intention.on'],
    [{ notices: [{ type: 'UK18' }] }, '.notices[0].type'],
    [{ notices: [{ type: 'UK4', for: 'both' }] }, '.notices[0].for'],
    [{ notices: [{ type: 'UK4', published_on: 'soon' }] }, '.notices[0].published_on'],
    [{ has_option: true }, '.has_option'],
  ])('%j is refused at its place', (contract, place) => {
    expect(refusals([{}, contract])).toEqual([
      expect.stringMatching(`^contracts\\[1\\]${place.replace(/[[\].]/g, '\\$&')}: `),
    ])
  })

  it.each([
    [400_000, '400000.00'],
    ['400000', '400000.00'],
    [' 400000.5 ', '400000.50'],
    [0.1, '0.10'],
    ['0.07', '0.07'],
    [1234567.89, '1234567.89'],
  ])('reads %j pounds', (pounds, net) => {
    expect(derive({ value_whole_term_net: pounds }).value?.net).toBe(net)
  })

  it('reads blanks as not stated', () => {
    const blank = {
      value_whole_term_net: '',
      current_end_on: ' ',
      value_basis: '',
      has_options: '',
      term_text: '',
    }
    expect(derive(blank)).toEqual(derive({}))
  })

  it('accepts the other fields of the register as they are', () => {
    const record = {
      id: 7,
      authority: 'camden',
      department: 'Housing',
      status: 'active',
      words: { review_on: 'TBC' },
      suppliers: [{ name: 'A' }],
    }
    expect(refusals([record])).toEqual([])
  })

  it('takes an end said to be the maximum as the maximum, and one said to be current as known', () => {
    const end = { current_end_on: '2028-03-31' }
    const points = (more: Record<string, unknown>) =>
      derive({ ...end, ...more }).confidence_parts.map((part) => part.points)
    expect(points({ end_meaning: 'unknown' })).toContain(-15)
    expect(derive({ ...end, end_meaning: 'maximum' })).toMatchObject({
      earliest_end: '2028-03-31',
      latest_end: '2028-03-31',
    })
    expect(points({ local_reference: 'A', confirmed_on: '2026-11-01', end_meaning: 'current' })).toEqual([15])
  })
})
