// What stands in the filters of upcoming tenders?
import { type OpportunityPage, SME_FITS, VALUE_BANDS } from '../../../opportunities/opportunity-schemas.ts'
import { formatCount } from '../../filters.ts'
import type { FormError, OpportunitiesForm } from './opportunities-form.ts'
import { phaseWords } from './opportunity-words.ts'

export interface Named {
  code: string
  label: string
}

export interface FilterFacts {
  form: OpportunitiesForm
  errors: readonly FormError[]
  authorities: readonly Named[]
  areas: readonly Named[]
  /** Those asked for and those counted, most first. */
  technologies: readonly Named[]
  counts: OpportunityPage['counts'] | null
}

interface Choice {
  id: string
  value: string
  label: string
  hint: string
  /** ` (12)`; empty when it is not counted. */
  count: string
  isChosen: boolean
}

interface Group {
  name: string
  legend: string
  isOpen: boolean
  isLong: boolean
  choices: Choice[]
  /** The box that leaves out what does not say. */
  blank: { name: string; label: string; isChosen: boolean } | false
}

/** What can be acted on first. */
const PHASE_ORDER = [
  'talk now',
  'tender due',
  'late',
  'published',
  'watch',
  'past end',
  'stopping',
  'awarded',
  'closed',
  'lapsed',
] as const
const FIT_LABELS = {
  good: 'Good: below the threshold',
  possible: 'Possible: above it',
  hard: 'Hard: over £5m',
}

export function filtersView(facts: FilterFacts) {
  const { form, errors } = facts
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message ?? ''
  return {
    q: form.q,
    qError: errorOf('q'),
    authorityError: errorOf('authority'),
    days: [
      { name: 'approach_from', label: 'From', value: form.approachFrom, error: errorOf('approach_from') },
      { name: 'approach_to', label: 'To', value: form.approachTo, error: errorOf('approach_to') },
    ],
    endsWithin: { value: form.endsWithin, error: errorOf('ends_within') },
    groups: groups(facts),
  }
}

function groups({ form, authorities, areas, technologies, counts }: FilterFacts): Group[] {
  const phases = PHASE_ORDER.map((code) => ({
    code,
    label: phaseWords(code).label,
    hint: phaseWords(code).meaning,
  }))
  const bands = VALUE_BANDS.map((code) => ({ code, label: code }))
  const fits = SME_FITS.map((code) => ({ code, label: FIT_LABELS[code] }))
  return [
    group(
      form,
      'phase',
      'Phase',
      phases,
      counts?.phase,
      blank(form, 'end_not_stated', 'that state no end', counts?.phase['no end stated']),
    ),
    group(
      form,
      'sme_fit',
      'Small suppliers',
      fits,
      counts?.sme_fit,
      blank(form, 'sme_fit_not_known', 'where it is not known', counts?.sme_fit['not known']),
    ),
    group(
      form,
      'value_band',
      'Value without VAT',
      bands,
      counts?.value_band,
      blank(form, 'value_not_stated', 'that state no value', counts?.value_band['value not stated']),
    ),
    {
      ...group(
        form,
        'service_area',
        'Service area',
        areas,
        counts?.service_area,
        blank(form, 'service_area_not_stated', 'that state none', counts?.service_area['not stated']),
      ),
      isLong: true,
    },
    ...(technologies.length === 0
      ? []
      : [group(form, 'technology', 'Technology', technologies, counts?.technology, false)]),
    { ...group(form, 'authority', 'Boroughs', authorities, undefined, false), isLong: true },
  ]
}

function group(
  form: OpportunitiesForm,
  name: string,
  legend: string,
  known: readonly (Named & { hint?: string })[],
  counts: Record<string, number> | undefined,
  blanks: Group['blank'],
): Group {
  const ticked = new Set(form.ticked[name])
  const choices = known
    .map(({ code, label, hint = '' }, at) => ({
      id: at === 0 ? name : `${name}-${at + 1}`,
      value: code,
      label,
      hint,
      count: counts === undefined ? '' : ` (${formatCount(counts[code] ?? 0)})`,
      isChosen: ticked.has(code),
    }))
    .sort((one, other) => Number(other.isChosen) - Number(one.isChosen))
  return { name, legend, isOpen: ticked.size > 0, isLong: false, choices, blank: blanks }
}

function blank(
  form: OpportunitiesForm,
  name: string,
  what: string,
  count: number | undefined,
): Group['blank'] {
  const shown = count === undefined ? '' : ` (${formatCount(count)})`
  return {
    name,
    label: `Leave out those ${what}${shown}`,
    isChosen: form.ticked[name]?.includes('exclude') === true,
  }
}
