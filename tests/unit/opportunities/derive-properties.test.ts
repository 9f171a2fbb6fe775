import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, type CalendarDate, fromDayNumber } from '../../../src/lib/calendar-date.ts'
import type { ContractFacts } from '../../../src/opportunities/contract-facts.ts'
import { NOTICE_TYPES } from '../../../src/opportunities/contract-facts.ts'
import { deriveOpportunity } from '../../../src/opportunities/derive-opportunity.ts'
import { backwardPlan, windowBefore } from '../../../src/opportunities/lead-times.ts'
import { type RuleBook, rulesOn } from '../../../src/opportunities/rule-book.ts'
import { book } from '../../support/derive.ts'

const day = fc.integer({ min: 14_000, max: 28_000 }).map(fromDayNumber)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const pence = fc.oneof(fc.integer({ min: 0, max: 50_000_000 }), fc.integer({ min: 0, max: 4_000_000_000 }))
const amount = pence.map((low) => ({ low, high: low }))

const facts: fc.Arbitrary<ContractFacts> = fc.record({
  localReference: maybe(fc.constantFrom('A', '')),
  startOn: maybe(day),
  signedOn: maybe(day),
  currentEndOn: maybe(day),
  currentEndPrecision: fc.constantFrom('day', 'month'),
  maximumEndOn: maybe(day),
  maximumEndPrecision: fc.constantFrom('day', 'month'),
  endMeaning: fc.constantFrom(null, 'known', 'unknown'),
  hasOptions: maybe(fc.boolean()),
  options: fc.array(fc.record({ months: fc.integer({ min: 1, max: 60 }), exercised: maybe(fc.boolean()) }), {
    maxLength: 4,
  }),
  termText: maybe(fc.constantFrom('2+1+1', '4 years', 'rolling', '18 m + 2×12 m', '+1+1')),
  noticePeriodMonths: maybe(fc.integer({ min: 0, max: 24 })),
  value: fc.record({
    wholeTermNet: maybe(amount),
    wholeTermGross: maybe(amount),
    maximumWithOptions: maybe(amount),
    annual: maybe(amount),
    vatBasis: fc.constantFrom(null, 'net', 'gross', 'unknown'),
  }),
  contractType: fc.constantFrom(null, 'goods', 'services', 'works', 'concession'),
  regime: fc.constantFrom(null, 'standard', 'light_touch'),
  route: fc.constantFrom(null, 'open', 'framework call-off', 'direct award'),
  frameworkReference: fc.constantFrom(null, 'RM1557.15'),
  coreSystem: fc.boolean(),
  predecessorUnreplaced: fc.boolean(),
  confirmedOn: maybe(day),
  intention: maybe(
    fc.record({
      answer: fc.constantFrom('re-tender', 'extend', 'stop', 'joint', 'not decided'),
      saidOn: maybe(day),
    }),
  ),
  notices: fc.array(
    fc.record({
      type: fc.constantFrom(...NOTICE_TYPES),
      publishedOn: maybe(day),
      for: fc.constantFrom(null, 'current', 'next'),
      startOn: maybe(day),
    }),
    { maxLength: 3 },
  ),
  contents: fc.record({
    title: fc.boolean(),
    description: fc.boolean(),
    cpv: fc.boolean(),
    contractType: fc.boolean(),
    supplier: fc.boolean(),
    supplierIdentifier: fc.boolean(),
    supplierSize: fc.boolean(),
    contact: fc.boolean(),
    procedure: fc.boolean(),
  }),
})

const rulesByDay = new Map<CalendarDate, ReturnType<typeof rulesOn>>()
const rulesFor = (on: CalendarDate) => {
  const known = rulesByDay.get(on) ?? rulesOn(book, on)
  rulesByDay.set(on, known)
  return known
}
const asked = fc.constantFrom('2015-04-01', '2024-02-29', '2026-11-21', '2028-01-01', '2035-06-30')

describe('every opportunity', () => {
  it('runs from approach_from to approach_by to tender_latest, in order, and never before the start', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        for (const scenario of deriveOpportunity(contract, rulesFor(on)).scenarios) {
          expect(scenario.approachFrom <= scenario.approachBy).toBe(true)
          expect(scenario.approachBy <= scenario.tenderLatest).toBe(true)
          if (contract.startOn === null) {
            expect(scenario.tenderLatest < scenario.end).toBe(true)
            continue
          }
          expect(scenario.approachFrom >= contract.startOn).toBe(true)
          expect((scenario.decideBy ?? contract.startOn) >= contract.startOn).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is the same when derived twice, and its notes repeat nothing', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        const once = deriveOpportunity(contract, rulesFor(on))
        expect(deriveOpportunity(structuredClone(contract), rulesOn(book, on))).toEqual(once)
        expect(new Set(once.notes).size).toBe(once.notes.length)
      }),
      { numRuns: 200 },
    )
  })

  it('has a confidence of 0 to 100 that its parts explain', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        const { value, parts } = deriveOpportunity(contract, rulesFor(on)).confidence
        const total = parts.reduce((sum, { points }) => sum + points, 50)
        expect(value).toBe(Math.min(100, Math.max(0, total)))
        expect(new Set(parts.map(({ reason }) => reason)).size).toBe(parts.length)
      }),
      { numRuns: 300 },
    )
  })

  it('has a latest end no earlier than its earliest, and decides while an option is left that is not yet taken', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        const { earliestEnd, latestEnd, scenarios, confidence, notes } = deriveOpportunity(
          contract,
          rulesFor(on),
        )
        if (earliestEnd !== null && latestEnd !== null) expect(latestEnd >= earliestEnd).toBe(true)
        expect(scenarios.map(({ end }) => end)).toEqual(scenarios.map(({ end }) => end).toSorted())
        const unused = confidence.parts.some(
          ({ points, reason }) => points === -20 && reason === 'unused options',
        )
        const taken = notes.includes('to be extended by a length nobody stated')
        expect((scenarios[0]?.decideBy ?? null) !== null).toBe(unused && earliestEnd !== null && !taken)
      }),
      { numRuns: 300 },
    )
  })

  it('is never upcoming once its end is past', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        const { earliestEnd, upcoming } = deriveOpportunity(contract, rulesFor(on))
        if (earliestEnd !== null && earliestEnd < on) expect(upcoming).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('asks for no notice twice', () => {
    fc.assert(
      fc.property(facts, asked, (contract, on) => {
        const due = deriveOpportunity(contract, rulesFor(on)).noticesDue.map(
          (one) => `${one.for} ${one.rule}`,
        )
        expect(new Set(due).size).toBe(due.length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('lead times', () => {
  const rules = rulesFor('2026-11-21')

  it('move every day earlier, or leave it, as they grow', () => {
    fc.assert(
      fc.property(day, maybe(day), fc.nat(24), fc.nat(12), fc.nat(12), (end, start, least, spread, more) => {
        const plan = backwardPlan(end, rules.plans['above threshold'], [], rules)
        const lead = (extra: number) => ({
          band: '',
          minMonths: least + extra,
          maxMonths: least + spread + extra,
        })
        const short = windowBefore(end, start, lead(0), plan)
        const long = windowBefore(end, start, lead(more), plan)
        expect(long.approachFrom <= short.approachFrom).toBe(true)
        expect(long.approachBy <= short.approachBy).toBe(true)
        expect(long.tenderLatest <= short.tenderLatest).toBe(true)
      }),
    )
  })

  it('a later end never brings the tender forward', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...Object.keys(rules.plans)),
        (end, later, band) => {
          const days = rules.plans[band as keyof typeof rules.plans]
          const next = addMonths(end, 1 + Math.floor(later / 30))
          expect(
            backwardPlan(end, days, [], rules).tenderLatest <=
              backwardPlan(next, days, [], rules).tenderLatest,
          ).toBe(true)
        },
      ),
    )
  })
})

it('a table with another threshold is obeyed, so that the law is data', () => {
  const lower: RuleBook = {
    ...book,
    thresholds: book.thresholds.map((row) => ({ ...row, amount: Math.floor(row.amount / 2) })),
  }
  fc.assert(
    fc.property(facts, (contract) => {
      const now = deriveOpportunity(contract, rulesFor('2026-11-21')).aboveThreshold
      const then = deriveOpportunity(contract, rulesOn(lower, '2026-11-21')).aboveThreshold
      if (now === 'yes') expect(then).toBe('yes')
    }),
  )
})
