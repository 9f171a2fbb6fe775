// What was asked of the list of contracts, as typed and as read?
import { type ContractFilters, contractFilters } from '../../../contracts/contract-filter-schemas.ts'
import { formatDay } from '../../filters.ts'
import { readTypedDay } from '../../typed-day.ts'

export interface FormError {
  /** The field of the form that the sentence is about; the search as a whole when null. */
  field: string | null
  message: string
}

/** What stands in the fields of the form, by name; fields that are chosen from have several values. */
export type ContractsForm = Record<string, readonly string[]>

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
  { name: 'max_end_from', edge: 'first', label: 'the first day' },
  { name: 'max_end_to', edge: 'last', label: 'the last day' },
  { name: 'as_at', edge: 'last', label: 'the past day' },
] as const

const AMOUNTS = ['value_from', 'value_to'] as const

/** Days and amounts may be typed as people do; else as strict as the filter of the API, which reads the outcome. */
export function readContractsForm(query: Asked, slugs: ReadonlySet<string>): AskedContracts {
  const errors: FormError[] = []
  const read: Asked = { ...query, facets: 'include' }
  for (const { name, edge, label } of DAYS) {
    const typed = query[name]
    if (typeof typed !== 'string' || typed.trim() === '') continue
    const day = readTypedDay(typed, edge)
    if (day === null) errors.push({ field: name, message: `Enter ${label} as a date, like 31 March 2027` })
    read[name] = day ?? ''
  }
  for (const name of AMOUNTS) {
    const typed = query[name]
    if (typeof typed !== 'string') continue
    read[name] = typed.replace(/[£,\s]/g, '')
    if (/^(\d{1,12}(\.\d{1,2})?)?$/.test(String(read[name]))) continue
    errors.push({ field: name, message: 'Enter an amount in pounds, like 25,000' })
    read[name] = ''
  }
  const result = contractFilters.safeParse(read)
  if (!result.success) errors.push(...result.error.issues.map((issue) => sentence(issue, query)))
  else errors.push(...strangers(result.data.authority ?? [], slugs))
  const form = formOf(query, read)
  return { form, errors, filters: result.success && errors.length === 0 ? result.data : null }
}

const NOT_OF_THE_PAST: ReadonlySet<string> = new Set(['supplier', 'technology', 'age'])

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
  if (issue.code === 'custom' && NOT_OF_THE_PAST.has(field))
    return { field: 'as_at', message: `The register of a past day cannot be narrowed by ${field}` }
  if (issue.code === 'custom')
    return {
      field,
      message:
        field === 'value_to'
          ? 'The highest amount must be the same as or more than the lowest'
          : 'The last day must be the same as or after the first day',
    }
  if (DAYS.some(({ name }) => name === field)) return { field, message: 'Enter one date, like 31 March 2027' }
  return { field: null, message: `${field} cannot be “${String(query[field])}”` }
}

function strangers(chosen: string[], slugs: ReadonlySet<string>): FormError[] {
  return chosen
    .filter((slug) => !slugs.has(slug))
    .map((slug) => ({ field: 'authority', message: `There is no authority called “${slug}”` }))
}

/** As typed; days as they were understood, so that the reader sees it. */
function formOf(query: Asked, read: Asked): ContractsForm {
  return Object.fromEntries(
    Object.entries(query).map(([name, typed]) => {
      const texts = [typed].flat().filter((one) => typeof one === 'string')
      const day = read[name]
      const isDay = DAYS.some((one) => one.name === name) && texts.length === 1
      return [name, isDay && typeof day === 'string' && day !== '' ? [formatDay(day)] : texts]
    }),
  )
}
