// Which registers and filters is the list of contracts tried with? Three authorities whose contracts state much or little.
import fc from 'fast-check'
import { contractFilters } from '../../src/contracts/contract-filter-schemas.ts'
import {
  AGES,
  BLANKS,
  NOT_STATED,
  STATUSES,
  VALUE_BASES,
  YES_NO,
} from '../../src/contracts/contract-filters.ts'
import type { RowOfContract } from './register-rows.ts'

const AREAS = ['Housing', 'Waste', 'Adult social care']
const ROUTES = ['own_tender', 'direct_award']
const PROCESSES = ['open', 'direct']

/** Each authority's one return, and the band of age that its contracts are in on 21 November 2026. */
export const RETURNS = [
  { authority: 'camden', at: '2026-10-01T09:00:00Z', age: 'under_6_months' },
  { authority: 'barnet', at: '2026-02-01T09:00:00Z', age: '6_to_12_months' },
  { authority: 'sutton', at: '2025-01-01T09:00:00Z', age: 'over_18_months' },
]

export function madeUp(seed: number): RowOfContract {
  const day = (n: number) => `20${25 + (n % 5)}-0${1 + (n % 9)}-15`
  return {
    description: `${seed % 3 ? 'Planned' : 'Reactive'} maintenance in ${seed % 4 ? 'tower' : 'low'} blocks`,
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

const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })
const day = fc.option(fc.constantFrom('2025-06-01', '2026-11-21', '2027-03-15', '2028-12-31'), {
  nil: undefined,
})
const pounds = fc.option(fc.constantFrom('0', '20000', '45000.50', '90000'), { nil: undefined })
const blankSwitch = fc.constantFrom('include', 'exclude', undefined)

/** Filters that are none that the list refuses. */
export const askedOfList = fc
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
