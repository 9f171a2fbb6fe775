// How many contracts of the register match, how many state nothing, and into which groups do they fall?

import { dayNumber } from '../../lib/calendar-date.ts'
import { BLANKS, type Dimension } from '../contract-filters.ts'
import type { Counts, Facet, FacetValue, Survey } from '../contract-survey.ts'
import type { AskedRegister } from './asked-members.ts'
import { ageDays } from './narrowing-members.ts'
import { pickContracts, roomForPlaces } from './picked-contracts.ts'
import { serviceAreas, technologies } from './register-names.ts'
import { type Count, emptyTally, type Tally, tallyContracts } from './tally-contracts.ts'

/** A supplier or a technology with so many of the contracts; its name is not known here. */
export interface Winner {
  id: string
  contracts: number
}

/** A survey but for the names of suppliers and technologies, and of authorities, which stand as their ids. */
export interface RegisterSurvey {
  counts: Counts
  facets: (Record<Exclude<Facet, Joined>, FacetValue[]> & Record<Joined, Winner[]>) | null
}

type Joined = 'supplier' | 'technology'

/** Most values that one facet names; there are 33 authorities. */
const MOST_VALUES = 40

/** Most suppliers and most technologies that their facets name. */
const MOST_JOINED = 15

/** What each facet counts the values of. */
const FACETS: Record<Exclude<Facet, Joined>, Dimension> = {
  authority: 'authority',
  service_area: 'service_area',
  status: 'status',
  route: 'route',
  process_type: 'process_type',
  end_year: 'current_end',
  value_band: 'value',
  sme: 'sme',
  vcse: 'vcse',
  age: 'age',
}

const DIMENSIONS: readonly Dimension[] = [...BLANKS, 'authority', 'supplier', 'technology', 'status', 'age']

/**
 * Exact counts, and where asked for each facet over the contracts that meet every other filter, so that a second value can be
 * chosen beside the first; the most frequent first, ties in the order of the letters' codes.
 */
export function surveyRegister(asked: AskedRegister, withFacets: boolean): RegisterSurvey {
  const tally = emptyTally(asked.held)
  const total = fill(tally, asked, withFacets)
  const counts = { total, isCapped: false, notStated: tally.notStated }
  if (!withFacets) return { counts, facets: null }
  serviceAreas(asked.held).names.forEach((name, number) => {
    const contracts = tally.serviceAreas[number] ?? 0
    if (number > 0 && contracts > 0) tally.values.service_area.set(name, contracts)
  })
  const coded = Object.entries(FACETS).map(([facet, dimension]) => [facet, valuesOf(tally, dimension)])
  const supplier = mostOf(tally.suppliers, asked.held.supplierIds)
  const technology = mostOf(tally.technologies, technologies(asked.held).names)
  return { counts, facets: { ...Object.fromEntries(coded), supplier, technology } }
}

/** Counts each dimension over those who meet all others; the number of those who meet all. */
function fill(tally: Tally, asked: AskedRegister, withFacets: boolean): number {
  const { held, question, narrowed, segments } = asked
  const bases = question.filters.value_basis
  const how: Omit<Count, 'dimensions'> = {
    isOfBlanks: !withFacets,
    isBaselessBlank: Boolean(bases?.length && !bases.includes('value')),
    today: dayNumber(question.today),
    ageDays: ageDays(question.today),
  }
  const dimensions = withFacets ? DIMENSIONS : BLANKS
  const open = new Set(dimensions.filter((dimension) => !narrowed.includes(dimension)))
  const apart = dimensions.filter((dimension) => narrowed.includes(dimension))
  const places = roomForPlaces(Math.max(0, ...segments.map(({ segment }) => segment.size)))
  let total = 0
  for (const { segment, at, isAsked, meeting } of segments) {
    const tallied = (counted: ReadonlySet<Dimension>, leftOut?: Dimension) => {
      const picked = pickContracts(segment, meeting(leftOut), places)
      tallyContracts(tally, held, at, picked, { ...how, dimensions: counted })
      return picked.count
    }
    if (isAsked) total += tallied(open)
    for (const dimension of apart)
      if (isAsked || dimension === 'authority') tallied(new Set([dimension]), dimension)
  }
  return total
}

function valuesOf({ values }: Tally, dimension: Dimension): FacetValue[] {
  return [...values[dimension]]
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(([value, contracts]) => ({ value, label: null, contracts }))
}

function byContractsAndId(one: Winner, other: Winner): number {
  return other.contracts - one.contracts || (one.id < other.id ? -1 : 1)
}

/** Those with most contracts, among equals the lower ids. */
function mostOf(contracts: Uint32Array, ids: readonly string[]): Winner[] {
  const most: Winner[] = []
  let least = 1
  for (let number = 1; number < contracts.length; number += 1) {
    const counted = contracts[number] as number
    if (counted < least) continue
    most.push({ id: ids[number] ?? '', contracts: counted })
    most.sort(byContractsAndId)
    if (most.length > MOST_JOINED) most.pop()
    if (most.length === MOST_JOINED) least = most.at(-1)?.contracts ?? 1
  }
  return most
}

/** A supplier or a technology as facets show it. */
export interface Named {
  id: string
  slug: string
  name: string
}

/**
 * The survey with its names. Winners with as many contracts stand in the order of their names, then slugs, by the codes of
 * their letters. A winner that has no name is left out.
 */
export function withNames(
  { counts, facets }: RegisterSurvey,
  slugs: ReadonlyMap<string, string>,
  suppliers: readonly Named[],
  technologies: readonly Named[],
): Survey {
  if (facets === null) return { counts, facets }
  const authority = facets.authority.map((each) => ({ ...each, value: slugs.get(each.value) ?? each.value }))
  const supplier = named(facets.supplier, suppliers)
  return {
    counts,
    facets: { ...facets, authority, supplier, technology: named(facets.technology, technologies) },
  }
}

function named(winners: readonly Winner[], names: readonly Named[]): (FacetValue & { label: string })[] {
  const contracts = new Map(winners.map((winner) => [winner.id, winner.contracts]))
  return names
    .flatMap(({ id, slug, name }) => {
      const counted = contracts.get(id)
      return counted === undefined ? [] : [{ value: slug, label: name, contracts: counted }]
    })
    .sort(
      (one, other) =>
        other.contracts - one.contracts || byCodes(one.label, other.label) || byCodes(one.value, other.value),
    )
}

function byCodes(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
