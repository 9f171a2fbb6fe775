// What does an officer say follows a contract?
import { z } from 'zod'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { NewIntention } from '../../../opportunities/intention-queries.ts'
import { INTENTION_ANSWERS } from '../../../opportunities/opportunity-detail-schemas.ts'
import { formatDay } from '../../filters.ts'
import { type FormErrors, formErrors, noErrors } from '../../forms.ts'
import { readTypedDay } from '../../typed-day.ts'

const form = z.object({
  answer: z.enum(INTENTION_ANSWERS).optional().catch(undefined),
  said_on: z.string().trim().max(60).default(''),
  note: z.string().trim().default(''),
})

export interface TypedIntention {
  answer: string
  saidOn: string
  note: string
}

export type ReadIntention = { value: NewIntention | null; problems: FormErrors; typed: TypedIntention }

const LONGEST_NOTE = 500

/** The day is today's where none is typed, and must have come. */
export function readIntention(body: unknown, today: CalendarDate): ReadIntention {
  const read = form.safeParse(body ?? {})
  const given = read.success ? read.data : { answer: undefined, said_on: '', note: '' }
  const saidOn = given.said_on === '' ? today : readTypedDay(given.said_on, 'first')
  const problems: Record<string, string> = {}
  if (given.answer === undefined) problems.answer = 'Say what follows the contract'
  if (saidOn === null) problems.said_on = 'Enter the day as a date, like 31 March 2026'
  else if (saidOn > today) problems.said_on = 'The day must have come already'
  if (given.note.length > LONGEST_NOTE) problems.note = 'The note must be 500 characters or fewer'
  const typed = { answer: given.answer ?? '', saidOn: given.said_on, note: given.note.slice(0, 2_000) }
  if (given.answer === undefined || saidOn === null || Object.keys(problems).length > 0)
    return { value: null, problems: formErrors(problems), typed }
  return { value: { answer: given.answer, saidOn, note: given.note }, problems: noErrors, typed }
}

const CHOICES: Record<(typeof INTENTION_ANSWERS)[number], [label: string, hint: string]> = {
  're-tender': ['Tender it again', 'A new contract follows, open to others'],
  extend: ['Extend it', 'The next option is used; the end moves'],
  stop: ['Let it end', 'Nothing follows'],
  joint: ['Buy together with other authorities', ''],
  'not decided': ['Not decided', 'Takes an earlier answer back'],
}

/** What the form shows; the last answer, or what was typed where it could not be used. */
export function intentionForm(
  shown: TypedIntention,
  problems: FormErrors,
  token: string,
  today: CalendarDate,
) {
  return {
    token,
    choices: INTENTION_ANSWERS.map((answer, at) => ({
      id: at === 0 ? 'answer' : `answer-${at + 1}`,
      value: answer,
      label: CHOICES[answer][0],
      hint: CHOICES[answer][1],
      isChosen: shown.answer === answer,
    })),
    saidOn: shown.saidOn,
    today: formatDay(today),
    note: shown.note,
    answerError: problems.errorOf.answer ?? false,
    dayError: problems.errorOf.said_on ?? false,
    noteError: problems.errorOf.note ?? false,
  }
}
