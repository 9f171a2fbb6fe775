// What does the page of technologies show?
import type {
  TechnologyFilters,
  TechnologyPage,
  TechnologySummary,
} from '../../../technologies/technology-schemas.ts'
import { formatCount, joinWords, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import type { Choices, FormError, TechnologiesForm } from './technologies-form.ts'

export interface TechnologiesPageFacts {
  form: TechnologiesForm
  errors: FormError[]
  choices: Choices
  /** Null when there are errors. */
  found: FoundTechnologies | null
}

export interface FoundTechnologies {
  filters: TechnologyFilters
  page: TechnologyPage
}

export function technologiesView({ form, errors, choices, found }: TechnologiesPageFacts) {
  const words = form.q === '' ? 'Technologies' : `${form.q} – technologies`
  const technologies = found?.page.technologies ?? []
  return {
    title: `${errors.length > 0 ? 'Error: ' : ''}${words}${found?.filters.cursor ? ', continued' : ''}`,
    section: 'technologies' as const,
    showsSample: technologies.some((one) => one.is_sample),
    q: form.q,
    onlyReported: form.onlyReported,
    selects: selects(form, choices),
    errors: errors.map(({ field, message }) => ({ href: `#${field}`, message })),
    qError: errors.find(({ field }) => field === 'q')?.message ?? '',
    sentence: found ? shownSentence(found, choices) : '',
    order: found ? orderSentence(found.page) : '',
    rows: technologies.map(technologyRow),
    isEmpty: found !== null && technologies.length === 0,
    isLaterPage: found?.filters.cursor !== undefined,
    first: found ? address(found.filters, undefined) : paths.technologies,
    downloads: found ? downloads(found.filters) : [],
    next: found?.page.next_cursor ? address(found.filters, found.page.next_cursor) : '',
  }
}

function selects({ authorities, areas }: TechnologiesForm, choices: Choices) {
  const option = (value: string, text: string, chosen: string[]) => ({
    value,
    text,
    isChosen: chosen[0] === value,
  })
  return [
    {
      name: 'authority',
      label: 'Reported by',
      any: 'Any authority, or none',
      options: choices.authorities.map(({ slug, name }) => option(slug, name, authorities)),
    },
    {
      name: 'service_area',
      label: 'Service area',
      any: 'Any service area',
      options: choices.areas.map(({ code, label }) => option(code, label, areas)),
    },
  ]
}

/** `12 technologies with “care” for Adult social care, reported by Camden or Sutton.` */
function shownSentence({ filters, page }: FoundTechnologies, choices: Choices): string {
  const { total, reported } = page
  const nameOf = (slug: string) => choices.authorities.find((one) => one.slug === slug)?.name ?? slug
  const labelOf = (code: string) => choices.areas.find((one) => one.code === code)?.label ?? code
  const areas = (filters.service_area ?? []).map(labelOf)
  const places = (filters.authority ?? []).map(nameOf)
  const what = [
    total === 0 ? 'No technologies' : plural(total, 'technology', 'technologies'),
    filters.q ? `with “${filters.q}”` : '',
    areas.length > 0 ? `for ${joinWords(areas, 'or')}` : '',
  ]
  const words = what.filter((part) => part !== '').join(' ')
  if (places.length > 0) return `${words}, reported by ${joinWords(places, 'or')}.`
  if (filters.reported === 'yes') return `${words}, reported by at least one authority.`
  if (total === 0) return `${words}.`
  if (reported === 0) return `${words}, reported by no authority.`
  return `${words}, ${total === 1 ? '' : `${formatCount(reported)} of them `}reported by at least one authority.`
}

function orderSentence({ total, reported }: TechnologyPage): string {
  const order = total > 1 ? 'Those that most authorities report come first. ' : ''
  const silence = total > reported ? 'A product that no authority reports may be in use all the same.' : ''
  return `${order}${silence}`.trim()
}

function technologyRow(one: TechnologySummary) {
  return {
    href: paths.technology(one.slug),
    product: one.product,
    maker: makerWords(one),
    category: categoryWords(one.category),
    areas: joinWords(one.service_areas.map(({ label }) => label)),
    authorities:
      one.authorities === 0 ? 'None reports it' : plural(one.authorities, 'authority', 'authorities'),
    isReported: one.authorities > 0,
    isSample: one.is_sample,
  }
}

/** Our lists write categories small. */
export function categoryWords(category: string | null): string {
  return category === null ? '' : `${category.charAt(0).toUpperCase()}${category.slice(1)}`
}

/** The maker by our list; else as authorities typed it, and said to be so. */
export function makerWords({ maker, makers_raw }: Pick<TechnologySummary, 'maker' | 'makers_raw'>): string {
  if (maker !== null) return maker
  return makers_raw.length === 0 ? 'Maker not stated' : `${joinWords(makers_raw, 'or')} (as typed)`
}

function downloads(filters: TechnologyFilters) {
  return (['csv', 'json'] as const).map((form) => ({
    label: form.toUpperCase(),
    href: address({ ...filters, limit: 25 }, undefined, paths.technologiesFile(form)),
  }))
}

function address(
  filters: TechnologyFilters,
  cursor: string | undefined,
  path: string = paths.technologies,
): string {
  return withQuery(path, {
    q: filters.q,
    authority: filters.authority,
    service_area: filters.service_area,
    reported: filters.reported === 'yes' ? 'yes' : undefined,
    limit: filters.limit === 25 ? undefined : String(filters.limit),
    cursor,
  })
}
