// Which small registers and questions are tried, and what does a plain reading of each contract say of them?
import fc from 'fast-check'
import {
  AGES,
  BLANKS,
  type Blank,
  type Dimension,
  NOT_STATED,
  PROCESS_TYPES,
  ROUTES,
  STATUSES,
  VALUE_BANDS,
  VALUE_BASES,
  YES_NO,
} from '../../src/contracts/contract-filters.ts'
import { buildSegment } from '../../src/contracts/search-index/build-segment.ts'
import { idOf } from '../../src/contracts/search-index/contract-places.ts'
import type { IndexRow } from '../../src/contracts/search-index/index-row.ts'
import type { IndexQuestion } from '../../src/contracts/search-index/narrowing-members.ts'
import { type HeldRegister, noMembers } from '../../src/contracts/search-index/segment.ts'
import { addMonths, dayNumber, fromDayNumber } from '../../src/lib/calendar-date.ts'

export const TODAY = '2026-11-21'
const TODAY_NUMBER = dayNumber(TODAY)

export interface Contract extends IndexRow {
  authorityId: number
  /** Whether the words asked for stand in it. */
  hasWords: boolean
  score: number
}

export interface Case {
  contracts: Contract[]
  question: Omit<IndexQuestion, 'words'>
  hasWords: boolean
}

const uuid = (head: string, number: number) => `${head}-0000-4000-8000-${String(number).padStart(12, '0')}`
const TECHNOLOGIES = [0, 1, 2, 3].map((number) => uuid('aaaaaaaa', number))
const SUPPLIERS = [0, 1, 2, 3].map((number) => uuid('bbbbbbbb', number))
/** Supplier of each name; the last two name nobody, two names are of one supplier. */
const SUPPLIER_OF_NAME = [1, 1, 2, 3, 0, 0]
const AREAS = ['Housing', 'housing ', 'Adult  social care', 'IT']

const day = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -900, max: 900 }))
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
const amount = fc.constantFrom(
  ...VALUE_BANDS.flatMap((pounds) => [pounds * 100 - 1, pounds * 100, pounds * 100 + 50]),
)

const contract = fc
  .record({
    id: fc.uuid({ version: 4 }),
    authorityId: fc.constantFrom(3, 11, 7),
    currentEnd: maybe(day.map((days) => TODAY_NUMBER + days)),
    maxEnd: maybe(day.map((days) => TODAY_NUMBER + days)),
    confirmed: maybe(day.map((days) => TODAY_NUMBER - Math.abs(days))),
    value: maybe(fc.record({ valuePence: amount, valueField: fc.constantFrom(...VALUE_BASES) })),
    serviceArea: maybe(fc.constantFrom(...AREAS)),
    route: maybe(fc.constantFrom(...ROUTES.slice(0, 3))),
    processType: maybe(fc.constantFrom(...PROCESS_TYPES.slice(0, 3))),
    isSme: maybe(fc.boolean()),
    isVcse: maybe(fc.boolean()),
    supplierNameIds: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }),
    technologyIds: fc.uniqueArray(fc.constantFrom(...TECHNOLOGIES), { maxLength: 2 }),
    hasWords: fc.boolean(),
    score: fc.constantFrom(0, 0.25, 0.5, 0.75),
  })
  .map(
    ({ value, ...rest }): Contract => ({ ...rest, valuePence: null, valueField: null, ...value, words: '' }),
  )

const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const some = <T>(...values: T[]) => optional(fc.array(fc.constantFrom(...values), { maxLength: 3 }))
const notStated = optional(fc.constantFrom('include' as const, 'exclude' as const))
const near = optional(day.map((days) => fromDayNumber(TODAY_NUMBER + days)))
const pounds = optional(fc.constantFrom('0', '24999.99', '25000', '25000.50', '1000000', '9000000'))

const filters = fc.record({
  service_area: some('HOUSING', ' adult social  care', 'Nothing'),
  service_area_not_stated: notStated,
  status: some(...STATUSES),
  route: some(...ROUTES.slice(0, 4)),
  route_not_stated: notStated,
  process_type: some(...PROCESS_TYPES.slice(0, 4)),
  process_type_not_stated: notStated,
  current_end_from: near,
  current_end_to: near,
  end_not_stated: notStated,
  max_end_from: near,
  max_end_to: near,
  max_end_not_stated: notStated,
  value_from: pounds,
  value_to: pounds,
  value_basis: some(...VALUE_BASES),
  value_not_stated: notStated,
  sme: some(...YES_NO),
  sme_not_stated: notStated,
  vcse: some(...YES_NO),
  vcse_not_stated: notStated,
  age: some(...AGES),
})

/** Few filters of a question are there, so that some contracts meet it. */
const fewFilters = fc
  .tuple(
    filters,
    fc.subarray(
      [
        'service',
        'status',
        'route',
        'process',
        'current_end',
        'end_',
        'max_end',
        'value',
        'sme',
        'vcse',
        'age',
      ],
      { maxLength: 4 },
    ),
  )
  .map(([all, kept]) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => kept.some((start) => name.startsWith(start)))),
  )

export const cases: fc.Arbitrary<Case> = fc.record({
  contracts: fc.uniqueArray(contract, { maxLength: 80, minLength: 0, selector: ({ id }) => id, size: 'max' }),
  question: fc.record({
    filters: fewFilters,
    authorityIds: fc.option(fc.subarray([3, 11, 7, 99], { minLength: 1 }), { nil: null, freq: 1 }),
    supplierIds: fc.option(fc.subarray(SUPPLIERS.slice(1), { minLength: 1 }), { nil: null, freq: 1 }),
    technologyIds: fc.option(fc.subarray(TECHNOLOGIES, { minLength: 1 }), { nil: null, freq: 1 }),
    today: fc.constant(TODAY),
  }),
  hasWords: fc.boolean(),
})

/** The contracts as the index holds them, and which of each authority have the words. */
export function heldOf({ contracts, hasWords }: Pick<Case, 'contracts' | 'hasWords'>): {
  held: HeldRegister
  words: IndexQuestion['words']
} {
  const authorities = [...new Set(contracts.map(({ authorityId }) => authorityId))]
  const segments = authorities.map((id) =>
    buildSegment(
      id,
      contracts.filter(({ authorityId }) => authorityId === id),
    ),
  )
  const found = new Set(contracts.filter((one) => one.hasWords).map(({ id }) => id))
  const words = segments.map((segment) => {
    const members = noMembers(segment)
    for (let at = 0; at < segment.size; at += 1)
      if (found.has(idOf(segment, at))) members[at >>> 5] = (members[at >>> 5] ?? 0) | (1 << (at & 31))
    return members.some((word) => word !== 0) ? members : null
  })
  const held: HeldRegister = {
    version: '1',
    segments,
    supplierNumbers: segments.map(({ supplierNameIds }) =>
      Uint32Array.from(supplierNameIds, (name) => SUPPLIER_OF_NAME[name] ?? 0),
    ),
    supplierIds: ['', ...SUPPLIERS.slice(1)],
  }
  return { held, words: hasWords ? words : null }
}

export function suppliersOf(one: Contract): string[] {
  const numbers = new Set(one.supplierNameIds.map((name) => SUPPLIER_OF_NAME[name] ?? 0))
  return [...numbers].filter((number) => number > 0).map((number) => SUPPLIERS[number] ?? '')
}

export function statusOf({ currentEnd }: Contract): string {
  if (currentEnd === null) return 'no_end_stated'
  return currentEnd >= TODAY_NUMBER ? 'running' : 'ended'
}

export function ageOf({ confirmed }: Contract): string {
  const at = confirmed ?? Number.NEGATIVE_INFINITY
  const band = [6, 12, 18].findIndex((months) => at >= dayNumber(addMonths(TODAY, -months)))
  return AGES[band === -1 ? 3 : band] ?? ''
}

const fold = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
const yesNo = (is: boolean | null) => (is === null ? null : is ? 'yes' : 'no')

/** What a contract states of something that can be left blank, for comparing with a filter. */
const stated: Record<Blank, (one: Contract) => string | number | null> = {
  current_end: ({ currentEnd }) => currentEnd,
  max_end: ({ maxEnd }) => maxEnd,
  value: ({ valuePence }) => valuePence,
  service_area: ({ serviceArea }) => (serviceArea === null ? null : fold(serviceArea)),
  route: ({ route }) => route,
  process_type: ({ processType }) => processType,
  sme: ({ isSme }) => yesNo(isSme),
  vcse: ({ isVcse }) => yesNo(isVcse),
}

type Question = Case['question']

export function isBlank({ filters: { value_basis: bases } }: Question, blank: Blank, one: Contract): boolean {
  if (stated[blank](one) === null) return true
  return (
    blank === 'value' && Boolean(bases?.length) && !bases?.includes('value') && one.valueField === 'value'
  )
}

/** Whether what a contract states meets the filter, blanks aside. */
function passes({ filters }: Question, blank: Blank, one: Contract): boolean {
  const said = stated[blank](one)
  if (said === null) return false
  switch (blank) {
    case 'current_end':
    case 'max_end': {
      const text = fromDayNumber(Number(said))
      return text >= (filters[`${blank}_from`] ?? '') && text <= (filters[`${blank}_to`] ?? '9')
    }
    case 'value': {
      const { value_from: from = '-1', value_to: to = '1e15', value_basis: bases = [] } = filters
      const isWithin =
        Number(said) >= (from === '-1' ? -1e9 : Number(from) * 100) && Number(said) <= Number(to) * 100
      return isWithin && (bases.length === 0 || (bases as string[]).includes(one.valueField ?? ''))
    }
    default: {
      const asked = (filters[blank] ?? []).map(fold)
      if ((blank === 'sme' || blank === 'vcse') && asked.length > 1) return true
      return asked.length === 0 || asked.includes(String(said))
    }
  }
}

function isNarrowed({ filters }: Question, blank: Blank): boolean {
  if (blank === 'current_end' || blank === 'max_end')
    return filters[`${blank}_from`] !== undefined || filters[`${blank}_to`] !== undefined
  if (blank === 'value')
    return (
      [filters.value_from, filters.value_to].some((bound) => bound !== undefined) ||
      Boolean(filters.value_basis?.length)
    )
  return Boolean(filters[blank]?.length)
}

function meets(question: Question, dimension: Dimension, one: Contract): boolean {
  const { filters, authorityIds, supplierIds, technologyIds } = question
  switch (dimension) {
    case 'authority':
      return authorityIds === null || authorityIds.includes(one.authorityId)
    case 'supplier':
      return supplierIds === null || suppliersOf(one).some((id) => supplierIds.includes(id))
    case 'technology':
      return technologyIds === null || one.technologyIds.some((id) => technologyIds.includes(id))
    case 'status':
      return !filters.status?.length || (filters.status as string[]).includes(statusOf(one))
    case 'age':
      return !filters.age?.length || (filters.age as string[]).includes(ageOf(one))
    default: {
      const blank = isBlank(question, dimension, one)
      if (filters[NOT_STATED[dimension]] === 'exclude') return !blank && passes(question, dimension, one)
      return !isNarrowed(question, dimension) || blank || passes(question, dimension, one)
    }
  }
}

const DIMENSIONS: Dimension[] = [...BLANKS, 'authority', 'supplier', 'technology', 'status', 'age']

/** The contracts that meet every condition but those of the dimension left out. */
export function matching({ contracts, question, hasWords }: Case, leftOut?: Dimension): Contract[] {
  return contracts.filter(
    (one) =>
      (!hasWords || one.hasWords) &&
      DIMENSIONS.every((dimension) => dimension === leftOut || meets(question, dimension, one)),
  )
}
