import { expect, it } from 'vitest'
import { FIELDS } from '../../../src/returns/mapping/fields.ts'
import { mapHeadings } from '../../../src/returns/mapping/map-headings.ts'
import { emptyShape, prefilledColumns } from '../../../src/returns/prefilled-columns.ts'

const widest = {
  hasFirstTerm: false,
  hasUndecidedValue: true,
  suppliers: new Map([
    ['', 2],
    ['prime', 1],
    ['sub', 2],
    ['reseller', 1],
    ['consortium', 1],
  ]),
}

it('has headings that the reader maps to every field of a contracts return, one each, without a question', () => {
  for (const hasFirstTerm of [false, true]) {
    const headings = prefilledColumns('contracts', { ...widest, hasFirstTerm }, 'Camden').map(
      ({ heading }) => heading,
    )
    const mapping = mapHeadings(headings, [], 'contracts')
    const fields = mapping.map(({ field }) => field)
    const missing = Object.keys(FIELDS.contracts).filter((field) => !fields.includes(field))
    expect(missing).toEqual(['effective_date'])
    expect(mapping.filter(({ ambiguous }) => ambiguous).map(({ heading }) => heading)).toEqual(['Value'])
    expect(mapping.filter(({ field }) => field === null)).toEqual([])
  }
})

it('leaves out the column of undecided amounts where there are none', () => {
  expect(prefilledColumns('contracts', emptyShape(), 'Camden').map(({ heading }) => heading)).not.toContain(
    'Value',
  )
})

it('has headings that the reader maps to every field of a systems return, one each, without a question', () => {
  const headings = prefilledColumns('systems', emptyShape(), 'Camden').map(({ heading }) => heading)
  const mapping = mapHeadings(headings, [], 'systems')
  const fields = mapping.map(({ field }) => field)
  expect(Object.keys(FIELDS.systems).filter((field) => !fields.includes(field))).toEqual([])
  expect(mapping.filter(({ ambiguous, field }) => ambiguous || field === null)).toEqual([])
})
