// What does the page of authorities show?
import type { Authority } from '../../../authorities/authority-queries.ts'
import { type CalendarDate, daysBetween } from '../../../lib/calendar-date.ts'
import type { AuthorityOverview } from '../../../returns/authority-overview-schemas.ts'
import { levelOf, type MapFact, shortCount, tileMap } from '../../charts/tile-map.ts'
import { formatCount, formatDay, plural, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

/** What the map can show. */
export const FIGURES = ['contracts', 'ending', 'technologies', 'suppliers', 'quality', 'age'] as const
export type Figure = (typeof FIGURES)[number]

interface Shown {
  label: string
  /** Null where nothing is known. */
  of: (one: AuthorityOverview, today: CalendarDate) => number | null
  said: (figure: number) => string
}

const SHOWN: Record<Figure, Shown> = {
  contracts: { label: 'Contracts', of: (one) => one.contracts || null, said: (n) => plural(n, 'contract') },
  ending: {
    label: 'Contracts that end within a year',
    of: (one) => (one.contracts > 0 ? one.ending_within_year : null),
    said: (n) => `${plural(n, 'contract')} ending within a year`,
  },
  technologies: {
    label: 'Technologies',
    of: (one) => (one.last_systems_return_on === null ? null : one.technologies),
    said: (n) => plural(n, 'technology', 'technologies'),
  },
  suppliers: {
    label: 'Suppliers',
    of: (one) => (one.contracts > 0 ? one.suppliers : null),
    said: (n) => plural(n, 'supplier'),
  },
  quality: {
    label: 'Quality of the data',
    of: (one) => one.quality?.points ?? null,
    said: (n) => `${n} of 100 points`,
  },
  age: {
    label: 'Days since the last return of contracts',
    of: (one, today) =>
      one.last_contracts_return_on === null ? null : daysBetween(one.last_contracts_return_on, today),
    said: (n) => (n === 0 ? 'returned today' : `${plural(n, 'day')} since the last return`),
  },
}

export interface AuthoritiesFacts {
  overviews: readonly AuthorityOverview[]
  places: readonly Pick<Authority, 'slug' | 'name' | 'laCode' | 'tileColumn' | 'tileRow'>[]
  figure: Figure
  today: CalendarDate
}

export function authoritiesView({ overviews, places, figure, today }: AuthoritiesFacts) {
  const london = overviews.filter((one) => one.in_london)
  const reporting = london.filter((one) => one.contracts > 0 || one.technologies > 0)
  const { label } = SHOWN[figure]
  return {
    title: `Authorities: ${label.toLowerCase()}`,
    section: 'authorities' as const,
    showsSample: overviews.some((one) => one.is_sample),
    lead: `${formatCount(reporting.length)} of London’s ${formatCount(london.length)} authorities have handed in a return that is published.`,
    figures: FIGURES.map((one) => ({
      label: SHOWN[one].label,
      href: withQuery(paths.authorities, { figure: one === 'contracts' ? undefined : one }),
      isCurrent: one === figure,
    })),
    figureLabel: label,
    map: mapOf(overviews, places, figure, today),
    rows: overviews.map((one) => row(one, today)),
    downloads: [
      { label: 'CSV', href: paths.authoritiesFile('csv') },
      { label: 'JSON', href: paths.authoritiesFile('json') },
    ],
  }
}

function mapOf(
  overviews: readonly AuthorityOverview[],
  places: AuthoritiesFacts['places'],
  figure: Figure,
  today: CalendarDate,
) {
  const { label, of, said } = SHOWN[figure]
  const known = new Map(overviews.map((one) => [one.slug, of(one, today)]))
  const largest = Math.max(...[...known.values()].map((value) => value ?? 0))
  const fact = (slug: string): MapFact => {
    const value = known.get(slug) ?? null
    const href = paths.authority(slug)
    if (value === null) return { level: 0, figure: '', said: 'nothing reported yet', href }
    return {
      level: levelOf(Math.max(value, 0.01), largest),
      figure: shortCount(value),
      said: said(value),
      href,
    }
  }
  const words = {
    id: 'map',
    title: `${label}, by authority`,
    description:
      'A tile for each of London’s 33 authorities; the darker, the more. The table below says the same.',
  }
  return tileMap(words, places, ({ slug }) => fact(slug))
}

function row(one: AuthorityOverview, today: CalendarDate) {
  const known = (count: number, from: CalendarDate | null) => (from === null ? '–' : formatCount(count))
  const age = (day: CalendarDate | null) => (day === null ? '' : relativeDay(day, today))
  return {
    href: paths.authority(one.slug),
    name: one.name,
    contracts: known(one.contracts, one.last_contracts_return_on),
    ending: known(one.ending_within_year, one.last_contracts_return_on),
    technologies: known(one.technologies, one.last_systems_return_on),
    suppliers: known(one.suppliers, one.last_contracts_return_on),
    quality: one.quality === null ? '–' : String(one.quality.points),
    qualityHref: paths.authorityQuality(one.slug),
    confirmed: age(one.last_contracts_return_on) || 'Never',
    confirmedOn: one.last_contracts_return_on === null ? '' : formatDay(one.last_contracts_return_on),
    isSample: one.is_sample,
  }
}
