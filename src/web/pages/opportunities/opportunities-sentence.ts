// What is shown of the upcoming tenders, in one sentence?
import type { OpportunityFilters, OpportunityPage } from '../../../opportunities/opportunity-schemas.ts'
import { formatCount, formatDay, joinWords, plural } from '../../filters.ts'
import { phaseWords } from './opportunity-words.ts'

/** Labels of what was chosen by its code or slug. */
export interface Names {
  authorities: ReadonlyMap<string, string>
  areas: ReadonlyMap<string, string>
  technologies: ReadonlyMap<string, string>
}

type Counted = Pick<OpportunityPage, 'total' | 'end_not_stated'>

const UPCOMING = new Set(['watch', 'talk now', 'tender due', 'late', 'published'])
const FITS = { good: 'good', possible: 'possible', hard: 'hard' }

/** `142 upcoming tenders with “payroll” in Camden, to talk about by 31 March 2027, and 31 contracts that state no end.` */
export function foundSentence(
  filters: OpportunityFilters,
  { total, end_not_stated }: Counted,
  names: Names,
): string {
  const dated = total - end_not_stated
  const isUpcoming = (filters.phase ?? []).every((phase) => UPCOMING.has(phase))
  const noun = isUpcoming ? 'upcoming tender' : 'contract'
  const count = dated === 0 ? `No ${noun}s` : plural(dated, noun)
  const parts = [count, ...chosenWords(filters, names)]
  const open =
    end_not_stated === 0
      ? ''
      : `, and ${formatCount(end_not_stated)} ${end_not_stated === 1 ? 'contract that states' : 'contracts that state'} no end`
  return `${parts.filter((part) => part !== '').join(' ')}${open}.`
}

function chosenWords(filters: OpportunityFilters, { authorities, areas, technologies }: Names): string[] {
  const among = (codes: readonly string[] | undefined, names: ReadonlyMap<string, string>) =>
    joinWords(
      (codes ?? []).map((code) => names.get(code) ?? code),
      'or',
    )
  const { q, authority, phase, value_band, service_area, sme_fit } = filters
  const stage = joinWords(
    (phase ?? []).map((one) => phaseWords(one).label.toLowerCase()),
    'or',
  )
  return [
    stage === '' ? '' : `(${stage})`,
    q ? `with “${q}”` : '',
    authority?.length ? `in ${among(authority, authorities)}` : '',
    service_area?.length ? `for ${among(service_area, areas)}` : '',
    filters.technology?.length ? `for ${among(filters.technology, technologies)}` : '',
    value_band?.length ? `of ${joinWords(value_band, 'or')}` : '',
    sme_fit?.length
      ? `${joinWords(
          sme_fit.map((fit) => FITS[fit]),
          'or',
        )} for a small supplier`
      : '',
    windowWords(filters),
    filters.ends_within ? `ending within ${plural(filters.ends_within, 'month')}` : '',
  ]
}

function windowWords({ approach_from: from, approach_to: to }: OpportunityFilters): string {
  if (from && to) return `to talk about between ${formatDay(from)} and ${formatDay(to)}`
  if (from) return `to talk about on or after ${formatDay(from)}`
  return to ? `to talk about by ${formatDay(to)}` : ''
}
