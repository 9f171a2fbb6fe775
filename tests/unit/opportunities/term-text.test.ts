import { describe, expect, it } from 'vitest'
import { monthsOfDurationInDays, readTermText } from '../../../src/opportunities/term-text.ts'

describe('a term in words', () => {
  it.each<[string, number | null, number[]]>([
    ['2+1+1', 24, [12, 12]],
    ['2 + 1 + 1 years', 24, [12, 12]],
    ['3+2', 36, [24]],
    ['24+12+12', 24, [12, 12]],
    ['24 + 12 + 12 months', 24, [12, 12]],
    ['18 m + 1×18 m + 2×12 m', 18, [18, 12, 12]],
    ['18m + 18m + 12m + 12m', 18, [18, 12, 12]],
    ['3 years + 2 x 12 months', 36, [12, 12]],
    ['3 years + 12 months x 2', 36, [12, 12]],
    ['3 years + 1 + 1', 36, [12, 12]],
    ['4 years', 48, []],
    ['36 months', 36, []],
    ['1 year 6 months + 6 months', 18, [6]],
    ['1 year and 6 months', 18, []],
    ['2 years and 12 months', 24, [12]],
    ['1.5 years + 6 months', 18, [6]],
    ['Two years plus one plus one', 24, [12, 12]],
    ['4 years with an option to extend for a further 2 years', 48, [24]],
    ['Initial term of 2 years, with 2 optional extensions of 12 months each', 24, [12, 12]],
    ['2 years (+1+1)', 24, [12, 12]],
    ['(2+1+1)', 24, [12, 12]],
    ['+1+1', null, [12, 12]],
    ['option to extend by 12 months', null, [12]],
    ['1800 days', 60, []],
  ])('%s', (text, initial, options) => {
    expect(readTermText(text)).toEqual({ initial, options })
  })

  it.each([
    'rolling',
    'TBC',
    '',
    '+',
    '36',
    '2-4 years',
    '15+5+5',
    '20+10',
    '3 + 12 months',
    '2 years + 100 days',
    '2 + 0',
    '99 years',
    '5 years (3+1+1)',
    '2 x 12 months + 12 months',
    '2 years + see notes',
    '1.3 years',
  ])('%j is not read, for it says nothing or more than one thing', (text) => {
    expect(readTermText(text)).toBeNull()
  })

  it('takes durations of releases as 30 days to the month and never adds days', () => {
    expect(monthsOfDurationInDays(1800)).toBe(60)
    expect(monthsOfDurationInDays(1826)).toBeNull()
    expect(monthsOfDurationInDays(0)).toBeNull()
  })
})
