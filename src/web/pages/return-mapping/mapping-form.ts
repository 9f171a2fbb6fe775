// What did an officer say on the page of headings?
import { z } from 'zod'
import type { HeadingAnswer } from '../../../returns/mapping/check-answers.ts'
import type { MappedColumnView } from '../../../returns/review-schemas.ts'

/** Instead of a field: the column is left out; or the field stands in the list beside it. */
export const LEAVE_OUT = '-'
export const ANOTHER = 'other'

const sent = z.record(z.string(), z.unknown())

export interface MappingForm {
  answers: HeadingAnswer[]
  /** What was chosen, by the name of the form's field, to be shown again. */
  chosen: Record<string, string>
  /** Columns for which another field was to be chosen and was not. */
  incomplete: number[]
}

/** Answers for the columns of the return; a question that was passed over is no answer, and a column without a heading has none. */
export function readMappingForm(body: unknown, columns: readonly MappedColumnView[]): MappingForm {
  const form = sent.catch({}).parse(body ?? {})
  const given = (name: string) => (typeof form[name] === 'string' ? form[name].slice(0, 60) : '')
  const answers: HeadingAnswer[] = []
  const chosen: Record<string, string> = {}
  const incomplete: number[] = []
  for (const { column, heading } of columns) {
    if (heading === '') continue
    const choice = given(`field-${column}`)
    const other = given(`other-${column}`)
    chosen[`field-${column}`] = choice
    chosen[`other-${column}`] = other
    if (choice === '') continue
    if (choice === ANOTHER && other === '') incomplete.push(column)
    else answers.push({ heading, field: fieldOf(choice === ANOTHER ? other : choice) })
  }
  return { answers, chosen, incomplete }
}

function fieldOf(choice: string): string | null {
  return choice === LEAVE_OUT ? null : choice
}
