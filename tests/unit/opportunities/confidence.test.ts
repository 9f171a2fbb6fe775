import { describe, expect, it } from 'vitest'
import { derive } from '../../support/derive.ts'

/** Scores 50 + 15 + 10: confirmed lately, no options left, and nothing against it. */
const sure = {
  local_reference: 'A',
  has_options: false,
  current_end_on: '2028-03-31',
  confirmed_on: '2026-10-01',
  value_whole_term_net: 1,
}
const points = (more: Record<string, unknown>, on = '2026-11-21') => {
  const { confidence, confidence_parts } = derive({ ...sure, ...more }, on)
  return [confidence, ...confidence_parts.map((part) => part.points)]
}
const unused = [{ months: 12, exercised: false }]

describe('confidence', () => {
  it.each<[string, Record<string, unknown>, number[]]>([
    ['a contract confirmed lately with no options left', {}, [75, 15, 10]],
    [
      'the authority said so',
      { intention: { answer: 're-tender', said_on: '2026-11-01' } },
      [95, 20, 15, 10],
    ],
    [
      'the authority has not decided',
      { intention: { answer: 'not decided', said_on: '2026-11-01' } },
      [75, 15, 10],
    ],
    [
      'a UK1 of the next contract is linked',
      { notices: [{ type: 'UK1', for: 'next', published_on: '2026-05-01' }] },
      [85, 10, 15, 10],
    ],
    [
      'a UK3 counts once with a UK2',
      {
        notices: [
          { type: 'UK3', for: 'next' },
          { type: 'UK2', for: 'next' },
        ],
      },
      [85, 10, 15, 10],
    ],
    [
      'a UK2 of the current contract says nothing',
      { notices: [{ type: 'UK2', for: 'current' }] },
      [75, 15, 10],
    ],
    [
      'everything for it',
      { intention: { answer: 'joint' }, notices: [{ type: 'UK1', for: 'next' }] },
      [100, 20, 10, 15, 10],
    ],
    ['never confirmed', { confirmed_on: null }, [45, -15, 10]],
    ['unused options', { has_options: null, options: unused }, [45, 15, -20]],
    ['only one end stated', { has_options: null }, [50, 15, -15]],
    ['an empty list of options states nothing', { has_options: null, options: [] }, [50, 15, -15]],
    ['both ends stated', { has_options: null, max_end_on: '2028-03-31' }, [75, 15, 10]],
    ['said to have options of unstated length', { has_options: true }, [30, 15, -20, -15]],
    [
      'the end comes from a term in words',
      { current_end_on: null, start_on: '2025-04-01', term_text: '2 years' },
      [60, 15, 10, -15],
    ],
    ['the maximum comes from a term in words', { has_options: null, term_text: '2+1' }, [30, 15, -20, -15]],
    [
      'a term in words that gives no date in use',
      { has_options: null, max_end_on: '2029-03-31', term_text: '2+1' },
      [45, 15, -20],
    ],
    ['no local reference', { local_reference: null }, [65, 15, 10, -10]],
    ['a blank reference', { local_reference: '  ' }, [65, 15, 10, -10]],
    ['ended before with no replacement', { predecessor_unreplaced: true }, [55, 15, 10, -20]],
    [
      'everything against it, kept at 0',
      {
        confirmed_on: null,
        has_options: null,
        options: null,
        term_text: '2+1',
        local_reference: null,
        predecessor_unreplaced: true,
      },
      [0, -15, -20, -15, -10, -20],
    ],
  ])('%s', (_name, more, expected) => {
    expect(points(more)).toEqual(expected)
  })

  it.each([
    ['2026-05-21', [75, 15, 10]],
    ['2026-05-20', [60, 10]],
    ['2025-05-21', [60, 10]],
    ['2025-05-20', [45, -15, 10]],
    ['2026-11-22', [45, -15, 10]],
  ])('confirmed on %s, seen on 2026-11-21', (confirmed_on, expected) => {
    expect(points({ confirmed_on })).toEqual(expected)
  })

  it.each([
    [{}, 'High'],
    [{ local_reference: null }, 'Medium'],
    [{ has_options: null }, 'Medium'],
    [{ confirmed_on: null }, 'Low'],
  ])('%j is %s', (more, label) => {
    expect(derive({ ...sure, ...more }).confidence_label).toBe(label)
  })

  it('after an intention to extend by a step of a term in words, the date comes from words', () => {
    const term = { has_options: null, start_on: '2026-04-01', term_text: '2+1+1', max_end_on: '2030-03-31' }
    expect(points(term)).toEqual([45, 15, -20])
    expect(points({ ...term, intention: { answer: 'extend' } })).toEqual([50, 20, 15, -20, -15])
  })

  it('an intention without an answer is none', () => {
    expect(points({ intention: { answer: null } })).toEqual([75, 15, 10])
    expect(points({ intention: { answer: ' ' } })).toEqual([75, 15, 10])
  })

  it('after an intention to extend by the last option, no options are left', () => {
    expect(points({ has_options: null, options: unused, intention: { answer: 'extend' } })).toEqual([
      95, 20, 15, 10,
    ])
  })
})
