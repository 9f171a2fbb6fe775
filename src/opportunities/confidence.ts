// How sure is a forecast, and why?
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'

/** One reason that raised or lowered the confidence, with its points. */
export type ConfidencePart = { reason: string; points: number }

/** `value` 0–100; the parts added to 50 explain it before it is kept within 0 and 100. */
export type Confidence = { value: number; label: 'High' | 'Medium' | 'Low'; parts: ConfidencePart[] }

export type ConfidenceFacts = {
  on: CalendarDate
  authoritySaidSo: boolean
  announced: boolean
  confirmedOn: CalendarDate | null
  optionsLeft: boolean | 'unknown'
  endMeaningKnown: boolean
  datesFromText: boolean
  /** The end is known to its quarter or year alone. */
  endGivenTo: 'quarter' | 'year' | null
  hasReference: boolean
  predecessorUnreplaced: boolean
}

const START = 50

/** Starts at 50. A contract never confirmed counts as confirmed more than 18 months ago; exactly 6 months ago is still recent, exactly 18 not yet old. */
export function confidenceOf(facts: ConfidenceFacts): Confidence {
  const parts: ConfidencePart[] = []
  const add = (holds: boolean, reason: string, points: number) => holds && parts.push({ reason, points })
  add(facts.authoritySaidSo, 'the authority said so', 20)
  add(facts.announced, 'a pipeline, engagement or planned procurement notice (UK1, UK2 or UK3) is linked', 10)
  add(confirmedWithin(facts, 6), 'confirmed within the last 6 months', 15)
  add(
    !confirmedWithin(facts, 18),
    facts.confirmedOn ? 'not confirmed for more than 18 months' : 'never confirmed',
    -15,
  )
  add(facts.optionsLeft === false, 'no options left', 10)
  add(facts.optionsLeft === true, 'unused options', -20)
  add(!facts.endMeaningKnown, 'not known whether the end stated is the current or the maximum end', -15)
  add(facts.datesFromText, 'dates read from a term in words', -15)
  add(facts.endGivenTo === 'quarter', 'the end is given to its quarter only', -10)
  add(facts.endGivenTo === 'year', 'the end is given to its year only', -20)
  add(!facts.hasReference, 'no local reference', -10)
  add(facts.predecessorUnreplaced, 'an earlier contract ended with no replacement', -20)
  const total = parts.reduce((sum, { points }) => sum + points, START)
  const value = Math.min(100, Math.max(0, total))
  return { value, label: confidenceLabel(value), parts }
}

/** High from 75 on, Medium from 50 on, else Low. */
export function confidenceLabel(value: number): Confidence['label'] {
  return value >= 75 ? 'High' : value >= 50 ? 'Medium' : 'Low'
}

function confirmedWithin({ on, confirmedOn }: ConfidenceFacts, months: number): boolean {
  return confirmedOn !== null && addMonths(confirmedOn, months) >= on
}
