// What does an officer say of the contracts ticked?
import { z } from 'zod'
import { answerWord } from '../../../contracts/answer-schemas.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { MissingAnswer } from '../../../returns/answer-missing.ts'
import { type FormErrors, formErrors } from '../../forms.ts'
import { readTypedDay } from '../../typed-day.ts'

const ids = z
  .union([z.uuid(), z.array(z.uuid()).max(500)])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))

const form = z.object({
  contract: ids,
  /** Every one on the page, and whether the answer is for them all. */
  shown: ids,
  all: z.literal('shown').optional().catch(undefined),
  answer: answerWord.optional().catch(undefined),
  day: z.string().trim().max(60).default(''),
  kind: z.enum(['missing', 'missing_before']).catch('missing'),
})

export type AnswerForm = z.infer<typeof form>

export type ReadAnswer =
  | { value: MissingAnswer; kind: AnswerForm['kind']; problems: null; typed: AnswerForm }
  | { value: null; problems: FormErrors; typed: AnswerForm }

/** The day is needed with `ended`, must have come, and is passed over with the other answers. */
export function readAnswer(body: unknown, today: CalendarDate): ReadAnswer {
  const read = form.safeParse(body ?? {})
  const typed: AnswerForm = read.success
    ? read.data
    : { contract: [], shown: [], answer: undefined, day: '', kind: 'missing' }
  const { answer } = typed
  const endedOn = answer === 'ended' ? readTypedDay(typed.day, 'last') : null
  const problems: Record<string, string> = {}
  const answered = typed.all === undefined ? typed.contract : typed.shown
  if (answered.length === 0) problems.contracts = 'Tick what the answer is for'
  if (answer === undefined) problems.answer = 'Say what became of them'
  if (answer === 'ended' && endedOn === null) problems.day = 'Give the day they ended, such as 31 March 2026'
  if (endedOn !== null && endedOn > today) problems.day = 'The day they ended must have come already'
  if (answer === undefined || Object.keys(problems).length > 0)
    return { value: null, problems: formErrors(problems), typed }
  return {
    value: { ids: answered, answer, endedOn },
    kind: typed.kind,
    problems: null,
    typed,
  }
}
