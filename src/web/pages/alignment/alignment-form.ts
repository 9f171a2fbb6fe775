// What was asked of the alignment finder, as typed and as read?
import { type AlignmentFilters, alignmentFilters } from '../../../market/alignment-schemas.ts'
import { withQuery } from '../../paths.ts'
import { readTypedDay } from '../../typed-day.ts'

export interface FormError {
  /** The field of the form that the sentence is about; the search as a whole when null. */
  field: string | null
  message: string
}

export interface AskedAlignment {
  /** What stands in the fields, by name. */
  form: Record<string, string[]>
  /** Null when there are errors. */
  filters: AlignmentFilters | null
  errors: FormError[]
}

const DAYS = [
  { name: 'target_from', edge: 'first', label: 'the first day' },
  { name: 'target_to', edge: 'last', label: 'the last day' },
] as const
const FIELDS = ['kind', 'technology', 'service_area', 'authority', 'target_from', 'target_to']

/** Days may be typed as people do; everything else is as strict as the filter of the API, which reads the outcome. */
export function readAlignmentForm(
  query: Record<string, unknown>,
  slugs: ReadonlySet<string>,
): AskedAlignment {
  const errors: FormError[] = []
  const read = { ...query }
  for (const { name, edge, label } of DAYS) {
    const typed = query[name]
    if (typeof typed !== 'string' || typed.trim() === '') continue
    const day = readTypedDay(typed, edge)
    if (day === null) errors.push({ field: name, message: `Enter ${label} as a date, like 31 March 2027` })
    read[name] = day ?? ''
  }
  const result = alignmentFilters.safeParse(read)
  if (result.success) errors.push(...strangers(result.data.authority ?? [], slugs), ...backwards(result.data))
  else errors.push(...result.error.issues.map((issue) => sentence(issue, query)))
  const form = Object.fromEntries(FIELDS.map((name) => [name, texts(query[name])]))
  return { form, errors, filters: result.success && errors.length === 0 ? result.data : null }
}

function sentence(
  issue: { path: PropertyKey[]; code: string; keys?: string[] },
  query: Record<string, unknown>,
): FormError {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys')
    return { field: null, message: `There is no filter called ${(issue.keys ?? []).join(', ')}` }
  if (field.startsWith('target_')) return { field, message: 'Enter one date, like 31 March 2027' }
  return { field: null, message: `${field} cannot be “${String(query[field])}”` }
}

function strangers(chosen: readonly string[], slugs: ReadonlySet<string>): FormError[] {
  return chosen
    .filter((slug) => !slugs.has(slug))
    .map((slug) => ({ field: 'authority', message: `There is no authority called “${slug}”` }))
}

function backwards({ target_from: from, target_to: to }: AlignmentFilters): FormError[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [{ field: 'target_to', message: 'The last day must be the same as or after the first day' }]
}

function texts(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
}

/** The address of the same question elsewhere, or with something changed; the cursor is left out unless given. */
export function addressOf(path: string, filters: AlignmentFilters, cursor?: string): string {
  const { limit, cursor: _, ...rest } = filters
  return withQuery(path, { ...rest, limit: limit === 25 ? undefined : String(limit), cursor })
}
