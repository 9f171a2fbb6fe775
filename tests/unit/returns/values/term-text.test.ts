import { describe, expect, it } from 'vitest'
import { readMonths, readTerm } from '../../../../src/returns/values/term-text.ts'

const months = (text: string, startsWithTerm = false): number[] | undefined =>
  readTerm(text, startsWithTerm).options?.map((step) => step.months)

describe('readTerm', () => {
  it.each([
    ['1+1', [12, 12]],
    ['2 x 12 months', [12, 12]],
    ['Up to 24 months', [24]],
    ['3 years', [36]],
    ['one year plus one year', [12, 12]],
    ['12 months + 12 months', [12, 12]],
    ['6+6 months', [6, 6]],
    ['None', []],
    ['N/A', []],
  ])('breaks the option “%s” into steps', (text, expected) => {
    expect(months(text)).toEqual(expected)
  })

  it('takes the first step of a term for the term', () => {
    expect(readTerm('2+1+1', true)).toMatchObject({ initialMonths: 24, hasOptions: true })
    expect(months('2+1+1', true)).toEqual([12, 12])
    expect(readTerm('36 months', true)).toMatchObject({ initialMonths: 36, options: [], hasOptions: false })
  })

  it.each(['by agreement of both parties', '2+?', '999 years'])(
    'keeps “%s” and says it could not be broken up',
    (text) => {
      expect(readTerm(text, false)).toMatchObject({
        value: text,
        options: null,
        issues: [{ code: 'term_unreadable' }],
      })
    },
  )

  it('says nothing of a blank cell and of one that is not yet decided', () => {
    expect(readTerm('', false)).toMatchObject({ value: null, options: null, hasOptions: null, issues: [] })
    expect(readTerm('TBC', false)).toMatchObject({
      value: 'TBC',
      options: null,
      hasOptions: null,
      issues: [],
    })
  })
})

it.each([
  ['6', 6],
  ['3 months', 3],
  ['1 year', 12],
  ['90 days', 3],
  ['8 weeks', 2],
])('reads the period “%s” as %i months', (text, expected) => {
  expect(readMonths(text).value).toBe(expected)
})
