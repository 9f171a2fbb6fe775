// What does the page of technologies show?
import type {
  TechnologyFilters,
  TechnologyPage,
  TechnologySummary,
} from '../../../technologies/technology-schemas.ts'
import { formatCount, joinWords, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

export interface TechnologiesPageFacts {
  /** As it stands in the address. */
  asked: Record<string, unknown>
  issues: { path: PropertyKey[]; code: string; keys?: string[] }[]
  /** Null when there are issues. */
  found: { filters: TechnologyFilters; page: TechnologyPage } | null
}

export function technologiesView({ asked, issues, found }: TechnologiesPageFacts) {
  const q = typeof asked.q === 'string' ? asked.q.trim() : ''
  const errors = issues.map((issue) => errorOf(issue, asked))
  const words = q === '' ? 'Technologies' : `${q} – technologies`
  const technologies = found?.page.technologies ?? []
  return {
    title: `${errors.length > 0 ? 'Error: ' : ''}${words}${found?.filters.cursor ? ', continued' : ''}`,
    section: 'technologies' as const,
    showsSample: technologies.some((one) => one.is_sample),
    q,
    onlyReported: asked.reported === 'yes',
    errors,
    qError: errors.find(({ href }) => href === '#q')?.message ?? '',
    sentence: found ? shownSentence(found.filters, found.page) : '',
    rows: technologies.map(technologyRow),
    isEmpty: found !== null && technologies.length === 0,
    isLaterPage: found?.filters.cursor !== undefined,
    first: found ? address(found.filters, undefined) : paths.technologies,
    next: found?.page.next_cursor ? address(found.filters, found.page.next_cursor) : '',
  }
}

function errorOf(
  { path, code, keys }: TechnologiesPageFacts['issues'][number],
  asked: Record<string, unknown>,
) {
  const field = String(path[0] ?? '')
  if (code === 'unrecognized_keys')
    return { href: '#q', message: `There is no filter called ${(keys ?? []).join(', ')}` }
  if (field === 'q')
    return { href: '#q', message: 'Search words must be one text of 200 characters or fewer' }
  return { href: '#q', message: `${field} cannot be “${String(asked[field])}”` }
}

/** `312 technologies, 31 of them reported by at least one authority.` */
export function shownSentence(filters: TechnologyFilters, { total, reported }: TechnologyPage): string {
  const count = total === 0 ? 'No technologies' : plural(total, 'technology', 'technologies')
  const what = `${count}${filters.q ? ` with “${filters.q}”` : ''}`
  if (total === 0) return `${what}.`
  if (filters.reported === 'yes') return `${what}, reported by at least one authority.`
  if (reported === 0) return `${what}, reported by no authority.`
  const some = total === 1 ? '' : `${formatCount(reported)} of them `
  return `${what}, ${some}reported by at least one authority.`
}

function technologyRow(one: TechnologySummary) {
  return {
    href: paths.technology(one.slug),
    product: one.product,
    maker: makerWords(one),
    what: [one.category, joinWords(one.service_areas.map(({ label }) => label))].filter(Boolean).join(' · '),
    authorities:
      one.authorities === 0 ? 'None reports it' : plural(one.authorities, 'authority', 'authorities'),
    isReported: one.authorities > 0,
    isSample: one.is_sample,
  }
}

/** The maker by our list; else as authorities typed it, and said to be so. */
export function makerWords({ maker, makers_raw }: Pick<TechnologySummary, 'maker' | 'makers_raw'>): string {
  if (maker !== null) return maker
  return makers_raw.length === 0 ? 'Maker not stated' : `${joinWords(makers_raw, 'or')} (as typed)`
}

function address(filters: TechnologyFilters, cursor: string | undefined): string {
  return withQuery(paths.technologies, {
    q: filters.q,
    authority: filters.authority,
    service_area: filters.service_area,
    reported: filters.reported === 'yes' ? 'yes' : undefined,
    limit: filters.limit === 25 ? undefined : String(filters.limit),
    cursor,
  })
}
