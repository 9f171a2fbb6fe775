import { describe, expect, it } from 'vitest'
import { mapHeadings } from '../../../../src/returns/mapping/map-headings.ts'
import { mustConfirm, openQuestions } from '../../../../src/returns/mapping/open-questions.ts'
import type { MappingProfile, ReturnKind } from '../../../../src/returns/read-types.ts'

const asked = (headings: string[], kind: ReturnKind = 'contracts', profile?: MappingProfile) => {
  const mapping = mapHeadings(
    headings,
    headings.map(() => []),
    kind,
    profile,
  )
  return openQuestions(mapping, kind).map(({ heading, mustConfirm: must }) => `${heading}${must ? '!' : ''}`)
}
const BASE = ['Reference', 'Title', 'Supplier', 'Start date']

describe('open questions', () => {
  it.each([
    [['Value'], ['Value']],
    [['End date'], ['End date']],
    [['Current end date', 'Maximum end date'], []],
    [['Completion date'], ['Completion date!']],
    [['Renewal date', 'Current end date'], ['Renewal date!']],
    [['Extended end date'], ['Extended end date!']],
    [['Service area'], ['Service area']],
  ])('of %j beside the usual headings are %j (! must be answered)', (more, expected) => {
    expect(asked([...BASE, ...more])).toEqual(expected)
  })

  it('must be answered by both of two columns that fit one field', () => {
    expect(asked(['Title', 'Vendor', 'Supplier name'])).toEqual(['Vendor!', 'Supplier name!'])
  })

  it('are none for suppliers that are numbered or have a role', () => {
    expect(asked(['Title', 'Supplier 1', 'Supplier 2', 'Sub-contractor'])).toEqual([])
  })

  it('are gone once answered, and come back for a new rival', () => {
    const profile = { headings: [{ heading: 'Vendor', field: 'supplier_name_raw' }] }
    expect(asked(['Title', 'Vendor'], 'contracts', profile)).toEqual([])
    const both = { headings: [...profile.headings, { heading: 'Supplier name', field: null }] }
    expect(asked(['Title', 'Vendor', 'Supplier name'], 'contracts', both)).toEqual([])
    const titled = { headings: [{ heading: 'Job', field: 'title' }] }
    expect(asked(['Job', 'Title', 'Vendor'], 'contracts', titled)).toEqual(['Job!', 'Title!'])
  })

  it('name both headings and the field they fit', () => {
    const mapping = mapHeadings(['Title', 'Vendor', 'Supplier name'], [[], [], []], 'contracts')
    const [first] = mustConfirm(mapping, 'contracts')
    expect(first?.sentence).toBe(
      '“Vendor” and “Supplier name” both fit the field “Supplier”. Which of them is it?',
    )
  })
})
