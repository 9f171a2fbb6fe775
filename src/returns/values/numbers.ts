// Which whole number does a cell state?
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

const NONE = new Set([
  'tbc',
  'tba',
  'n/a',
  'na',
  'unknown',
  'not known',
  '-',
  'none',
  'not applicable',
  'various',
])

/** A count such as `1,200`, `c. 300`; anything else is kept as text. */
export function readCount(text: string): CellReading<number> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (NONE.has(typed.toLowerCase())) return { value: null, word: typed, issues: NO_ISSUES }
  const match = /^(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.0+)?(?: users?| licen[cs]es?)?$/i.exec(typed)
  if (match?.[1]) return { value: Number(match[1].replaceAll(',', '')), issues: NO_ISSUES }
  return { value: null, word: typed, issues: [{ code: 'number_unreadable' }] }
}

/** 1 to 5, also `4/5`, `4 out of 5`, and words from "very poor" to "very good". */
export function readSatisfaction(text: string): CellReading<number> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  const lower = typed.toLowerCase()
  if (NONE.has(lower)) return { value: null, word: typed, issues: NO_ISSUES }
  const match = /^([1-5])(?:\.0+)?(?: ?(?:\/|out of|of) ?5)?(?: ?[-–:(].*)?$/.exec(lower)
  if (match?.[1]) return { value: Number(match[1]), issues: NO_ISSUES }
  const word = [
    'very (poor|dissatisfied|low)',
    '(poor|dissatisfied|low)',
    '(neutral|average|fair|ok|satisfactory|medium)',
    '(good|satisfied|high)',
    '(very good|excellent|very satisfied|very high)',
  ].findIndex((pattern) => new RegExp(`^${pattern}$`).test(lower))
  if (word !== -1) return { value: word + 1, issues: NO_ISSUES }
  return { value: null, word: typed, issues: [{ code: 'satisfaction_out_of_range' }] }
}
