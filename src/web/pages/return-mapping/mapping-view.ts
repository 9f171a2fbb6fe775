// What does the page of a return's headings show: every column, and the questions first?
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import type { MappedColumnView, ReturnMapping } from '../../../returns/review-schemas.ts'
import { columnLetters, joinWords } from '../../filters.ts'
import type { FormErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { reviewHead } from '../return/review-head.ts'
import { ANOTHER, LEAVE_OUT } from './mapping-form.ts'

export interface MappingFacts {
  detail: ReturnDetail
  mapping: ReturnMapping
  /** Empty when nothing can be answered now. */
  csrfToken: string
  /** What was chosen before, when the form comes back with an error. */
  chosen: Record<string, string>
  problems: FormErrors
}

interface Choice {
  value: string
  text: string
  isChosen: boolean
}

export function mappingView(facts: MappingFacts) {
  const { detail, mapping, csrfToken, problems } = facts
  return {
    ...reviewHead(detail, paths.returnMapping(detail.id), 'What the headings mean'),
    ...problems,
    title: `${problems.errors.length > 0 ? 'Error: ' : ''}Headings of ${detail.file.name}`,
    refusal: detail.state === 'refused' && detail.refusal ? detail.refusal.message : '',
    form: csrfToken === '' ? false : { href: paths.returnMapping(detail.id), csrfToken },
    kindForm: csrfToken === '' ? false : { href: paths.returnKind(detail.id), csrfToken },
    kind: mapping.kind,
    kindSentence: kindSentence(mapping),
    saved:
      mapping.profile_version === null
        ? 'Nothing has been said of the headings of this authority yet. What you say is remembered for every later return.'
        : 'What you say is remembered for every later return; what was said before is used already.',
    questions: questionsFirst(mapping).map((one) => questionView(one, facts)),
    columns: mapping.columns.map((one) => columnView(one, facts)),
    vanished:
      mapping.vanished.length > 0
        ? `Not in this file, but in the last one: ${joinWords(mapping.vanished.map((heading) => `“${heading}”`))}.`
        : '',
  }
}

/** What must be answered stands before what may wait. */
function questionsFirst({ columns }: ReturnMapping): MappedColumnView[] {
  const asked = columns.filter(({ question }) => question !== null)
  const isMust = ({ question }: MappedColumnView) => question?.must_confirm === true
  return [...asked.filter(isMust), ...asked.filter((column) => !isMust(column))]
}

function kindSentence({ kind, kind_stated }: ReturnMapping): string {
  const what = kind === 'contracts' ? 'contracts, one a row' : 'systems, one a row'
  return kind_stated ? `Read as a list of ${what}, as you said.` : `Recognised as a list of ${what}.`
}

function questionView(column: MappedColumnView, { chosen, mapping }: MappingFacts) {
  const name = `field-${column.column}`
  const question = column.question ?? { sentence: '', must_confirm: false, choices: [] }
  const choices = question.choices.map(
    ({ field, label }): Choice => ({
      value: field,
      text: label,
      isChosen: chosen[name] === field,
    }),
  )
  const more = (value: string, text: string): Choice => ({ value, text, isChosen: chosen[name] === value })
  if (column.field === 'value') choices.push(more('value', 'Not known'))
  choices.push(more(LEAVE_OUT, 'Leave this column out'))
  return {
    name,
    letter: columnLetters(column.column),
    heading: column.heading,
    sentence: question.sentence,
    must: question.must_confirm,
    samples: column.samples,
    choices,
    another: more(ANOTHER, 'Something else'),
    otherName: `other-${column.column}`,
    fields: fieldChoices(mapping, chosen[`other-${column.column}`] ?? ''),
  }
}

function columnView(column: MappedColumnView, { chosen, mapping, csrfToken }: MappingFacts) {
  const name = `field-${column.column}`
  const isAsked = column.question !== null
  const current = chosen[name] ?? column.field ?? LEAVE_OUT
  const label = mapping.fields.find(({ field }) => field === column.field)?.label
  return {
    name,
    letter: columnLetters(column.column),
    heading: column.heading === '' ? '(no heading)' : column.heading,
    samples: column.samples,
    /** Only what has a heading and no question can be changed here. */
    fields: csrfToken !== '' && !isAsked && column.heading !== '' ? fieldChoices(mapping, current) : [],
    leaveOut: { value: LEAVE_OUT, isChosen: current === LEAVE_OUT },
    readAs: label ?? 'Not used; kept as sent',
    questionHref: isAsked && csrfToken !== '' ? `#${name}` : '',
    sureness: sureness(column),
  }
}

function fieldChoices({ fields }: ReturnMapping, current: string): Choice[] {
  return fields.map(({ field, label }) => ({ value: field, text: label, isChosen: field === current }))
}

/** How sure the reading is, in words. */
export function sureness({ basis, confidence, field, heading, question }: MappedColumnView): string {
  if (heading === '') return 'Give it a heading in the file if it belongs'
  if (basis === 'profile') return 'Your authority said so'
  if (question !== null) return 'Can mean more than one thing'
  if (field === null) return 'Not recognised'
  if (basis === 'values') return 'Judged by what stands in the column'
  if (confidence >= 0.9) return 'Known heading'
  return confidence >= 0.7 ? 'Likely' : 'Unsure: please check'
}
