import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answeredProfile, answerProblems } from '../../../../src/returns/mapping/check-answers.ts'
import { mapHeadings } from '../../../../src/returns/mapping/map-headings.ts'

const HEADINGS = ['Title', 'Supplier', 'Notes', 'Notes', 'Start date', 'Thing']
const mapping = mapHeadings(
  HEADINGS,
  HEADINGS.map(() => []),
  'contracts',
)
const problems = (...answers: [string, string | null][]) =>
  answerProblems(
    answers.map(([heading, field]) => ({ heading, field })),
    mapping,
    'contracts',
  ).map(({ message }) => message)

describe('answers about headings', () => {
  it('may leave columns out, give them fields and say nothing of the others', () => {
    expect(problems()).toEqual([])
    expect(problems(['thing', 'department'], ['Start date', null], ['Notes', null])).toEqual([])
  })

  it('may name several supplier columns', () => {
    expect(problems(['Supplier', 'supplier_name_raw'], ['Thing', 'supplier_name_raw'])).toEqual([])
  })

  it.each([
    [[['Nowhere', 'title']], 'No column of the file is headed “Nowhere”.'],
    [[['Thing', 'hosting']], 'There is no field “hosting” in a return of contracts.'],
    [[['Notes', 'description']], '“Notes” stands over 2 columns.'],
    [
      [
        ['Thing', 'start_on'],
        ['Start date', 'start_on'],
      ],
      '“Thing” is “Start date” already.',
    ],
    [[['Title', null]], 'Say which column is “Title”'],
    [[['Supplier', 'department']], 'Say which column is “Supplier”'],
  ] as [[string, string | null][], string][])('%j cannot be: %s', (answers, message) => {
    expect(problems(...answers)[0]).toContain(message)
  })
})

describe('a profile', () => {
  const answer = fc.record({
    heading: fc.constantFrom('Title', 'title ', 'Supplier', 'Value', 'Notes'),
    field: fc.option(fc.constantFrom('title', 'value', 'notes')),
  })

  it('holds each heading once, with the answer given last', () => {
    fc.assert(
      fc.property(fc.array(answer), fc.array(answer), (before, now) => {
        const { headings } = answeredProfile({ headings: answeredProfile(undefined, before).headings }, now)
        const key = (heading: string) => heading.trim().toLowerCase()
        expect(new Set(headings.map(({ heading }) => key(heading))).size).toBe(headings.length)
        for (const { heading, field } of headings)
          expect([...before, ...now].findLast((one) => key(one.heading) === key(heading))?.field).toBe(field)
      }),
    )
  })
})
