// Which filters stand beside the list of contracts, what is chosen in them and how many contracts each choice has?
import type { ContractFilters } from '../../../contracts/contract-filter-schemas.ts'
import {
  AGES,
  type Blank,
  NOT_STATED,
  PROCESS_TYPES,
  ROUTES,
  STATUSES,
  VALUE_BASES,
  YES_NO,
} from '../../../contracts/contract-filters.ts'
import type { ContractFacets, ContractPage } from '../../../contracts/contract-schemas.ts'
import {
  AGE_LABELS,
  BASIS_LABELS,
  PROCESS_LABELS,
  ROUTE_LABELS,
  STATUS_LABELS,
  YES_NO_LABELS,
} from './contract-codes.ts'
import type { ContractsForm, FormError } from './contracts-form.ts'
import { bandLinks, countWords, type FilterLink, yearLinks } from './contracts-links.ts'
import type { Named } from './contracts-sentence.ts'

interface Option {
  /** For the address of the field within the page. */
  id: string
  value: string
  label: string
  count: string
  isChosen: boolean
}

/** One box of the filters: choices, fields to type in, links that fill them, and the switch for what is not stated. */
export interface FilterGroup {
  id: string
  label: string
  hint: string
  isOpen: boolean
  chosen: number
  error: string
  choices: { name: string; legend: string; options: Option[] }[]
  fields: { name: string; label: string; of: string; value: string; error: string }[]
  links: FilterLink[]
  notStated: { name: string; what: string; count: string; isOut: boolean } | null
}

export interface FilterFacts {
  form: ContractsForm
  errors: readonly FormError[]
  /** Null when the form has errors. */
  page: Pick<ContractPage, 'facets' | 'not_stated' | 'as_at'> | null
  authorities: readonly Named[]
  suppliers: readonly Named[]
  technologies: readonly Named[]
  /** The address of the list with some of its filters replaced. */
  linkWith: (changes: Partial<ContractFilters>) => string
}

export function filterGroups(facts: FilterFacts): FilterGroup[] {
  const { status, area, route, process, sme, vcse, age } = coded(facts)
  const groups = [
    boroughs(facts),
    status,
    ...typedIn(facts),
    area,
    suppliers(facts),
    technologies(facts),
    route,
    process,
    sme,
    vcse,
    age,
    pastDay(facts),
  ]
  return groups.filter(
    ({ id, choices, fields }) =>
      !(isPast(facts) && TODAY_ONLY.has(id)) &&
      (fields.length > 0 || choices.some(({ options }) => options.length > 0)),
  )
}

/** What is known of today only, and chosen of no past day. */
const TODAY_ONLY: ReadonlySet<string> = new Set(['supplier', 'technology', 'age'])

function isPast({ page }: FilterFacts): boolean {
  return page !== null && page.as_at !== null
}

function pastDay(facts: FilterFacts): FilterGroup {
  return group(facts, 'past', 'The register on a past day', {
    hint: 'For example, 31 March 2026',
    fields: fields(facts, 'past', [['as_at', 'At the end of']]),
  })
}

function boroughs(facts: FilterFacts): FilterGroup {
  const slugs = facts.authorities.map(({ slug }) => slug)
  return group(facts, 'authority', 'Boroughs', {
    choices: [choice(facts, 'authority', '', nameBySlug(facts.authorities), slugs)],
  })
}

function suppliers(facts: FilterFacts): FilterGroup {
  return found(facts, 'supplier', 'Supplier', facts.suppliers)
}

function technologies(facts: FilterFacts): FilterGroup {
  return found(facts, 'technology', 'Technology', facts.technologies)
}

/** The most frequent of what was found, and those chosen. */
function found(
  facts: FilterFacts,
  name: 'supplier' | 'technology',
  label: string,
  chosen: readonly Named[],
): FilterGroup {
  const facet = facts.page?.facets?.[name] ?? []
  const labels = {
    ...Object.fromEntries(facet.map((one) => [one.value, one.label ?? one.value])),
    ...nameBySlug(chosen),
  }
  return group(facts, name, label, { choices: [choice(facts, name, '', labels, [])] })
}

function nameBySlug(named: readonly Named[]): Record<string, string> {
  return Object.fromEntries(named.map(({ slug, name }) => [slug, name]))
}

/** Filters with nothing to type: a list of codes, and the switch for contracts that state none. */
function coded(facts: FilterFacts) {
  const of = (
    id: Exclude<keyof ContractFacets, 'authority' | 'supplier' | 'technology' | 'end_year' | 'value_band'>,
    label: string,
    labels: Record<string, string>,
    codes: readonly string[],
    what?: string,
  ) =>
    group(facts, id, label, {
      choices: [choice(facts, id, '', labels, codes)],
      ...(what !== undefined && id !== 'status' && id !== 'age' ? { blank: id, what } : {}),
    })
  return {
    status: of('status', 'Running or ended', STATUS_LABELS, STATUSES),
    area: of('service_area', 'Service area', {}, [], 'Leave out contracts that state no service area'),
    route: of('route', 'Route to market', ROUTE_LABELS, ROUTES, 'Leave out contracts that state no route'),
    process: of(
      'process_type',
      'Process',
      PROCESS_LABELS,
      PROCESS_TYPES,
      'Leave out contracts that state no process',
    ),
    sme: of(
      'sme',
      'Small or medium-sized enterprise',
      YES_NO_LABELS,
      YES_NO,
      'Leave out contracts that do not say',
    ),
    vcse: of(
      'vcse',
      'Charity or social enterprise',
      YES_NO_LABELS,
      YES_NO,
      'Leave out contracts that do not say',
    ),
    age: of('age', 'Last confirmed', AGE_LABELS, AGES),
  }
}

/** Filters with fields: both ends and the value. */
function typedIn(facts: FilterFacts): FilterGroup[] {
  return [
    group(facts, 'current_end', 'Current end', {
      hint: 'For example, 31 March 2027, 31/3/2027 or just 2027',
      fields: fields(facts, 'current end', [
        ['current_end_from', 'From'],
        ['current_end_to', 'To'],
      ]),
      links: yearLinks(facts),
      blank: 'current_end',
      what: 'Leave out contracts that state no end',
    }),
    group(facts, 'max_end', 'Latest end with all extensions', {
      fields: fields(facts, 'latest end', [
        ['max_end_from', 'From'],
        ['max_end_to', 'To'],
      ]),
      blank: 'max_end',
      what: 'Leave out contracts that state no latest end',
    }),
    group(facts, 'value', 'Value', {
      hint: 'In pounds',
      fields: fields(facts, 'value', [
        ['value_from', 'Lowest'],
        ['value_to', 'Highest'],
      ]),
      links: bandLinks(facts),
      choices: [choice(facts, 'value_basis', 'The amount stands for', BASIS_LABELS, VALUE_BASES)],
      blank: 'value',
      what: 'Leave out contracts that state no value',
    }),
  ]
}

interface Content {
  hint?: string
  choices?: FilterGroup['choices']
  fields?: FilterGroup['fields']
  links?: FilterGroup['links']
  blank?: Blank
  what?: string
}

/** Open where something is chosen or wrong; the current end is always open, since most come for it. */
function group(facts: FilterFacts, id: string, label: string, content: Content): FilterGroup {
  const { choices = [], fields = [], links = [], blank, what = '' } = content
  const notStated = blank === undefined ? null : blankSwitch(facts, blank, what)
  const chosen =
    choices.flatMap(({ options }) => options).filter(({ isChosen }) => isChosen).length +
    fields.filter(({ value }) => value !== '').length +
    (notStated?.isOut ? 1 : 0)
  const error = errorOf(facts, id)
  const isWrong = error !== '' || fields.some((field) => field.error !== '')
  const isOpen = chosen > 0 || isWrong || id === 'current_end'
  return { id, label, hint: content.hint ?? '', isOpen, chosen, error, choices, fields, links, notStated }
}

function blankSwitch({ form, page }: FilterFacts, blank: Blank, what: string): FilterGroup['notStated'] {
  const name = NOT_STATED[blank]
  const count = page === null ? '' : countWords(page.not_stated[blank])
  return { name, what, count, isOut: form[name]?.[0] === 'exclude' }
}

/** What is chosen first, then what has contracts, the most first; codes that have none stand where they are fixed. */
function choice(
  { form, page }: FilterFacts,
  name: keyof ContractFacets | 'value_basis',
  legend: string,
  labels: Record<string, string>,
  fixed: readonly string[],
): FilterGroup['choices'][number] {
  const found = name === 'value_basis' ? [] : (page?.facets?.[name] ?? [])
  const counts = new Map(found.map(({ value, contracts }) => [value, contracts]))
  const chosen = new Set((form[name] ?? []).filter((value) => value !== ''))
  const values = fixed.length > 0 ? fixed : found.map(({ value }) => value)
  const all = [...new Set([...values, ...chosen])]
  const options = all
    .map((value, at) => ({
      id: fixed.includes(value) ? value : String(at + 1),
      value,
      label: labels[value] ?? value,
      count: page === null || name === 'value_basis' ? '' : countWords(counts.get(value) ?? 0),
      isChosen: chosen.has(value),
    }))
    .sort((one, other) => Number(other.isChosen) - Number(one.isChosen))
  return { name, legend, options }
}

function fields(
  facts: FilterFacts,
  of: string,
  names: readonly (readonly [name: string, label: string])[],
): FilterGroup['fields'] {
  return names.map(([name, label]) => ({
    name,
    label,
    of,
    value: facts.form[name]?.join(' ') ?? '',
    error: errorOf(facts, name),
  }))
}

function errorOf({ errors }: FilterFacts, name: string): string {
  return errors.find(({ field }) => field === name)?.message ?? ''
}
