// What does the page of upcoming tenders show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type {
  OpportunityFilters,
  OpportunityPage,
  OpportunitySummary,
} from '../../../opportunities/opportunity-schemas.ts'
import { endOfContract } from '../../contract-end.ts'
import { formatCount } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { filtersView, type Named } from './filters-view.ts'
import { addressOf, type FormError, type OpportunitiesForm } from './opportunities-form.ts'
import { foundSentence } from './opportunities-sentence.ts'
import { FITS, nextStep, phaseWords, valueWords } from './opportunity-words.ts'

/** What was asked, and the names by which it can be asked. */
export interface AskedView {
  form: OpportunitiesForm
  errors: FormError[]
  /** With its words put right. */
  filters: OpportunityFilters | null
  correction: OpportunityPage['correction']
  authorities: Named[]
  areas: Named[]
  /** Those asked for, and those counted once something is found. */
  technologies: Named[]
  today: CalendarDate
}

/** What the list, the timeline and the calendar have in common: the filters, and the ways to the same in another form. */
export function frameView(asked: AskedView, counts: OpportunityPage['counts'] | null, here: string) {
  const { form, errors, filters } = asked
  const words = form.q === '' ? 'Upcoming tenders' : `${form.q} – upcoming tenders`
  return {
    title: errors.length > 0 ? `Error: ${words}` : `${words}${TITLES[here] ?? ''}`,
    section: 'opportunities' as const,
    here,
    form: filtersView({
      form,
      errors,
      authorities: asked.authorities,
      areas: asked.areas,
      technologies: asked.technologies,
      counts,
    }),
    errors: errors.map(({ field, message }) => ({ href: field ? `#${field}` : '#filters', message })),
    correction: correctionView(asked),
    views: filters ? otherViews(filters, here) : [],
    downloads: filters ? downloads(filters) : [],
    feeds: filters ? feeds(filters) : [],
    saveHref: filters ? addressOf(paths.newAlert, filters) : '',
  }
}

const TITLES: Record<string, string> = {
  [paths.opportunitiesTimeline]: ', timeline',
  [paths.opportunitiesCalendar]: ', calendar',
}

/** What is searched for instead of what was typed, and the way to that. */
function correctionView({ filters, correction }: AskedView) {
  if (filters === null || correction === null) return false
  return {
    ...correction,
    href: addressOf(paths.opportunities, { ...filters, q: correction.typed, spelling: 'as_typed' }),
  }
}

function otherViews(filters: OpportunityFilters, here: string) {
  const view = (text: string, path: string) => ({
    text,
    href: addressOf(path, filters),
    isHere: path === here,
  })
  return [
    view('List', paths.opportunities),
    view('Timeline', paths.opportunitiesTimeline),
    view('Calendar', paths.opportunitiesCalendar),
  ]
}

function downloads(filters: OpportunityFilters) {
  return [
    { text: 'CSV', href: addressOf(paths.opportunitiesCsv, filters) },
    { text: 'JSON', href: addressOf(paths.opportunitiesJson, filters) },
  ]
}

/** The same to be followed from elsewhere. */
function feeds(filters: OpportunityFilters) {
  return [
    { text: 'Atom feed', href: addressOf(paths.opportunitiesAtom, filters), type: 'application/atom+xml' },
    {
      text: 'JSON Feed',
      href: addressOf(paths.opportunitiesJsonFeed, filters),
      type: 'application/feed+json',
    },
    { text: 'Calendar (.ics)', href: addressOf(paths.opportunitiesIcs, filters), type: 'text/calendar' },
  ]
}

/** The sentence over what was found, and the page's place in it. */
export function foundView(
  { filters, authorities, areas, technologies }: AskedView,
  page: OpportunityPage,
  here: string,
) {
  if (filters === null) throw new Error('Nothing is found under filters that could not be read.')
  const mapOf = (named: Named[]) => new Map(named.map(({ code, label }) => [code, label]))
  return {
    showsSample: page.opportunities.some((one) => one.is_sample),
    sentence: foundSentence(filters, page, {
      authorities: mapOf(authorities),
      areas: mapOf(areas),
      technologies: mapOf(technologies),
    }),
    apart: apart(filters, page),
    isEmpty: page.opportunities.length === 0,
    next: page.next_cursor ? addressOf(here, filters, { cursor: page.next_cursor }) : '',
    isLaterPage: filters.cursor !== undefined,
    first: addressOf(here, filters),
  }
}

/** Phases that are not upcoming: counted and linked, never among the others. */
function apart(filters: OpportunityFilters, { counts }: OpportunityPage) {
  if (filters.phase?.length) return []
  return (['past end', 'stopping', 'awarded', 'closed', 'lapsed'] as const).flatMap((phase) => {
    const count = counts.phase[phase] ?? 0
    const text = `${formatCount(count)} ${phaseWords(phase).label.toLowerCase()}`
    return count === 0 ? [] : [{ text, href: addressOf(paths.opportunities, filters, { phase: [phase] }) }]
  })
}

export function opportunityRow(one: OpportunitySummary, today: CalendarDate) {
  const { label, colour } = phaseWords(one.phase)
  const end = endOfContract(
    {
      current_end_on: one.earliest?.end ?? null,
      max_end_on: one.latest?.end ?? null,
      day_precision: { current_end_on: one.end_precision, max_end_on: one.end_precision },
    },
    today,
  )
  return {
    href: paths.opportunity(one.id),
    title: one.contract.title,
    supplier: one.contract.supplier_name_raw,
    authority: one.authority.name,
    area: one.service_area?.label ?? '',
    phase: label,
    colour,
    next: nextStep(one, today),
    end,
    value: valueWords(one),
    fit: FITS[one.sme_fit],
    framework: one.only_through_framework ?? '',
    confidence:
      one.phase === null ? 'No estimate' : `${one.confidence.label}, ${one.confidence.value} of 100`,
    isSample: one.is_sample,
  }
}
