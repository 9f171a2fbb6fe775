// Who runs what was asked for, from whom, at what price and until when? All 33 authorities, always.
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { decimalPounds } from '../lib/money.ts'
import { listServiceAreas } from '../technologies/technology-queries.ts'
import { findTechnology } from '../technologies/technology-search-queries.ts'
import { peerPrice, poundsOf } from './peer-prices.ts'
import {
  type PeerAuthority,
  type PeerScope,
  type PeerSystem,
  peerAuthorities,
  peerSystems,
} from './peer-queries.ts'
import { isInUse, peerState } from './peer-state.ts'
import type { PeerFilters, PeerRow, PeersAnswer } from './peers-schemas.ts'
import { priceSpreads } from './price-spread.ts'

/** Of the column `population` of the authorities. */
const RESIDENTS = {
  year: 2021,
  source: 'Usual residents, Census 2021, Office for National Statistics, rounded to 100',
}

export interface Peers {
  answer: PeersAnswer
  /** For the map, which has a tile for each. */
  authorities: PeerAuthority[]
}

/** @throws AppError `not_found` for a product or a service area that is not there. */
export async function findPeers(db: Queryable, scope: PeerScope, filters: PeerFilters): Promise<Peers> {
  const [label, authorities, systems] = await Promise.all([
    labelOf(db, scope),
    peerAuthorities(db),
    peerSystems(db, scope),
  ])
  const rows = authorities.flatMap((authority) =>
    rowsOf(
      authority,
      systems.filter((one) => one.authority === authority.slug),
      'serviceArea' in scope,
    ),
  )
  const answer: PeersAnswer = {
    scope: {
      technology: 'technology' in scope ? scope.technology : null,
      service_area: 'serviceArea' in scope ? scope.serviceArea : null,
      label,
    },
    authorities: countStates(rows),
    residents: RESIDENTS,
    prices: spreadsOf(rows),
    is_sample: systems.some((one) => one.is_sample),
    rows: sorted(rows, filters),
  }
  return { answer, authorities }
}

async function labelOf(db: Queryable, scope: PeerScope): Promise<string> {
  const found =
    'technology' in scope
      ? (await findTechnology(db, scope.technology))?.product
      : (await listServiceAreas(db)).find(({ code }) => code === scope.serviceArea)?.label
  if (found === undefined) throw new AppError('not_found')
  return found
}

function rowsOf(authority: PeerAuthority, systems: readonly PeerSystem[], isArea: boolean): PeerRow[] {
  const { state, why } = peerState({
    returnedOn: authority.returned_on,
    statuses: systems.map(({ status }) => status),
    unplaced: isArea ? authority.unplaced : 0,
  })
  const { slug, name } = authority
  if (state !== 'uses') return [{ ...EMPTY, authority: { slug, name }, state, why }]
  const used = systems.filter(({ status }) => isInUse(status))
  return used.map((system, at) => ({
    ...systemOnWire(system),
    ...priceOnWire(authority, system, used, at),
    authority: { slug, name },
    state,
    why: system.in_latest_return ? '' : 'left out of its latest systems return',
  }))
}

function priceOnWire(authority: PeerAuthority, system: PeerSystem, used: readonly PeerSystem[], at: number) {
  const under = (one: PeerSystem) => one.contract !== null && one.contract.id === system.contract?.id
  const price = peerPrice({
    contract: system.contract,
    withheld: system.withheld,
    ownAnnual: system.own_annual,
    isCounted: used.slice(0, at).some(under),
    sharing: used.filter(under).length,
    population: authority.population,
    users: system.users,
  })
  return {
    annual_pounds: poundsOf(price.annual),
    annual_vat: price.vat,
    annual_derived: price.derived,
    annual_why_not: price.whyNot,
    per_1000_residents: poundsOf(price.per1000Residents),
    per_user: poundsOf(price.perUser),
  }
}

function systemOnWire(system: PeerSystem) {
  const { contract } = system
  const withholds = (...fields: string[]) => system.withheld.some((field) => fields.includes(field))
  const endsWithheld = withholds('current_end_on', 'max_end_on')
  const suppliers = contract !== null && contract.suppliers.length > 0 ? contract.suppliers : system.suppliers
  const supplierWithheld = suppliers.length === 0 && withholds('supplier_name_raw')
  return {
    technology: system.technology,
    maker: supplierWithheld ? null : system.maker,
    suppliers,
    supplier_withheld: supplierWithheld,
    service_area: system.service_area,
    hosting: system.hosting,
    status: system.status,
    users: system.users,
    current_end_on: contract?.current_end_on ?? system.current_end_on,
    max_end_on: contract?.max_end_on ?? null,
    day_precision: contract?.day_precision ?? {},
    ends_withheld: endsWithheld,
    route: contract?.route ?? null,
    contract: contract && { id: contract.id, title: contract.title },
    confirmed_at: system.confirmed_at,
    in_latest_return: system.in_latest_return,
  }
}

const EMPTY: Omit<PeerRow, 'authority' | 'state' | 'why'> = {
  technology: null,
  maker: null,
  suppliers: [],
  supplier_withheld: false,
  service_area: null,
  hosting: null,
  status: null,
  users: null,
  annual_pounds: null,
  annual_vat: null,
  annual_derived: false,
  annual_why_not: null,
  per_1000_residents: null,
  per_user: null,
  current_end_on: null,
  max_end_on: null,
  day_precision: {},
  ends_withheld: false,
  route: null,
  contract: null,
  confirmed_at: null,
  in_latest_return: false,
}

function countStates(rows: readonly PeerRow[]): PeersAnswer['authorities'] {
  const count = (state: PeerRow['state']) =>
    new Set(rows.filter((row) => row.state === state).map((row) => row.authority.slug)).size
  return { uses: count('uses'), does_not: count('does_not'), not_reported: count('not_reported') }
}

function spreadsOf(rows: readonly PeerRow[]): PeersAnswer['prices'] {
  const prices = rows
    .filter((row) => row.state === 'uses' && row.annual_why_not !== 'counted above')
    .map((row) => ({
      authority: row.authority.slug,
      annual: row.annual_pounds === null || row.annual_why_not !== null ? null : penceOf(row.annual_pounds),
      vat: row.annual_vat ?? ('not_stated' as const),
    }))
  return priceSpreads(prices).map(({ vat, priced, spread }) => ({
    vat,
    authorities: priced.length,
    lowest: poundsOf(spread?.lowest ?? null),
    lower_quartile: poundsOf(spread?.lowerQuartile ?? null),
    median: poundsOf(spread?.median ?? null),
    upper_quartile: poundsOf(spread?.upperQuartile ?? null),
    highest: poundsOf(spread?.highest ?? null),
    each:
      spread === null
        ? []
        : priced.map(({ authority, annual }) => ({ authority, pounds: decimalPounds(annual) })),
  }))
}

const penceOf = (pounds: string) => Math.round(Number(pounds) * 100)

const KEYS: Record<PeerFilters['sort'], (row: PeerRow) => string | number | null> = {
  authority: () => null,
  annual: (row) => (row.annual_pounds === null ? null : Number(row.annual_pounds)),
  per_1000_residents: (row) => (row.per_1000_residents === null ? null : Number(row.per_1000_residents)),
  per_user: (row) => (row.per_user === null ? null : Number(row.per_user)),
  users: (row) => row.users,
  current_end: (row) => row.current_end_on,
  max_end: (row) => row.max_end_on,
}

/** What is not known stands last either way; ties in the order of names. */
function sorted(rows: readonly PeerRow[], { sort, order }: PeerFilters): PeerRow[] {
  const key = KEYS[sort]
  const way = order === 'desc' ? -1 : 1
  if (sort === 'authority') return order === 'desc' ? rows.toReversed() : [...rows]
  return rows.toSorted((a, b) => {
    const [one, other] = [key(a), key(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return one === other ? 0 : one < other ? -way : way
  })
}
