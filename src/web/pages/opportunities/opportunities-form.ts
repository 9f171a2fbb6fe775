// What was asked of the list of upcoming tenders, as typed and as read?
import { type OpportunityFilters, opportunityFilters } from '../../../opportunities/opportunity-schemas.ts'
import { formatDay } from '../../filters.ts'
import { withQuery } from '../../paths.ts'
import { readTypedDay } from '../../typed-day.ts'

export interface FormError {
  /** The field of the form that the sentence is about; the search as a whole when null. */
  field: string | null
  message: string
}

/** What stands in the fields of the form. */
export interface OpportunitiesForm {
  q: string
  approachFrom: string
  approachTo: string
  /** Months. */
  endsWithin: string
  /** What was ticked, by the name of the filter. */
  ticked: Record<string, string[]>
}

export interface AskedOpportunities {
  form: OpportunitiesForm
  /** Null when there are errors. */
  filters: OpportunityFilters | null
  errors: FormError[]
}

type Asked = Record<string, unknown>

const DAYS = [
  { name: 'approach_from', edge: 'first', label: 'the first day' },
  { name: 'approach_to', edge: 'last', label: 'the last day' },
] as const

const TICKED = [
  'authority',
  'phase',
  'value_band',
  'value_not_stated',
  'service_area',
  'service_area_not_stated',
  'technology',
  'sme_fit',
  'sme_fit_not_known',
  'end_not_stated',
] as const

/** Days may be typed as people do; everything else is as strict as the filter of the API, which reads the outcome. */
export function readOpportunitiesForm(query: Asked, slugs: ReadonlySet<string>): AskedOpportunities {
  const errors: FormError[] = []
  const read: Asked = { ...query }
  for (const { name, edge, label } of DAYS) {
    const typed = query[name]
    if (typeof typed !== 'string' || typed.trim() === '') continue
    const day = readTypedDay(typed, edge)
    if (day === null) errors.push({ field: name, message: `Enter ${label} as a date, like 31 March 2027` })
    read[name] = day ?? ''
  }
  const result = opportunityFilters.safeParse(read)
  if (!result.success) errors.push(...result.error.issues.map((issue) => sentence(issue, query)))
  else errors.push(...strangers(result.data.authority ?? [], slugs), ...backwards(result.data))
  const filters = result.success && errors.length === 0 ? result.data : null
  return { form: formOf(query, read), errors, filters }
}

interface Issue {
  path: PropertyKey[]
  code: string
  keys?: string[]
}

function sentence(issue: Issue, query: Asked): FormError {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys')
    return { field: null, message: `There is no filter called ${(issue.keys ?? []).join(', ')}` }
  if (field === 'q') return { field, message: 'Search words must be 200 characters or fewer' }
  if (field === 'ends_within') return { field, message: 'Months must be a whole number from 1 to 120' }
  if (field.startsWith('approach_')) return { field, message: 'Enter one date, like 31 March 2027' }
  return { field: null, message: `${field} cannot be “${String(query[field])}”` }
}

function strangers(chosen: string[], slugs: ReadonlySet<string>): FormError[] {
  return chosen
    .filter((slug) => !slugs.has(slug))
    .map((slug) => ({ field: 'authority', message: `There is no authority called “${slug}”` }))
}

function backwards({ approach_from: from, approach_to: to }: OpportunityFilters): FormError[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [{ field: 'approach_to', message: 'The last day must be the same as or after the first day' }]
}

function formOf(query: Asked, read: Asked): OpportunitiesForm {
  return {
    q: text(query.q),
    approachFrom: dayField(query.approach_from, read.approach_from),
    approachTo: dayField(query.approach_to, read.approach_to),
    endsWithin: text(query.ends_within),
    ticked: Object.fromEntries(
      TICKED.map((name) => [
        name,
        [query[name] ?? []]
          .flat()
          .map(text)
          .filter((one) => one !== ''),
      ]),
    ),
  }
}

/** The day as it was understood, so that the reader sees it; else what was typed. */
function dayField(typed: unknown, read: unknown): string {
  return typeof read === 'string' && read !== '' && typeof typed === 'string' ? formatDay(read) : text(typed)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : ''
}

/** The address that asks the same of another page, with what differs; blanks and what goes without saying are left out. */
export function addressOf(
  path: string,
  filters: OpportunityFilters,
  other: Record<string, string | readonly string[] | undefined> = {},
): string {
  const { limit, cursor: _, ends_within, end_not_stated, value_not_stated, ...rest } = filters
  const { service_area_not_stated, sme_fit_not_known, ...chosen } = rest
  const excluded = (word: string) => (word === 'exclude' ? word : undefined)
  return withQuery(path, {
    ...chosen,
    ends_within: ends_within?.toString(),
    end_not_stated: excluded(end_not_stated),
    value_not_stated: excluded(value_not_stated),
    service_area_not_stated: excluded(service_area_not_stated),
    sme_fit_not_known: excluded(sme_fit_not_known),
    limit: limit === 25 ? undefined : String(limit),
    ...other,
  })
}
