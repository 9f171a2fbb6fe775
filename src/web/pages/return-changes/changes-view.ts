// What does the page of a return's changes show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ChangeCounts, ReturnChange } from '../../../returns/change-schemas.ts'
import type { ChangesPage } from '../../../returns/changes-of-account.ts'
import type { ReturnKind } from '../../../returns/read-types.ts'
import { answerWords } from '../../answer-words.ts'
import { changeWords } from '../../field-changes.ts'
import { dayOf, formatCount, formatDay, plural, relativeDay } from '../../filters.ts'
import type { FormErrors } from '../../forms.ts'
import { paths, withQuery } from '../../paths.ts'
import type { AnswerForm } from './answer-form.ts'

type Kind = ReturnChange['kind']

export interface ChangesPageFacts {
  kind: Kind
  isFirstPage: boolean
  /** How many answers were just kept. */
  answered: number
  /** Empty when nobody may answer. */
  csrfToken: string
  problems: FormErrors
  typed: AnswerForm | undefined
  today: CalendarDate
}

/** `things` stands for contracts or systems. */
const KINDS: { kind: Kind; label: string; explanation: string; past: string }[] = [
  {
    kind: 'changed',
    label: 'changed',
    explanation: 'things of the register that this file says something else of.',
    past: 'things that this file changed.',
  },
  {
    kind: 'new',
    label: 'new',
    explanation: 'things that the register does not know yet.',
    past: 'things that this file brought.',
  },
  {
    kind: 'missing',
    label: 'not in this file',
    explanation:
      'things of the last publication that this file does not hold. None is deleted. Say what became of them.',
    past: 'things that this file did not hold. None was deleted. Say what became of them.',
  },
  {
    kind: 'missing_before',
    label: 'missing for longer',
    explanation: 'things that were missing from the last publication already.',
    past: 'things that had been missing before this file.',
  },
  {
    kind: 'unchanged',
    label: 'unchanged',
    explanation: 'things that this file says the same of as the register.',
    past: 'things that this file confirmed.',
  },
]

const THINGS = {
  contracts: { one: 'contract', many: 'contracts', first: 'Contracts', heading: 'Contract' },
  systems: { one: 'system', many: 'systems', first: 'Systems', heading: 'System' },
} as const

export function changesView(page: ChangesPage, facts: ChangesPageFacts) {
  const { detail, counts, nextAfter } = page
  const { problems, typed } = facts
  const here = paths.returnChanges(detail.id)
  const words = KINDS.find(({ kind }) => kind === facts.kind)
  const things = THINGS[detail.kind]
  const isDraft = detail.state === 'read'
  const asks = facts.kind === 'missing' || facts.kind === 'missing_before'
  const mayAnswer = asks && facts.csrfToken !== '' && (isDraft || detail.state === 'published')
  return {
    title: `${problems.errors.length > 0 ? 'Error: ' : ''}Changes by ${detail.file.name}, ${detail.authority.name}`,
    section: 'returns' as const,
    showsSample: detail.is_sample,
    backLink: { text: 'The return', href: paths.return(detail.id) },
    authority: detail.authority.name,
    heading: isDraft ? 'What this return will change' : 'What this return changed',
    file: detail.file.name,
    isWaiting: page.comparison === 'waiting',
    isNone: page.comparison === 'none',
    here,
    tabs: tabs(counts, facts.kind, here),
    explanation: ((isDraft ? words?.explanation : words?.past) ?? '').replace(/^things/, things.first),
    things,
    kind: facts.kind,
    asks,
    isChanged: facts.kind === 'changed',
    answered: facts.answered === 0 ? '' : `Your answer is kept for ${plural(facts.answered, things.one)}.`,
    rows: page.changes.map((change) => changeRow(change, detail.kind, facts)),
    answer: mayAnswer ? { href: paths.answerMissing(detail.id), csrfToken: facts.csrfToken } : false,
    isAll: typed?.all !== undefined,
    chosen: typed?.answer ?? '',
    day: typed?.day ?? '',
    errors: problems.errors,
    errorOf: { contracts: false, answer: false, day: false, ...problems.errorOf },
    first: facts.isFirstPage ? '' : withQuery(here, { kind: facts.kind }),
    next: nextAfter === null ? '' : withQuery(here, { kind: facts.kind, after: String(nextAfter) }),
  }
}

/** Kinds without a contract are named all the same: nought is an answer. */
function tabs(counts: ChangeCounts, current: Kind, here: string) {
  return KINDS.filter(({ kind }) => kind !== 'missing_before' || counts[kind] > 0).map(({ kind, label }) => ({
    label,
    count: formatCount(counts[kind]),
    href: counts[kind] > 0 ? withQuery(here, { kind }) : '',
    isCurrent: kind === current,
  }))
}

function changeRow(change: ReturnChange, kind: ReturnKind, { today, typed }: ChangesPageFacts) {
  const { line, local_reference, title, supplier_name_raw, current_end_on, answer } = change
  const id = change.contract_id ?? change.deployment_id
  return {
    id: id ?? '',
    href: hrefOf(change),
    title,
    area: kind === 'systems' ? (change.service_area ?? '') : '',
    reference: local_reference ?? '',
    supplier: supplier_name_raw,
    line: line === null ? '' : formatCount(line),
    ends: current_end_on === null ? 'Not stated' : formatDay(current_end_on),
    endsWhen: current_end_on === null ? '' : relativeDay(current_end_on, today),
    fields: changeWords(change.fields),
    said:
      answer === null ? '' : `${answerWords(answer)}, said ${relativeDay(dayOf(answer.answered_at), today)}`,
    isTicked: id !== null && (typed?.contract.includes(id) ?? false),
  }
}

function hrefOf({ contract_id, technology }: ReturnChange): string {
  if (contract_id !== null) return paths.contract(contract_id)
  return technology === null ? '' : paths.technology(technology)
}
