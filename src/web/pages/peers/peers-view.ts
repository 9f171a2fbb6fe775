// What does the page show that sets all authorities beside each other?
import type { PeerAuthority } from '../../../market/peer-queries.ts'
import type { PeerFilters, PeerRow, PeersAnswer } from '../../../market/peers-schemas.ts'
import { stripPlot } from '../../charts/strip-plot.ts'
import { type MapFact, tileMap } from '../../charts/tile-map.ts'
import { dayOf, formatCount, formatDay } from '../../filters.ts'
import { vatWords, wholePounds } from '../../market-words.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { PROCESS_LABELS, ROUTE_LABELS } from '../contracts/contract-codes.ts'

export interface PeersScene {
  answer: PeersAnswer
  authorities: readonly PeerAuthority[]
  /** By `satisfactionKey`; null for who may not see what is shared. */
  satisfaction: ReadonlyMap<string, readonly string[]> | null
  filters: PeerFilters
  /** Of the page itself and of its files. */
  here: string
  files: { text: string; href: string }[]
}

export function satisfactionKey(authority: string, technology: string): string {
  return `${authority} ${technology}`
}

export function peersView({ answer, authorities, satisfaction, filters, here, files }: PeersScene) {
  const { uses, does_not: not, not_reported: silent } = answer.authorities
  const { technology, service_area: area } = answer.scope
  return {
    title: `${answer.scope.label}: peers`,
    section: 'market' as const,
    showsSample: answer.is_sample,
    backLink:
      technology === null
        ? { text: 'Compare', href: paths.market }
        : { text: answer.scope.label, href: paths.technology(technology) },
    label: answer.scope.label,
    isArea: area !== null,
    lead: `${formatCount(uses)} of ${formatCount(uses + not + silent)} authorities report using ${area === null ? 'it' : 'a system for it'}; the systems returns of ${formatCount(not)} say that they do not; of ${formatCount(silent)} nothing is known.`,
    concentration: area === null ? '' : withQuery(paths.concentration, { service_area: area }),
    together: withQuery(
      paths.alignment,
      technology === null ? { service_area: area ?? undefined } : { technology },
    ),
    downloads: files,
    map: peersMap(answer, authorities),
    prices: answer.prices.map((one) => ({
      basis: vatWords(one.vat),
      figures: [
        formatCount(one.authorities),
        ...[one.lowest, one.lower_quartile, one.median, one.upper_quartile, one.highest].map((pounds) =>
          pounds === null ? '–' : wholePounds(pounds),
        ),
      ],
    })),
    hasFew: answer.prices.some(({ median }) => median === null),
    strip: pricePlot(answer),
    residents: `${answer.residents.source}`,
    columns: COLUMNS.map(({ sort, label }) => column(sort, label, filters, here)),
    maySeeShared: satisfaction !== null,
    rows: answer.rows.map((row) => ({ ...rowView(row), satisfaction: satisfactionOf(row, satisfaction) })),
  }
}

const COLUMNS: { sort: PeerFilters['sort'] | null; label: string }[] = [
  { sort: 'authority', label: 'Authority' },
  { sort: null, label: 'What, from whom' },
  { sort: 'annual', label: '£ a year' },
  { sort: 'per_1000_residents', label: '£ per 1,000 residents' },
  { sort: 'users', label: 'Users' },
  { sort: 'per_user', label: '£ per user' },
  { sort: 'current_end', label: 'Ends' },
  { sort: 'max_end', label: 'Latest end' },
  { sort: null, label: 'Route' },
]

function column(sort: PeerFilters['sort'] | null, label: string, filters: PeerFilters, here: string) {
  if (sort === null) return { label, href: false, sorted: '' }
  const isHere = filters.sort === sort
  const order = isHere && filters.order === 'asc' ? 'desc' : 'asc'
  return {
    label,
    href: withQuery(here, { sort, order }),
    sorted: isHere ? (filters.order === 'asc' ? 'ascending' : 'descending') : '',
  }
}

const WHY_NO_PRICE: Record<string, string> = {
  withheld: 'withheld',
  'not stated': 'not stated',
  'counted above': 'same contract as another row of this authority',
}

const STATES: Record<PeerRow['state'], string> = {
  uses: 'uses it',
  does_not: 'does not use it',
  not_reported: 'not reported',
}

function rowView(row: PeerRow) {
  const known = <Value>(value: Value | null, words: (value: Value) => string) =>
    value === null ? 'not stated' : words(value)
  const day = (value: string | null, precision: unknown) =>
    value === null && row.ends_withheld ? 'withheld' : known(value, (one) => dayWords(one, precision))
  return {
    authority: row.authority.name,
    state: STATES[row.state],
    why: row.why,
    inUse: row.state === 'uses',
    product: row.technology && { href: paths.technology(row.technology.slug), name: row.technology.product },
    maker: row.maker ? `made by ${row.maker}` : '',
    suppliers: suppliersOf(row),
    area: row.service_area ?? '',
    contract: row.contract && { href: paths.contract(row.contract.id), title: row.contract.title },
    annual: row.annual_pounds ? wholePounds(row.annual_pounds) : whyNoPrice(row),
    annualNote: priceNote(row),
    perResidents: row.per_1000_residents ? wholePounds(row.per_1000_residents) : '–',
    users: known(row.users, formatCount),
    perUser: row.per_user ? wholePounds(row.per_user) : '–',
    end: day(row.current_end_on, row.day_precision.current_end_on),
    latest: day(row.max_end_on, row.day_precision.max_end_on),
    route: known(row.route, (code) => ROUTE_LABELS[code] ?? PROCESS_LABELS[code] ?? code),
    confirmed: row.confirmed_at ? `confirmed ${formatDay(dayOf(row.confirmed_at))}` : '',
  }
}

function suppliersOf({ suppliers, supplier_withheld: withheld }: PeerRow) {
  if (withheld) return [{ name: 'Supplier withheld', href: '', role: '' }]
  return suppliers.map(({ name, slug, role }) => ({
    name: `from ${name}`,
    href: slug === null ? '' : paths.supplier(slug),
    role: role ?? '',
  }))
}

const whyNoPrice = ({ annual_why_not: why }: PeerRow) => WHY_NO_PRICE[why ?? ''] ?? 'not stated'

function priceNote(row: PeerRow): string {
  if (row.annual_vat === null) return ''
  const parts = [
    vatWords(row.annual_vat),
    row.annual_derived ? 'from the whole term' : '',
    row.annual_why_not === 'covers other systems too' ? 'for other systems too, so not compared' : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function peersMap({ rows, authorities: counts, scope }: PeersAnswer, authorities: readonly PeerAuthority[]) {
  const states = new Map(rows.map((row) => [row.authority.slug, row]))
  return tileMap(
    {
      id: 'map',
      title: `Who uses ${scope.label}`,
      description: `${counts.uses} use it, ${counts.does_not} do not, of ${counts.not_reported} nothing is known. The table has each authority.`,
    },
    authorities,
    ({ slug }): MapFact => {
      const row = states.get(slug)
      if (row?.state === 'uses') return { level: 4, figure: 'yes', said: 'uses it' }
      if (row?.state === 'does_not') return { level: 1, figure: 'no', said: `does not use it: ${row.why}` }
      return { level: 0, figure: '?', said: `not reported: ${row?.why ?? ''}` }
    },
  )
}

function pricePlot({ prices, rows }: PeersAnswer) {
  const names = new Map(rows.map(({ authority }) => [authority.slug, authority.name]))
  const pence = (pounds: string | null) => Math.round(Number(pounds ?? 0) * 100)
  const shown = prices.filter(({ median }) => median !== null)
  if (shown.length === 0) return false
  const said = shown.map(
    (one) =>
      `${one.authorities} authorities, ${vatWords(one.vat)}: median ${wholePounds(one.median ?? '0')}, the middle half from ${wholePounds(one.lower_quartile ?? '0')} to ${wholePounds(one.upper_quartile ?? '0')}.`,
  )
  return stripPlot(
    { id: 'prices', title: 'What authorities pay in a year', description: said.join(' ') },
    shown.map((one) => ({
      label: `${vatWords(one.vat)}, ${one.authorities} authorities`,
      prices: one.each.map(({ authority, pounds }) => ({
        annual: pence(pounds),
        said: `${names.get(authority) ?? authority}: ${wholePounds(pounds)}`,
      })),
      lowerQuartile: pence(one.lower_quartile),
      median: pence(one.median),
      upperQuartile: pence(one.upper_quartile),
    })),
  )
}

/** `Satisfaction 4 of 5`; empty where the authority shares none. */
function satisfactionOf({ authority, technology }: PeerRow, shared: PeersScene['satisfaction']): string {
  const said = technology && shared?.get(satisfactionKey(authority.slug, technology.slug))
  return said ? `Satisfaction ${said.map((one) => `${one} of 5`).join(', ')}` : ''
}
