// What was asked of the list of technologies, as typed and as read?
import { type TechnologyFilters, technologyFilters } from '../../../technologies/technology-schemas.ts'

export interface FormError {
  /** The field of the form that the sentence is about. */
  field: 'q' | 'authority' | 'service_area'
  message: string
}

/** What can be chosen from. */
export interface Choices {
  authorities: readonly { slug: string; name: string }[]
  areas: readonly { code: string; label: string }[]
}

/** What stands in the fields of the form. */
export interface TechnologiesForm {
  q: string
  authorities: string[]
  areas: string[]
  onlyReported: boolean
}

export interface AskedTechnologies {
  form: TechnologiesForm
  /** Null when there are errors. */
  filters: TechnologyFilters | null
  errors: FormError[]
}

type Asked = Record<string, unknown>

/** As strict as the filter of the API; a choice that is not there is an error as well. */
export function readTechnologiesForm(query: Asked, choices: Choices): AskedTechnologies {
  const read = technologyFilters.safeParse(query)
  const errors = read.success
    ? strangers(read.data, choices)
    : read.error.issues.map((issue) => sentence(issue, query))
  const form = {
    q: typeof query.q === 'string' ? query.q.trim() : '',
    authorities: texts(query.authority),
    areas: texts(query.service_area),
    onlyReported: query.reported === 'yes',
  }
  return { form, errors, filters: read.success && errors.length === 0 ? read.data : null }
}

function strangers({ authority, service_area: area }: TechnologyFilters, choices: Choices): FormError[] {
  const slugs = new Set(choices.authorities.map(({ slug }) => slug))
  const codes = new Set(choices.areas.map(({ code }) => code))
  return [
    ...(authority ?? [])
      .filter((slug) => !slugs.has(slug))
      .map((slug) => ({ field: 'authority' as const, message: `There is no authority called “${slug}”` })),
    ...(area ?? [])
      .filter((code) => !codes.has(code))
      .map((code) => ({
        field: 'service_area' as const,
        message: `There is no service area called “${code}”`,
      })),
  ]
}

function sentence(issue: { path: PropertyKey[]; code: string; keys?: string[] }, query: Asked): FormError {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys')
    return { field: 'q', message: `There is no filter called ${(issue.keys ?? []).join(', ')}` }
  if (field === 'q')
    return { field: 'q', message: 'Search words must be one text of 200 characters or fewer' }
  const place = field === 'authority' || field === 'service_area' ? field : 'q'
  return { field: place, message: `${field} cannot be “${String(query[field])}”` }
}

function texts(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
}
