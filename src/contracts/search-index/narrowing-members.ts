// Which contracts of a segment meet one dimension of a question?

import { addMonths, type CalendarDate, dayNumber } from '../../lib/calendar-date.ts'
import { foldKey } from '../../lib/text.ts'
import { AGES, type Blank, type Dimension, type Narrowing, NOT_STATED } from '../contract-filters.ts'
import { membersWithCodes, membersWithDays, wantedCodes } from './column-members.ts'
import { placeOf } from './find-place.ts'
import { withAmountBetween } from './kept-amounts.ts'
import { foldedAreas, withoutAmount, withoutMaxEnd } from './kept-columns.ts'
import { addOthers, type Listed, listedSuppliers, listedTechnologies } from './kept-lists.ts'
import { type FewValued, STATED, withBaselessAmount } from './kept-members.ts'
import { and, andNot, or, setRange } from './members.ts'
import { type HeldRegister, type Members, NO_DAY, noMembers, type Segment } from './segment.ts'

/** A question to the register as it stands, its names resolved. */
export interface IndexQuestion {
  filters: Narrowing
  /** Null where none is asked for. */
  authorityIds: readonly number[] | null
  supplierIds: readonly string[] | null
  technologyIds: readonly string[] | null
  /** The day that statuses, ages and the order of ends are of. */
  today: CalendarDate
  /** For each segment its contracts with the words asked for, null for a segment that has none; null where no words are asked for. */
  words: readonly (Members | null)[] | null
}

type MembersOf = (segment: Segment, at: number) => Members

/** Before every day that can be stated. */
const FIRST_DAY = -0x80000000

/**
 * The dimensions by which a question narrows, each with who meets it in the segment at a place of the register. Authorities
 * are not among them: they are whole segments.
 */
export function narrowing(held: HeldRegister, question: IndexQuestion): [Dimension, MembersOf][] {
  const { filters, supplierIds, technologyIds, today } = question
  const dimensions: [Dimension, MembersOf | null][] = [
    ['supplier', supplierIds && suppliedBy(held, supplierIds)],
    ['technology', technologyIds && isFor(technologyIds)],
    ['status', filters.status?.length ? withStatus(filters.status, today) : null],
    ['age', filters.age?.length ? withAge(filters.age, today) : null],
    ['current_end', withCurrentEnd(filters)],
    ['max_end', withMaxEnd(filters)],
    ['value', withValue(filters)],
    ['service_area', withServiceArea(filters)],
    ['route', withText(filters, 'route')],
    ['process_type', withText(filters, 'process_type')],
    ['sme', withYesNo(filters, 'sme')],
    ['vcse', withYesNo(filters, 'vcse')],
  ]
  return dimensions.flatMap(([dimension, membersOf]) => (membersOf === null ? [] : [[dimension, membersOf]]))
}

/** The first day of each band of age but the oldest, the youngest band first; days since 1970. */
export function ageDays(today: CalendarDate): [number, number, number] {
  const first = (months: number) => dayNumber(addMonths(today, -months))
  return [first(6), first(12), first(18)]
}

type Filters = IndexQuestion['filters']

const isKept = (filters: Filters, blank: Blank) => filters[NOT_STATED[blank]] !== 'exclude'

function suppliedBy(held: HeldRegister, ids: readonly string[]): MembersOf {
  const isWanted = new Uint8Array(held.supplierIds.length)
  for (const number of ids.map((id) => held.supplierIds.indexOf(id))) if (number > 0) isWanted[number] = 1
  return (segment, at) =>
    listing(listedSuppliers(segment, held.supplierNumbers[at] ?? new Uint32Array(0)), isWanted)
}

function isFor(ids: readonly string[]): MembersOf {
  return (segment) => {
    const isWanted = Uint8Array.from(['', ...segment.technologyIds], (id) => Number(ids.includes(id)))
    return listing(listedTechnologies(segment), isWanted)
  }
}

/** @param isWanted for each number that a kind stands for 1 where it is wanted. */
function listing(listed: Listed, isWanted: Uint8Array): Members {
  const wanted = new Uint8Array(listed.numbers.length)
  for (let kind = 0; kind < wanted.length; kind += 1)
    wanted[kind] = isWanted[listed.numbers[kind] as number] as number
  const members = membersWithCodes(listed.first.codes, wanted)
  addOthers(members, listed, wanted)
  return members
}

function withStatus(statuses: NonNullable<Narrowing['status']>, today: CalendarDate): MembersOf {
  const day = dayNumber(today)
  return (segment) => {
    const members = noMembers(segment)
    const running = placeOf(segment.currentEnds, day)
    const unstated = placeOf(segment.currentEnds, NO_DAY)
    if (statuses.includes('ended')) setRange(members, 0, running)
    if (statuses.includes('running')) setRange(members, running, unstated)
    if (statuses.includes('no_end_stated')) setRange(members, unstated, segment.size)
    return members
  }
}

/** What was never confirmed counts as of the oldest band. */
function withAge(ages: NonNullable<Narrowing['age']>, today: CalendarDate): MembersOf {
  const [six, twelve, eighteen] = ageDays(today)
  const firsts = [six, twelve, eighteen, FIRST_DAY]
  return (segment) => {
    let members = noMembers(segment)
    for (const age of ages) {
      const band = AGES.indexOf(age)
      const last = (firsts[band - 1] ?? NO_DAY) - 1
      members = or(members, membersWithDays(segment.confirmed, firsts[band] ?? FIRST_DAY, last))
    }
    return ages.includes('over_18_months')
      ? or(members, membersWithDays(segment.confirmed, NO_DAY, NO_DAY))
      : members
  }
}

function withCurrentEnd(filters: Filters): MembersOf | null {
  const { current_end_from: from, current_end_to: to } = filters
  const areKept = isKept(filters, 'current_end')
  if (from === undefined && to === undefined && areKept) return null
  const [first, last] = daysOf(from, to)
  return (segment) => {
    const members = noMembers(segment)
    setRange(members, placeOf(segment.currentEnds, first), placeOf(segment.currentEnds, last + 1))
    if (areKept) setRange(members, placeOf(segment.currentEnds, NO_DAY), segment.size)
    return members
  }
}

function withMaxEnd(filters: Filters): MembersOf | null {
  const { max_end_from: from, max_end_to: to } = filters
  const areKept = isKept(filters, 'max_end')
  if (from === undefined && to === undefined && areKept) return null
  const [first, last] = daysOf(from, to)
  return (segment) => {
    const members = membersWithDays(segment.maxEnds, first, last)
    return areKept ? or(members, withoutMaxEnd(segment)) : members
  }
}

function daysOf(from: string | undefined, to: string | undefined): [number, number] {
  return [from === undefined ? FIRST_DAY : dayNumber(from), to === undefined ? NO_DAY - 1 : dayNumber(to)]
}

/** An amount whose basis nobody stated does not say whether it meets a filter by basis. */
function withValue(filters: Filters): MembersOf | null {
  const { value_from: from, value_to: to } = filters
  const bases: readonly string[] = filters.value_basis ?? []
  const areKept = isKept(filters, 'value')
  if (from === undefined && to === undefined && bases.length === 0 && areKept) return null
  const least = from === undefined ? Number.NEGATIVE_INFINITY : pence(from)
  const most = to === undefined ? Number.POSITIVE_INFINITY : pence(to)
  const isBasisBlank = bases.length > 0 && !bases.includes('value')
  return (segment) => {
    const { codes, names } = segment.valueFields
    const blank = isBasisBlank
      ? or(withoutAmount(segment), withBaselessAmount(segment))
      : withoutAmount(segment)
    let members = withAmountBetween(segment, least, most)
    if (bases.length > 0)
      members = and(
        members,
        membersWithCodes(
          codes,
          wantedCodes(names, (name) => bases.includes(name), false),
        ),
      )
    return areKept ? or(members, blank) : andNot(members, blank)
  }
}

function pence(pounds: string): number {
  return Math.round(Number(pounds) * 100)
}

function withServiceArea(filters: Filters): MembersOf | null {
  const wanted = new Set(filters.service_area?.map(foldKey))
  const areKept = isKept(filters, 'service_area')
  if (wanted.size === 0 && areKept) return null
  const isWanted = (folded: string) => wanted.size === 0 || wanted.has(folded)
  return (segment) =>
    membersWithCodes(segment.serviceAreas.codes, wantedCodes(foldedAreas(segment), isWanted, areKept))
}

function withText(filters: Filters, dimension: 'route' | 'process_type'): MembersOf | null {
  const wanted: readonly string[] = filters[dimension] ?? []
  const areKept = isKept(filters, dimension)
  if (wanted.length === 0 && areKept) return null
  const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)
  return (segment) => stating(segment, dimension, isWanted, areKept)
}

/** Two answers ask for any. */
function withYesNo(filters: Filters, dimension: 'sme' | 'vcse'): MembersOf | null {
  const [wanted, other] = filters[dimension] ?? []
  const areKept = isKept(filters, dimension)
  if (wanted === undefined && areKept) return null
  const isAny = wanted === undefined || other !== undefined
  const isWanted = (answer: string) => isAny || answer === wanted
  return (segment) => stating(segment, dimension, isWanted, areKept)
}

function stating(
  segment: Segment,
  dimension: FewValued,
  isWanted: (name: string) => boolean,
  areKept: boolean,
): Members {
  const { names, members } = STATED[dimension](segment)
  const [first, ...others] = members.filter((_, code) =>
    code === 0 ? areKept : isWanted(names[code - 1] ?? ''),
  )
  return others.reduce(or, first ?? noMembers(segment))
}
