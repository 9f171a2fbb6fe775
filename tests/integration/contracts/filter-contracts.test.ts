import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import {
  AGES,
  BLANKS,
  type Blank,
  type ContractFilters,
  contractFilters,
  NOT_STATED,
  STATUSES,
  VALUE_BASES,
  YES_NO,
} from '../../../src/contracts/contract-filter-schemas.ts'
import type { ContractPage } from '../../../src/contracts/contract-schemas.ts'
import { searchContracts } from '../../../src/contracts/contract-search-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'

const database = useDatabase()
const TODAY = '2026-11-21'
const AREAS = ['Housing', 'Waste', 'Adult social care']
const ROUTES = ['own_tender', 'direct_award']
const PROCESSES = ['open', 'direct']

/** What each contract says; its age is that of the one return of its authority. */
type Known = RowOfContract & { authority: string; age: string }
const known: Known[] = []

const RETURNS = [
  { authority: 'camden', at: '2026-10-01T09:00:00Z', age: 'under_6_months' },
  { authority: 'barnet', at: '2026-02-01T09:00:00Z', age: '6_to_12_months' },
  { authority: 'sutton', at: '2025-01-01T09:00:00Z', age: 'over_18_months' },
]

function madeUp(seed: number): RowOfContract {
  const day = (n: number) => `20${25 + (n % 5)}-0${1 + (n % 9)}-15`
  return {
    title: `${seed % 2 ? 'Lift' : 'Roof'} works ${seed}`,
    supplier_name_raw: `Maker ${seed % 4} Ltd`,
    local_reference: `R-${seed}`,
    ...(seed % 3 && { current_end_on: day(seed) }),
    ...(seed % 4 === 1 && { max_end_on: day(seed + 2) }),
    ...(seed % 5 === 1 && { value_whole_term_net: seed * 1_000_00 }),
    ...(seed % 5 === 2 && { value_annual: seed * 500_00 }),
    ...(seed % 5 === 3 && { value: seed * 700_00 }),
    ...(seed % 7 && { service_area: AREAS[seed % 3] as string }),
    ...(seed % 6 && { route: ROUTES[seed % 2] as string, process_type: PROCESSES[seed % 2] as string }),
    ...(seed % 3 !== 1 && { is_sme: seed % 2 === 0 }),
    ...(seed % 8 === 0 && { is_vcse: true }),
  }
}

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

const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })
const day = fc.option(fc.constantFrom('2025-06-01', '2026-11-21', '2027-03-15', '2028-12-31'), {
  nil: undefined,
})
const pounds = fc.option(fc.constantFrom('0', '20000', '45000.50', '90000'), { nil: undefined })
const blankSwitch = fc.constantFrom('include', 'exclude', undefined)

const asked = fc
  .record({
    q: fc.constantFrom(undefined, 'Lift', 'Roof'),
    authority: some(['camden', 'barnet', 'sutton']),
    status: some(STATUSES),
    age: some(AGES),
    service_area: some(AREAS),
    route: some(ROUTES),
    process_type: some(PROCESSES),
    current_end_from: day,
    current_end_to: day,
    max_end_from: day,
    max_end_to: day,
    value_from: pounds,
    value_to: pounds,
    value_basis: some(VALUE_BASES),
    sme: some(YES_NO),
    vcse: some(YES_NO),
    ...Object.fromEntries(BLANKS.map((blank) => [NOT_STATED[blank], blankSwitch])),
  })
  .map((filters) => contractFilters.safeParse(filters))
  .filter((read) => read.success)
  .map((read) => read.data)

it('counts, for any filter, what is shown, what does not say and what is excluded so that nothing is missing', async () => {
  const total = (await search({})).total
  expect(total).toBe(known.length)
  await fc.assert(
    fc.asyncProperty(asked, async (filters) => {
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
    fc.asyncProperty(asked, async (filters) => {
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
