// How many of the contracts picked are there of each value that can be filtered by?
import { AGES, BLANKS, type Blank, type Dimension, VALUE_BANDS } from '../contract-filters.ts'
import { placeOf } from './find-place.ts'
import { areaKinds, BANDS, confirmedKinds, endYears, rowsOfKinds } from './kept-columns.ts'
import { listedSuppliers, listedTechnologies } from './kept-lists.ts'
import { type FewValued, STATED, withBaselessAmount, withoutServiceArea } from './kept-members.ts'
import {
  addByNumber,
  addListed,
  countKinds,
  countRows,
  type Picked,
  pickedAmong,
  pickedBetween,
} from './picked-contracts.ts'
import { serviceAreas, technologies } from './register-names.ts'
import { type HeldRegister, NO_DAY, type Segment } from './segment.ts'

/** What is counted of a question, filled segment by segment. */
export interface Tally {
  /** Of each dimension its values, as facets name them, with how many contracts; but for what follows. */
  values: Record<Dimension, Map<string, number>>
  notStated: Record<Blank, number>
  /** By number of the supplier, here and below; that of number 0 means nothing. */
  suppliers: Uint32Array
  technologies: Uint32Array
  serviceAreas: Uint32Array
}

export function emptyTally(held: HeldRegister): Tally {
  const dimensions: Dimension[] = [...BLANKS, 'authority', 'supplier', 'technology', 'status', 'age']
  return {
    values: Object.fromEntries(dimensions.map((name) => [name, new Map()])) as unknown as Tally['values'],
    notStated: Object.fromEntries(BLANKS.map((blank) => [blank, 0])) as Record<Blank, number>,
    suppliers: new Uint32Array(held.supplierIds.length),
    technologies: new Uint32Array(technologies(held).names.length),
    serviceAreas: new Uint32Array(serviceAreas(held).names.length),
  }
}

/** What is counted in a segment, and how. */
export interface Count {
  dimensions: ReadonlySet<Dimension>
  /** Whether it is of use only how many state nothing. */
  isOfBlanks: boolean
  /** Whether amounts whose basis is not stated count as not stated. */
  isBaselessBlank: boolean
  /** Days since 1970. */
  today: number
  /** First days of the bands of age but the oldest, the youngest first. */
  ageDays: readonly [number, number, number]
}

/** Adds the contracts picked of the segment at a place of the register, in the dimensions asked for. */
export function tallyContracts(
  tally: Tally,
  held: HeldRegister,
  at: number,
  picked: Picked,
  count: Count,
): void {
  const segment = held.segments[at] as Segment
  const { dimensions } = count
  const has = (...names: Dimension[]) => names.some((name) => dimensions.has(name))
  if (picked.count === 0) return
  if (has('authority')) add(tally, 'authority', String(segment.authorityId), picked.count)
  if (has('current_end', 'status')) tallyEnds(tally, segment, picked, count)
  if (count.isOfBlanks || dimensions.size === 1) {
    tallyStated(tally, segment, picked, count)
    if (count.isOfBlanks) return
    if (has('service_area')) tallyAreas(tally, held, at, countKinds(areaKinds(segment), picked))
  } else {
    const [market, supply, areas] = countRows(rowsOfKinds(segment), picked)
    if (has('route', 'process_type', 'max_end')) tallyMarket(tally, segment, market, dimensions)
    if (has('sme', 'vcse', 'value')) tallySupply(tally, supply, count)
    if (has('service_area')) tallyAreas(tally, held, at, areas)
  }
  if (has('age')) tallyAges(tally, segment, picked, count)
  if (has('supplier'))
    addListed(tally.suppliers, listedSuppliers(segment, numbersAt(held.supplierNumbers, at)), picked)
  if (has('technology')) {
    const numbers = numbersAt(technologies(held).numbers, at)
    addListed(tally.technologies, listedTechnologies(segment), picked, numbers)
  }
}

function numbersAt(numbers: readonly Uint32Array[], at: number): Uint32Array {
  return numbers[at] ?? new Uint32Array(0)
}

function tallyAreas(tally: Tally, held: HeldRegister, at: number, counts: Uint32Array): void {
  tally.notStated.service_area += counts[0] as number
  addByNumber(tally.serviceAreas, numbersAt(serviceAreas(held).numbers, at), counts)
}

function add({ values }: Tally, dimension: Dimension, value: string, contracts: number): void {
  if (contracts > 0) values[dimension].set(value, (values[dimension].get(value) ?? 0) + contracts)
}

/** @param counts of each code how many; the first is what is not stated. */
function addCodes(tally: Tally, dimension: Blank, names: readonly string[], counts: ArrayLike<number>): void {
  tally.notStated[dimension] += counts[0] ?? 0
  names.forEach((name, at) => {
    add(tally, dimension, name, counts[at + 1] ?? 0)
  })
}

/** Of what has few values each is counted by itself. */
function tallyStated(tally: Tally, segment: Segment, picked: Picked, count: Count): void {
  for (const dimension of FEW_VALUED) {
    if (!count.dimensions.has(dimension)) continue
    const { names, members } = STATED[dimension](segment)
    const counted = count.isOfBlanks ? members.slice(0, 1) : members
    addCodes(
      tally,
      dimension,
      count.isOfBlanks ? [] : names,
      counted.map((those) => pickedAmong(picked, those)),
    )
  }
  if (count.isBaselessBlank && count.dimensions.has('value'))
    tally.notStated.value += pickedAmong(picked, withBaselessAmount(segment))
  if (count.isOfBlanks && count.dimensions.has('service_area'))
    tally.notStated.service_area += pickedAmong(picked, withoutServiceArea(segment))
}

function tallyEnds(tally: Tally, segment: Segment, picked: Picked, { dimensions, today }: Count): void {
  const running = placeOf(segment.currentEnds, today)
  const unstated = placeOf(segment.currentEnds, NO_DAY)
  const blank = pickedBetween(picked, unstated, segment.size)
  if (dimensions.has('status')) {
    add(tally, 'status', 'ended', pickedBetween(picked, 0, running))
    add(tally, 'status', 'running', pickedBetween(picked, running, unstated))
    add(tally, 'status', 'no_end_stated', blank)
  }
  if (!dimensions.has('current_end')) return
  tally.notStated.current_end += blank
  const years = endYears(segment)
  years.forEach(({ year, from }, at) => {
    add(tally, 'current_end', String(year), pickedBetween(picked, from, years[at + 1]?.from ?? unstated))
  })
}

function tallyMarket(
  tally: Tally,
  segment: Segment,
  counts: Uint32Array,
  dimensions: Count['dimensions'],
): void {
  const routes = new Uint32Array(segment.routes.names.length + 1)
  const processes = new Uint32Array(segment.processTypes.names.length + 1)
  let withoutMaxEnd = 0
  counts.forEach((contracts, kind) => {
    if (contracts === 0) return
    const process = (kind >>> 1) % processes.length
    const route = Math.trunc((kind >>> 1) / processes.length)
    routes[route] = (routes[route] as number) + contracts
    processes[process] = (processes[process] as number) + contracts
    if ((kind & 1) === 0) withoutMaxEnd += contracts
  })
  if (dimensions.has('route')) addCodes(tally, 'route', segment.routes.names, routes)
  if (dimensions.has('process_type')) addCodes(tally, 'process_type', segment.processTypes.names, processes)
  if (dimensions.has('max_end')) tally.notStated.max_end += withoutMaxEnd
}

const FEW_VALUED = Object.keys(STATED) as FewValued[]
const YES_NO = ['yes', 'no']
const BAND_NAMES = VALUE_BANDS.map(String)

function tallySupply(tally: Tally, counts: Uint32Array, count: Count): void {
  const sme = [0, 0, 0]
  const vcse = [0, 0, 0]
  const bands = new Array<number>(BANDS).fill(0)
  let baseless = 0
  counts.forEach((contracts, kind) => {
    if (contracts === 0) return
    const band = (kind >>> 1) % BANDS
    const answers = Math.trunc((kind >>> 1) / BANDS)
    sme[Math.trunc(answers / 3)] = (sme[Math.trunc(answers / 3)] as number) + contracts
    vcse[answers % 3] = (vcse[answers % 3] as number) + contracts
    bands[band] = (bands[band] as number) + contracts
    if ((kind & 1) === 1 && band > 0) baseless += contracts
  })
  if (count.dimensions.has('sme')) addCodes(tally, 'sme', YES_NO, sme)
  if (count.dimensions.has('vcse')) addCodes(tally, 'vcse', YES_NO, vcse)
  if (!count.dimensions.has('value')) return
  addCodes(tally, 'value', BAND_NAMES, bands)
  if (count.isBaselessBlank) tally.notStated.value += baseless
}

/** What was never confirmed counts as of the oldest band. */
function tallyAges(tally: Tally, segment: Segment, picked: Picked, { ageDays }: Count): void {
  const kinds = confirmedKinds(segment)
  countKinds(kinds, picked).forEach((contracts, kind) => {
    const day = kinds.days[kind] ?? NO_DAY
    const band = day === NO_DAY ? ageDays.length : ageDays.filter((first) => day < first).length
    add(tally, 'age', AGES[band] ?? '', contracts)
  })
}
