// What does the page of one contract show?
import type { ContractDetail } from '../../../contracts/contract-schemas.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { answerClause } from '../../answer-words.ts'
import { endOfContract } from '../../contract-end.ts'
import { type ChangeWords, changeWords } from '../../field-changes.ts'
import { amountBasis, dayOf, formatDay, formatDecimalPounds, relativeDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { dayWords, withheldWords } from '../../withheld-words.ts'
import { fieldLabel, optionMonths, valueRows } from './contract-values.ts'
import { termBar } from './term-bar.ts'

export function contractView(contract: ContractDetail, today: CalendarDate) {
  const confirmed = dayOf(contract.confirmed_at)
  const options = optionMonths(contract.values.find(({ field }) => field === 'options')?.value)
  return {
    title: `${contract.title}, ${contract.authority.name}`,
    section: 'contracts' as const,
    showsSample: contract.is_sample,
    backLink: { text: 'All contracts', href: paths.contracts },
    heading: contract.title,
    isSample: contract.is_sample,
    description: contract.description ?? '',
    authority: contract.authority.name,
    authorityHref: paths.authority(contract.authority.slug),
    end: endOfContract(contract, today),
    term: (hasCoarseDay(contract) ? null : termBar(contract, options, today)) ?? false,
    facts: keyFacts(contract),
    suppliers: suppliers(contract),
    technologies: contract.technologies.map(({ slug, product, known_from }) => ({
      href: paths.technology(slug),
      product,
      note: known_from === 'officer' ? `said by ${contract.authority.name}` : 'by its systems return',
    })),
    noticesHref: paths.contractNotices(contract.id),
    opportunityHref: paths.opportunityOf(contract.id),
    confirmed: `Last confirmed ${relativeDay(confirmed, today)} by ${contract.authority.name}, on ${formatDay(confirmed)}`,
    values: valueRows(contract),
    withheld: contract.withheld.map((one) => ({ label: fieldLabel(one.field), said: withheldWords(one) })),
    file: contract.values.flatMap(({ provenance }) => provenance)[0]?.file_name ?? '',
    received: receivedOn(contract),
    said: lastSaid(contract),
    qualityHref: paths.authorityQuality(contract.authority.slug),
    downloads: [
      { label: 'JSON', href: paths.contractFile(contract.id, 'json') },
      { label: 'CSV', href: paths.contractFile(contract.id, 'csv') },
      { label: 'Open contracting record (OCDS)', href: paths.ocdsOfContract(contract.id) },
    ],
    history: history(contract),
  }
}

/** A picture to the day would say more than the public may know. */
function hasCoarseDay({ withheld }: ContractDetail): boolean {
  return withheld.some(({ precision }) => precision !== 'full')
}

function keyFacts(contract: ContractDetail): { label: string; value: string; note: string }[] {
  const held = new Set(contract.withheld.filter((one) => one.precision === 'full').map((one) => one.field))
  const absent = (field: string) => (held.has(field) ? 'Withheld' : 'Not stated')
  const day = (field: 'start_on' | 'current_end_on' | 'max_end_on', date: CalendarDate | null) =>
    date === null ? absent(field) : dayWords(date, contract.day_precision[field])
  const fact = (label: string, value: string, note = '') => ({ label, value, note })
  return [
    contract.value
      ? fact('Value', formatDecimalPounds(contract.value.pounds), amountBasis(contract.value))
      : fact('Value', [...held].some((field) => field.startsWith('value')) ? 'Withheld' : 'Not stated'),
    fact('Starts', day('start_on', contract.start_on)),
    fact('Current end', day('current_end_on', contract.current_end_on)),
    fact(
      'Maximum end',
      day('max_end_on', contract.max_end_on),
      contract.max_end_on && contract.max_end_on !== contract.current_end_on
        ? 'with every extension used'
        : '',
    ),
    fact('Reference', contract.local_reference ?? absent('local_reference')),
    fact('Department', contract.department ?? absent('department')),
  ]
}

/** Each name as typed; the name the register knows the supplier by only where it differs. */
function suppliers(
  contract: ContractDetail,
): { name: string; role: string; knownAs: string; href: string }[] {
  const listed = contract.suppliers.map(({ name, role, supplier }) => ({
    name,
    role: role ?? '',
    knownAs: supplier === null || supplier.name === name ? '' : supplier.name,
    href: supplier === null ? '' : paths.supplier(supplier.slug),
  }))
  if (listed.length > 0) return listed
  return [{ name: contract.supplier_name_raw, role: '', knownAs: '', href: '' }]
}

function receivedOn(contract: ContractDetail): string {
  const first = contract.values.flatMap(({ provenance }) => provenance)[0]
  return first ? formatDay(dayOf(first.received_at)) : ''
}

/** What its authority said last of a contract that a return left out, unless a return has confirmed it since. */
function lastSaid({ authority, answers, confirmed_at }: ContractDetail): string {
  const last = answers.at(-1)
  if (last === undefined || last.answered_at < confirmed_at) return ''
  return `${authority.name} said on ${formatDay(dayOf(last.answered_at))} ${answerClause(last)}.`
}

interface HistoryItem {
  at: string
  day: string
  /** What happened, in a sentence. */
  said: string
  changes: ChangeWords[]
  isCurrent: boolean
}

/** What returns changed and what its authority said, the latest first. */
function history(contract: ContractDetail): HistoryItem[] {
  const versions = contract.versions.map(({ number, created_at, changes }) => {
    const words = number === 1 ? [] : changeWords(changes)
    return {
      at: created_at,
      day: formatDay(dayOf(created_at)),
      said: number === 1 ? 'First reported' : words.length === 0 ? 'Reported again' : '',
      changes: words,
      isCurrent: number === contract.versions.at(-1)?.number,
    }
  })
  const answers = contract.answers.map((answer) => ({
    at: answer.answered_at,
    day: formatDay(dayOf(answer.answered_at)),
    said: `${contract.authority.name} said ${answerClause(answer)}`,
    changes: [],
    isCurrent: false,
  }))
  return [...versions, ...answers].sort((one, other) => (one.at < other.at ? 1 : -1))
}
