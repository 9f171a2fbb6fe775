// What does the list of contracts show, said in one sentence?
import type { ContractFilters } from '../../../contracts/contract-filter-schemas.ts'
import { BLANKS, type Blank, NOT_STATED } from '../../../contracts/contract-filters.ts'
import type { ContractPage } from '../../../contracts/contract-schemas.ts'
import { formatCount, formatDay, joinWords, plural } from '../../filters.ts'
import { AGE_LABELS, amountWords, BASIS_LABELS, PROCESS_LABELS, ROUTE_LABELS } from './contract-codes.ts'

export interface Named {
  slug: string
  name: string
}

/** `142 contracts with “payroll” in Camden or Islington ending by 31 March 2027; 31 of them state no end.` */
export function shownSentence(
  filters: ContractFilters,
  page: Pick<ContractPage, 'total' | 'total_is_capped' | 'not_stated' | 'correction'>,
  names: { authorities: readonly Named[]; suppliers: readonly Named[]; technologies: readonly Named[] },
): string {
  const count = page.total_is_capped
    ? `More than ${plural(page.total, 'contract')}`
    : plural(page.total, 'contract')
  const words = page.correction?.searched ?? filters.q
  const parts = [
    page.total === 0 ? 'No contracts' : count,
    statusWords(filters.status, page.total),
    words ? `with “${words}”` : '',
    places(filters.authority, names.authorities, 'in'),
    places(filters.supplier, names.suppliers, 'from'),
    places(filters.technology, names.technologies, 'for'),
    filters.service_area?.length ? `for ${joinWords(quoted(filters.service_area), 'or')}` : '',
    boughtWords(filters),
    dayWords('ending', filters.current_end_from, filters.current_end_to),
    dayWords('with a latest end', filters.max_end_from, filters.max_end_to),
    valueWords(filters),
    sizeWords(filters),
    ageWords(filters),
    filters.as_at ? `as the register stood on ${formatDay(filters.as_at)}` : '',
  ]
  return `${parts.filter((part) => part !== '').join(' ')}${blankWords(filters, page)}.`
}

function statusWords(statuses: ContractFilters['status'], total: number): string {
  if (!statuses?.length) return ''
  return `that ${joinWords(
    statuses.map((status) => STATUS_WORDS[status][total === 1 ? 0 : 1]),
    'or',
  )}`
}

/** Of one contract, and of several. */
const STATUS_WORDS = {
  running: ['is running', 'are running'],
  ended: ['has ended', 'have ended'],
  no_end_stated: ['states no end', 'state no end'],
} as const

function places(slugs: readonly string[] | undefined, names: readonly Named[], before: string): string {
  if (!slugs?.length) return ''
  const known = slugs.map((slug) => names.find((one) => one.slug === slug)?.name ?? slug)
  return `${before} ${joinWords(known, 'or')}`
}

function quoted(texts: readonly string[]): string[] {
  return texts.map((text) => `“${text}”`)
}

function boughtWords({ route, process_type: process }: ContractFilters): string {
  const by = [
    ...(route ?? []).map((code) => ROUTE_LABELS[code] ?? code),
    ...(process ?? []).map((code) => PROCESS_LABELS[code] ?? code),
  ]
  return by.length === 0 ? '' : `bought by ${joinWords(by.map(small), 'or')}`
}

function small(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function dayWords(verb: string, from: string | undefined, to: string | undefined): string {
  if (from && to) return `${verb} from ${formatDay(from)} to ${formatDay(to)}`
  if (from) return `${verb} on or after ${formatDay(from)}`
  return to ? `${verb} by ${formatDay(to)}` : ''
}

function valueWords({ value_from: from, value_to: to, value_basis: bases }: ContractFilters): string {
  const basis = (bases ?? []).map((code) => small(BASIS_LABELS[code] ?? code))
  const over = basis.length === 0 ? '' : ` (${joinWords(basis, 'or')})`
  if (from && to) return `worth ${amountWords(from)} to ${amountWords(to)}${over}`
  if (from) return `worth ${amountWords(from)} or more${over}`
  if (to) return `worth up to ${amountWords(to)}${over}`
  return over === '' ? '' : `with a value${over}`
}

function sizeWords({ sme, vcse }: ContractFilters): string {
  const kinds = [...sizeOf(sme, 'SME'), ...sizeOf(vcse, 'charity or social enterprise')]
  return kinds.length === 0 ? '' : `held by ${joinWords(kinds)}`
}

function sizeOf(answers: ContractFilters['sme'], kind: string): string[] {
  if (!answers?.length) return []
  if (answers.length > 1) return [`any kind of ${kind === 'SME' ? 'enterprise' : 'body'}`]
  return answers[0] === 'yes' ? [`${kind === 'SME' ? 'an' : 'a'} ${kind}`] : [`no ${kind}`]
}

function ageWords({ age }: ContractFilters): string {
  return age?.length
    ? `last confirmed ${joinWords(
        age.map((code) => small(AGE_LABELS[code] ?? code)),
        'or',
      )}`
    : ''
}

const BLANK_WORDS: Record<Blank, string> = {
  current_end: 'end',
  max_end: 'latest end',
  value: 'value',
  service_area: 'service area',
  route: 'route',
  process_type: 'process',
  sme: 'SME status',
  vcse: 'charity status',
}

/** What is said of blanks: the end always, the others where a filter asks about them. */
function blankWords(filters: ContractFilters, page: Pick<ContractPage, 'not_stated'>): string {
  const counted = BLANKS.filter((blank) => page.not_stated[blank] > 0)
  const isOut = (blank: Blank) => filters[NOT_STATED[blank]] === 'exclude'
  const kept = counted.filter(
    (blank) => !isOut(blank) && (blank === 'current_end' || isAsked(filters, blank)),
  )
  const out = counted.filter(isOut)
  const isOnlyEnds = filters.status?.length === 1 && filters.status[0] === 'no_end_stated'
  return [
    ...kept
      .filter((blank) => !(isOnlyEnds && blank === 'current_end'))
      .map((blank) => {
        const n = page.not_stated[blank]
        return `; ${formatCount(n)} of them ${n === 1 ? 'states' : 'state'} no ${BLANK_WORDS[blank]}`
      }),
    ...out.map((blank) => {
      const n = page.not_stated[blank]
      return `; ${formatCount(n)} ${n === 1 ? 'states' : 'state'} no ${BLANK_WORDS[blank]} and ${n === 1 ? 'is' : 'are'} left out`
    }),
  ].join('')
}

/** Whether the filter asks about what the blank leaves open. */
function isAsked(filters: ContractFilters, blank: Blank): boolean {
  const about: Record<Blank, unknown[]> = {
    current_end: [filters.current_end_from, filters.current_end_to],
    max_end: [filters.max_end_from, filters.max_end_to],
    value: [filters.value_from, filters.value_to, filters.value_basis?.[0]],
    service_area: [filters.service_area?.[0]],
    route: [filters.route?.[0]],
    process_type: [filters.process_type?.[0]],
    sme: [filters.sme?.[0]],
    vcse: [filters.vcse?.[0]],
  }
  return about[blank].some((asked) => asked !== undefined)
}
