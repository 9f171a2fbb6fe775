// What was asked of the list of contracts, as typed and as read?
import { type ContractFilters, contractFilters } from '../../../contracts/contract-schemas.ts'
import { formatDay } from '../../filters.ts'
import { readTypedDay } from '../../typed-day.ts'

export interface FormError {
  /** The field of the form that the sentence is about; the search as a whole when null. */
  field: string | null
  message: string
}

/** What stands in the fields of the form. */
export interface ContractsForm {
  q: string
  authorities: string[]
  endFrom: string
  endTo: string
  endNotStated: 'include' | 'exclude'
}

export interface AskedContracts {
  form: ContractsForm
  /** Null when there are errors. */
  filters: ContractFilters | null
  errors: FormError[]
}

type Asked = Record<string, unknown>

const DAYS = [
  { name: 'current_end_from', edge: 'first', label: 'the first day' },
  { name: 'current_end_to', edge: 'last', label: 'the last day' },
] as const

/** Days may be typed as people do; everything else is as strict as the filter of the API, which reads the outcome. */
export function readContractsForm(query: Asked, slugs: ReadonlySet<string>): AskedContracts {
  const errors: FormError[] = []
  const read: Asked = { ...query }
  for (const { name, edge, label } of DAYS) {
    const typed = query[name]
    if (typeof typed !== 'string' || typed.trim() === '') continue
    const day = readTypedDay(typed, edge)
    if (day === null) errors.push({ field: name, message: `Enter ${label} as a date, like 31 March 2027` })
    read[name] = day ?? ''
  }
  const result = contractFilters.safeParse(read)
  if (!result.success) errors.push(...result.error.issues.map((issue) => sentence(issue, query)))
  else errors.push(...strangers(result.data.authority ?? [], slugs), ...backwards(result.data))
  const form = formOf(query, read)
  return { form, errors, filters: result.success && errors.length === 0 ? result.data : null }
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
  if (field === 'q')
    return {
      field,
      message:
        issue.code === 'too_big'
          ? 'Search words must be 200 characters or fewer'
          : 'Search for one set of words',
    }
  if (field.startsWith('current_end_')) return { field, message: 'Enter one date, like 31 March 2027' }
  return { field: null, message: `${field} cannot be “${String(query[field])}”` }
}

function strangers(chosen: string[], slugs: ReadonlySet<string>): FormError[] {
  return chosen
    .filter((slug) => !slugs.has(slug))
    .map((slug) => ({ field: 'authority', message: `There is no authority called “${slug}”` }))
}

function backwards({ current_end_from: from, current_end_to: to }: ContractFilters): FormError[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [{ field: 'current_end_to', message: 'The last day must be the same as or after the first day' }]
}

function formOf(query: Asked, read: Asked): ContractsForm {
  return {
    q: text(query.q),
    authorities: [query.authority].flat().map(text),
    endFrom: dayField(query.current_end_from, read.current_end_from),
    endTo: dayField(query.current_end_to, read.current_end_to),
    endNotStated: query.end_not_stated === 'exclude' ? 'exclude' : 'include',
  }
}

/** The day as it was understood, so that the reader sees it; else what was typed. */
function dayField(typed: unknown, read: unknown): string {
  return typeof read === 'string' && read !== '' && typeof typed === 'string' ? formatDay(read) : text(typed)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : ''
}
