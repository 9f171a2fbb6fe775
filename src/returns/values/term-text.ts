// Which steps does a term or an extension option consist of?
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

/** One option to extend, in calendar months. */
export interface OptionStep {
  months: number
  exercised?: boolean
}

export interface TermReading extends CellReading<string> {
  /** Options in order; null where the text could not be broken into steps, empty where there are none. */
  options: OptionStep[] | null
  /** Months of the first term, where the text states it. */
  initialMonths?: number
  hasOptions: boolean | null
}

const NONE = new Set([
  'none',
  'no',
  'nil',
  'n/a',
  'na',
  'not applicable',
  '0',
  '-',
  'no extension',
  'no extensions',
  'no option',
  'no options',
  'none available',
])
const UNDECIDED = new Set([
  'tbc',
  'tba',
  'tbd',
  'to be confirmed',
  'unknown',
  'yes',
  'y',
  'option to extend',
  'extension available',
])
/** What follows is added to a first term that the text leaves unsaid. */
const ONLY_OPTIONS = /^(plus|then)\b/
const NUMBERS = ['nought', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const LONGEST = 200
const MOST_STEPS = 20
const MOST_MONTHS = 600

/**
 * Breaks `2+1+1`, `2 x 12 months`, `Up to 24 months`, `1 year` into steps. With `startsWithTerm` the first step is the
 * first term and the rest are options; otherwise all are options. Bare numbers are years, and months from 12 on.
 */
export function readTerm(text: string, startsWithTerm: boolean): TermReading {
  const typed = tidy(text)
  if (typed === '') return { ...BLANK, options: null, hasOptions: null }
  const lower = typed.toLowerCase()
  const known = { value: typed, issues: NO_ISSUES }
  if (NONE.has(lower)) return { ...known, options: [], hasOptions: false }
  if (UNDECIDED.has(lower))
    return { ...known, options: null, hasOptions: lower.startsWith('t') || lower === 'unknown' ? null : true }
  const steps = lower.length > LONGEST ? null : stepsOf(lower)
  if (steps === null)
    return { value: typed, issues: [{ code: 'term_unreadable' }], options: null, hasOptions: null }
  if (!startsWithTerm || ONLY_OPTIONS.test(lower))
    return { ...known, options: asOptions(steps), hasOptions: true }
  const [first, ...rest] = steps
  return {
    ...known,
    options: asOptions(rest),
    hasOptions: rest.length > 0,
    ...(first === undefined ? {} : { initialMonths: first }),
  }
}

const asOptions = (months: number[]): OptionStep[] => months.map((step) => ({ months: step }))

function stepsOf(text: string): number[] | null {
  const spelled = text.replace(/\b(one|two|three|four|five|six|seven|eight|nine|ten)\b/g, (word) =>
    String(NUMBERS.indexOf(word)),
  )
  const tail = /(years?|yrs?|months?|mths?|mos?|m|y)\)?\.?$/.exec(spelled)?.[1] ?? ''
  const parts = spelled
    .replace(
      /\b(up to|an?|option(al|s)?|to extend|extend(able)?|extensions?|for|by|of|a further|further|additional|with|possible|periods?|maximum|max|initial|term|contract|annual)\b/g,
      ' ',
    )
    .replace(/\bplus\b|\band\b|\bthen\b|&|,|;/g, '+')
    .replace(/[()]/g, ' ')
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const steps: number[] = []
  for (const part of parts) {
    const found = stepOf(part, tail)
    if (found === null) return null
    steps.push(...found)
  }
  return steps.length === 0 || steps.length > MOST_STEPS ? null : steps
}

function stepOf(part: string, tail: string): number[] | null {
  const match = /^(?:(\d{1,2}) ?[x×*] ?)?(\d{1,3})(?:[ -]?(years?|yrs?|months?|mths?|mos?|m|y))?\.?$/.exec(
    part.replace(/ +/g, ' '),
  )
  if (!match) return null
  const times = match[1] === undefined ? 1 : Number(match[1])
  const number = Number(match[2])
  const months = monthsOf(number, match[3] ?? tail)
  if (months < 1 || months > MOST_MONTHS || times < 1 || times > MOST_STEPS) return null
  return Array.from({ length: times }, () => months)
}

function monthsOf(number: number, unit: string): number {
  if (unit.startsWith('y')) return number * 12
  if (unit.startsWith('m')) return number
  return number >= 12 ? number : number * 12
}

/** Whole months of a period such as `3 months`, `6`, `1 year`, `90 days`; a bare number is months. */
export function readMonths(text: string): CellReading<number> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  const match = /^(\d{1,4})(?: ?(days?|weeks?|months?|mths?|years?|yrs?))?\.?$/i.exec(typed)
  const unit = match?.[2]?.toLowerCase() ?? 'm'
  const number = Number(match?.[1])
  if (match && unit.startsWith('y')) return { value: number * 12, issues: NO_ISSUES }
  if (match && unit.startsWith('m')) return { value: number, issues: NO_ISSUES }
  if (match && unit.startsWith('w') && number % 4 === 0)
    return { value: number / 4, issues: NO_ISSUES, word: typed }
  if (match && unit.startsWith('d') && number % 30 === 0)
    return { value: number / 30, issues: NO_ISSUES, word: typed }
  return { value: null, word: typed, issues: /\d/.test(typed) ? [{ code: 'number_unreadable' }] : NO_ISSUES }
}
