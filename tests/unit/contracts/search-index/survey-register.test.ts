import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BLANKS,
  type Dimension,
  NOT_STATED,
  VALUE_BANDS,
} from '../../../../src/contracts/contract-filters.ts'
import { askRegister } from '../../../../src/contracts/search-index/asked-members.ts'
import { surveyRegister, withNames } from '../../../../src/contracts/search-index/survey-register.ts'
import { fromDayNumber } from '../../../../src/lib/calendar-date.ts'
import {
  ageOf,
  type Case,
  type Contract,
  cases,
  heldOf,
  isBlank,
  matching,
  statusOf,
  suppliersOf,
} from '../../../support/made-up-held-register.ts'

const yesNo = (is: boolean | null) => (is === null ? [] : [is ? 'yes' : 'no'])
const one = (value: string | null) => (value === null ? [] : [value])

/** The values that a facet counts of a contract. */
const FACETS: Record<string, [Dimension, (contract: Contract) => string[]]> = {
  authority: ['authority', ({ authorityId }) => [String(authorityId)]],
  service_area: ['service_area', ({ serviceArea }) => one(serviceArea)],
  status: ['status', (contract) => [statusOf(contract)]],
  route: ['route', ({ route }) => one(route)],
  process_type: ['process_type', ({ processType }) => one(processType)],
  end_year: [
    'current_end',
    ({ currentEnd }) => (currentEnd === null ? [] : [fromDayNumber(currentEnd).slice(0, 4)]),
  ],
  value_band: [
    'value',
    ({ valuePence }) =>
      valuePence === null ? [] : [String(VALUE_BANDS.findLast((pounds) => valuePence >= pounds * 100) ?? 0)],
  ],
  sme: ['sme', ({ isSme }) => yesNo(isSme)],
  vcse: ['vcse', ({ isVcse }) => yesNo(isVcse)],
  age: ['age', (contract) => [ageOf(contract)]],
  supplier: ['supplier', suppliersOf],
  technology: ['technology', ({ technologyIds }) => [...technologyIds]],
}

function plainFacet(asked: Case, facet: string): [string, number][] {
  const [dimension, valuesOf] = FACETS[facet] ?? ['authority', () => []]
  const counts = new Map<string, number>()
  for (const value of matching(asked, dimension).flatMap(valuesOf))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

function surveyed(asked: Case, withFacets = true) {
  const { held, words } = heldOf(asked)
  return surveyRegister(askRegister(held, { ...asked.question, words }), withFacets)
}

it('counts what a plain reading of every contract counts, and each facet without its own filter', () => {
  fc.assert(
    fc.property(cases, (asked) => {
      const { counts, facets } = surveyed(asked)
      expect(counts.total).toBe(matching(asked).length)
      expect(counts.isCapped).toBe(false)
      for (const blank of BLANKS)
        expect([blank, counts.notStated[blank]]).toEqual([
          blank,
          matching(asked, blank).filter((contract) => isBlank(asked.question, blank, contract)).length,
        ])
      const listed = Object.entries(facets ?? {}).map(([facet, values]) => [
        facet,
        values.map((each) => ['id' in each ? each.id : each.value, each.contracts]),
      ])
      expect(Object.fromEntries(listed)).toEqual(
        Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, plainFacet(asked, facet)])),
      )
    }),
    { numRuns: 400 },
  )
})

it('counts the same without facets', () => {
  fc.assert(
    fc.property(cases, (asked) => {
      expect(surveyed(asked, false)).toEqual({ counts: surveyed(asked).counts, facets: null })
    }),
  )
})

it('answers a second time, from what it kept, as it did the first time', () => {
  fc.assert(
    fc.property(cases, cases, (asked, other) => {
      const { held, words } = heldOf(asked)
      const ask = ({ question }: Case) => surveyRegister(askRegister(held, { ...question, words }), true)
      const first = ask(asked)
      ask(other)
      expect(ask(asked)).toEqual(first)
    }),
  )
})

it('shows, leaves out for stating nothing, and excludes every contract exactly once', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(...BLANKS), (asked, blank) => {
      const told = (filters: object) =>
        surveyed({
          ...asked,
          question: { ...asked.question, filters: { ...asked.question.filters, ...filters } },
        }).counts
      const own = Object.keys(asked.question.filters).filter(
        (name) => name.startsWith(blank) || name === NOT_STATED[blank],
      )
      const off = told({ [NOT_STATED[blank]]: 'exclude' })
      const all = told(Object.fromEntries(own.map((name) => [name, undefined])))
      const excluded = matching(asked, blank).filter(
        (contract) =>
          !isBlank(asked.question, blank, contract) && !matching({ ...asked, contracts: [contract] }).length,
      ).length
      expect(off.total + off.notStated[blank] + excluded).toBe(all.total)
      expect(told({ [NOT_STATED[blank]]: 'include' }).total).toBe(off.total + off.notStated[blank])
    }),
  )
})

it('names the winners, those with as many contracts in the order of the names given', () => {
  const winners = [
    { id: 'b', contracts: 5 },
    { id: 'a', contracts: 2 },
    { id: 'c', contracts: 2 },
    { id: 'gone', contracts: 1 },
  ]
  const { facets, counts } = surveyed({ contracts: [], hasWords: false, question: NOTHING })
  if (facets === null) throw new Error('no facets')
  const authority = [{ value: '3', label: null, contracts: 4 }]
  const names = [
    { id: 'c', slug: 'aldi', name: 'Aldi' },
    { id: 'b', slug: 'bupa', name: 'Bupa' },
    { id: 'a', slug: 'capita', name: 'Capita' },
  ]
  const survey = withNames(
    { counts, facets: { ...facets, authority, supplier: winners } },
    new Map([['3', 'camden']]),
    names,
    [],
  )
  expect(survey.facets?.supplier).toEqual([
    { value: 'bupa', label: 'Bupa', contracts: 5 },
    { value: 'aldi', label: 'Aldi', contracts: 2 },
    { value: 'capita', label: 'Capita', contracts: 2 },
  ])
  expect(survey.facets?.authority).toEqual([{ value: 'camden', label: null, contracts: 4 }])
})

const NOTHING: Case['question'] = {
  filters: {},
  authorityIds: null,
  supplierIds: null,
  technologyIds: null,
  today: '2026-11-21',
}
