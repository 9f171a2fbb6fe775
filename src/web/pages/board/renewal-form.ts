// What does an officer say of how far a renewal has come?
import { z } from 'zod'
import type { NewRenewalEntry, RenewalEntry } from '../../../market/renewal-queries.ts'
import { RENEWAL_STAGES } from '../../../market/renewal-stages.ts'
import { formatDay } from '../../filters.ts'
import { type FormErrors, formErrors, noErrors } from '../../forms.ts'
import { readTypedDay } from '../../typed-day.ts'
import { STAGE_WORDS } from './board-words.ts'

const text = z.string().trim().catch('')
const form = z.object({
  stage: z.enum(RENEWAL_STAGES).optional().catch(undefined),
  owner: text,
  next_decision_on: text,
  decision: text,
  note: text,
})

type Typed = z.infer<typeof form>
export type ReadRenewal = { value: NewRenewalEntry | null; problems: FormErrors; typed: Typed }

/** A day that is not typed is none. */
export function readRenewal(body: unknown): ReadRenewal {
  const typed = form.parse(body ?? {})
  const { stage, owner, next_decision_on, decision, note } = typed
  const nextDecisionOn = next_decision_on === '' ? null : readTypedDay(next_decision_on, 'last')
  const problems: Record<string, string> = {}
  if (stage === undefined) problems.stage = 'Choose a stage'
  if (owner.length > 100) problems.owner = 'The owner must be 100 characters or fewer'
  if (next_decision_on !== '' && nextDecisionOn === null)
    problems.next_decision_on = 'Enter the day as a date, like 31 March 2027'
  if (decision.length > 500) problems.decision = 'The decision must be 500 characters or fewer'
  if (note.length > 2_000) problems.note = 'The note must be 2,000 characters or fewer'
  if (stage === undefined || Object.keys(problems).length > 0)
    return { value: null, problems: formErrors(problems), typed }
  return { value: { stage, owner, nextDecisionOn, decision, note }, problems: noErrors, typed }
}

/** What stands in the form: what was typed where it could not be used, else the last entry. */
export function renewalForm(last: RenewalEntry | undefined, read: ReadRenewal | null, token: string) {
  const day = last?.next_decision_on ?? null
  const shown: Typed = read?.typed ?? {
    stage: last?.stage ?? 'not started',
    owner: last?.owner ?? '',
    next_decision_on: day === null ? '' : formatDay(day),
    decision: '',
    note: '',
  }
  const errorOf = read?.problems.errorOf ?? {}
  const field = (name: keyof Typed, label: string, hint: string, rows: number) => ({
    name,
    label,
    hint,
    rows,
    value: shown[name] ?? '',
    error: errorOf[name] ? errorOf[name].text : '',
  })
  return {
    token,
    stages: RENEWAL_STAGES.map((name) => ({
      value: name,
      label: STAGE_WORDS[name],
      isChosen: shown.stage === name,
    })),
    stageError: errorOf.stage ? errorOf.stage.text : '',
    fields: [
      field('owner', 'Owner', 'A team or a role', 1),
      field('next_decision_on', 'Next day of decision', 'For example, 31 March 2027; empty for none', 1),
      field('decision', 'What was decided', 'Stands in the log for good; empty if nothing was', 2),
      field('note', 'Note', 'For officers of your authority alone', 3),
    ],
  }
}
