import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { type ContractFilters, contractFilters } from '../../../src/contracts/contract-filter-schemas.ts'
import {
  type AGES,
  BLANKS,
  type Blank,
  NOT_STATED,
  VALUE_BASES,
} from '../../../src/contracts/contract-filters.ts'
import type { ContractPage } from '../../../src/contracts/contract-schemas.ts'
import { searchContracts } from '../../../src/contracts/contract-search-queries.ts'
import { askedOfList, madeUp, RETURNS } from '../../support/asked-of-list.ts'
import { useDatabase } from '../../support/database.ts'
import { makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'

const database = useDatabase()
const TODAY = '2026-11-21'
/** What each contract says; its age is that of the one return of its authority. */
type Known = RowOfContract & { authority: string; age: string }
const known: Known[] = []

beforeAll(async () => {
  await makeAuthorities(database)
  for (const [n, { authority, at, age }] of RETURNS.entries()) {
    const contracts = Array.from({ length: 60 }, (_, index) => madeUp(index * 3 + n))
    await makeReturn(database, { authority, at, contracts })
    known.push(...contracts.map((contract) => ({ ...contract, authority, age })))
  }
})

function search(filters: Partial<ContractFilters>): Promise<ContractPage> {
  return searchContracts(database.db, { limit: 1, ...filters }, TODAY)
}

/** Whether the contract meets the filter's tests of one thing; null where it does not say. */
function verdict(one: Known, filters: ContractFilters, blank: Blank): boolean | null {
  const within = (value: string | undefined, from?: string, to?: string) =>
    value === undefined ? null : (from === undefined || value >= from) && (to === undefined || value <= to)
  const among = <T>(value: T | undefined, wanted: readonly T[] | undefined) =>
    value === undefined ? null : !wanted?.length || wanted.includes(value)
  const yesNo = (value: boolean | undefined, wanted: readonly string[] | undefined) =>
    among(value === undefined ? undefined : value ? 'yes' : 'no', wanted)
  switch (blank) {
    case 'current_end':
      return within(one.current_end_on, filters.current_end_from, filters.current_end_to)
    case 'max_end':
      return within(one.max_end_on, filters.max_end_from, filters.max_end_to)
    case 'value':
      return valueVerdict(one, filters)
    case 'service_area':
      return among(one.service_area, filters.service_area)
    case 'sme':
      return yesNo(one.is_sme, filters.sme)
    case 'vcse':
      return yesNo(one.is_vcse, filters.vcse)
    default:
      return among<string | undefined>(one[blank], filters[blank])
  }
}

function valueVerdict(one: Known, { value_from: from, value_to: to, value_basis: bases }: ContractFilters) {
  const field = VALUE_BASES.find((basis) => (one as Record<string, unknown>)[basis] !== undefined)
  if (field === undefined) return null
  if (bases?.length && !bases.includes('value') && field === 'value') return null
  const pounds = Number((one as Record<string, unknown>)[field]) / 100
  if (from !== undefined && pounds < Number(from)) return false
  if (to !== undefined && pounds > Number(to)) return false
  return !bases?.length || bases.includes(field)
}

function meetsTheRest(one: Known, filters: ContractFilters): boolean {
  const end = one.current_end_on
  const status = end === undefined ? 'no_end_stated' : end >= TODAY ? 'running' : 'ended'
  return (
    (!filters.q || one.title.startsWith(filters.q)) &&
    (!filters.authority?.length || filters.authority.includes(one.authority)) &&
    (!filters.status?.length || filters.status.includes(status)) &&
    (!filters.age?.length || filters.age.includes(one.age as (typeof AGES)[number]))
  )
}

it('counts, for any filter, what is shown, what does not say and what is excluded so that nothing is missing', async () => {
  const total = (await search({})).total
  expect(total).toBe(known.length)
  await fc.assert(
    fc.asyncProperty(askedOfList, async (filters) => {
      const page = await search(filters)
      const judged = known
        .filter((one) => meetsTheRest(one, filters))
        .map((one) => new Map(BLANKS.map((blank) => [blank, verdict(one, filters, blank)])))
      const keeps = (blank: Blank, verdicts: Map<Blank, boolean | null>) =>
        verdicts.get(blank) ?? filters[NOT_STATED[blank]] !== 'exclude'
      const shown = judged.filter((verdicts) => BLANKS.every((blank) => keeps(blank, verdicts)))
      expect(page.total).toBe(shown.length)
      for (const blank of BLANKS) {
        const silent = judged.filter(
          (verdicts) =>
            verdicts.get(blank) === null &&
            BLANKS.every((other) => other === blank || keeps(other, verdicts)),
        )
        expect([blank, page.not_stated[blank]]).toEqual([blank, silent.length])
      }
      const withBlanks = await search({
        ...filters,
        ...Object.fromEntries(BLANKS.map((blank) => [NOT_STATED[blank], 'include'])),
      })
      const excluded =
        known.length -
        judged.filter((verdicts) => [...verdicts.values()].every((one) => one !== false)).length
      expect(page.total + (withBlanks.total - page.total) + excluded).toBe(total)
    }),
    { numRuns: 120 },
  )
}, 60_000)

it('counts each facet as the filter with that one value would', async () => {
  await fc.assert(
    fc.asyncProperty(askedOfList, async (filters) => {
      const { facets } = await search({ ...filters, facets: 'include' })
      for (const name of ['authority', 'status', 'route', 'sme', 'age', 'supplier'] as const)
        for (const { value, contracts } of facets?.[name].slice(0, 2) ?? []) {
          const out = name === 'route' || name === 'sme' ? { [NOT_STATED[name]]: 'exclude' } : {}
          const narrowed = await search({ ...filters, ...out, [name]: [value] })
          expect([name, value, narrowed.total]).toEqual([name, value, contracts])
        }
    }),
    { numRuns: 25 },
  )
}, 60_000)

it('shows the soonest to end first, then what states no end, then what has ended, the latest first', async () => {
  const page = await search({ limit: 100, authority: ['camden'] })
  const ends = page.contracts.map(({ current_end_on }) => current_end_on)
  const running = ends.filter((end) => end !== null && end >= TODAY)
  const ended = ends.filter((end) => end !== null && end < TODAY)
  expect(ends).toEqual([
    ...[...running].sort(),
    ...ends.filter((end) => end === null),
    ...[...ended].sort().reverse(),
  ])
  expect(page.order).toBe('end')
})

it.each([
  { suplier: 'x' },
  { route: 'by_magic' },
  { value_from: '-5' },
  { value_from: '90000', value_to: '5' },
  { current_end_from: '2028-01-01', current_end_to: '2027-01-01' },
  { current_end_from: '2027-02-30' },
  { sme: 'perhaps' },
  { limit: 101 },
])('refuses %j', (filters) => {
  expect(contractFilters.safeParse(filters).success).toBe(false)
})
