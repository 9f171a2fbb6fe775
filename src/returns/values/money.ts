// How many pence does a cell state?
import { decimalPounds, type Pence } from '../../lib/money.ts'
import type { CellIssue } from '../issues.ts'
import { BLANK, type CellReading, NO_ISSUES, narrowed, tidy } from './cell-reading.ts'

export interface MoneyReading extends CellReading<Pence> {
  /** Both ends of a range, in pence; then there is no single value. */
  low?: Pence
  high?: Pence
  /** The period the cell itself states. */
  period?: 'annual' | 'monthly'
}

/** £10,000,000,000: more is an error. */
const LIMIT_PENCE = 1_000_000_000_000
const LONGEST = 80
const WORDS = new Set(
  'tbc|tba|tbd|to be confirmed|to be agreed|to be determined|n/a|n.a.|na|not applicable|none|-|--|–|—|£-|commercially sensitive|commercial in confidence|commercial confidential|commercially confidential|confidential|redacted|withheld|not disclosed|undisclosed|exempt|variable|varies|various'.split(
    '|',
  ),
)
const NOUGHT = new Set(['nil', 'nought', 'zero', '£nil'])
const PERIOD =
  /[ ,]*(?:\(?(?:(p\.? ?a\.?|per annum|per year|a year|annually|annual|each year|\/ ?(?:year|yr|annum)|pa)|(p\.? ?c\.? ?m\.?|p\.? ?m\.?|per month|a month|monthly|each month|\/ ?month))\)?)$/i
const FOREIGN =
  /[€$¥₹]|\b(?:eur|euros?|usd|us dollars?|dollars?|chf|jpy|aud|cad|nzd|sek|nok|dkk|inr|pln|zar)\b/i
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.(\d+))?$/
const UNIT = /(?: ?)(k|m|mn|mil|million|millions|thousand|thousands|bn|billion)$/i
const RANGE = /^(.+?)(?: ?[-–—] ?| to | and )(.+)$/i

/** What a number in a cell is multiplied by, in pence, when the heading states no unit. */
export const POUNDS = 100

/**
 * Reads pounds (`multiplier` 100) or the unit of the heading (`£k`: 100,000) into whole pence. Comma or space grouping in
 * threes, `k`, `m`, two decimals at most, up to £10 billion. What can be read two ways is an error, never a number.
 */
export function readMoney(text: string, multiplier: number): MoneyReading {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (isPlainDigits(typed)) return scaled(typed, '', 1, multiplier)
  const lower = typed.toLowerCase()
  if (WORDS.has(lower)) return { value: null, word: typed, issues: [{ code: 'value_token' }] }
  if (NOUGHT.has(lower)) return { value: 0, issues: NO_ISSUES }
  if (typed.length > LONGEST) return /^[£\d,. ]+$/.test(typed) ? outOfRange() : unreadable()
  const narrow = narrowed(typed)
  const reading = readTidy(narrow ?? typed, multiplier)
  return narrow === null
    ? reading
    : { ...reading, issues: [...reading.issues, { code: 'full_width_digits' }] }
}

function isPlainDigits(text: string): boolean {
  if (text.length > 12) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}

function readTidy(typed: string, multiplier: number): MoneyReading {
  const period = PERIOD.exec(typed)
  if (period && period.index > 0) {
    const inner = readTidy(typed.slice(0, period.index).trim(), multiplier)
    return inner.value === null ? inner : { ...inner, period: period[1] === undefined ? 'monthly' : 'annual' }
  }
  if (FOREIGN.test(typed) && /\d/.test(typed))
    return { value: null, word: typed, issues: [{ code: 'foreign_currency' }] }
  return signed(typed, multiplier) ?? range(typed, multiplier) ?? qualified(typed, multiplier)
}

/** One amount with its sign, or null when the text is none. */
function signed(typed: string, multiplier: number): MoneyReading | null {
  let rest = typed
  let negative = false
  const bracketed = /^(£ ?)?\((.+)\)$/.exec(rest) ?? /^(£ ?)?\[(.+)\]$/.exec(rest)
  if (bracketed?.[2] !== undefined) {
    rest = bracketed[2]
    negative = true
  }
  const lead = /^(£ ?)?[-−–] ?/.exec(rest)
  const tail = /(?: ?[-−]| ?cr)$/i.exec(rest)
  if ((lead && tail) || ((lead || tail) && negative)) return null
  if (lead) rest = rest.slice(lead[0].length)
  if (tail) rest = rest.slice(0, -tail[0].length)
  if (lead || tail) negative = true
  const reading = amount(withoutPound(rest), multiplier)
  if (reading === null || !negative) return reading
  if (reading.value === null) return reading
  const value = reading.value === 0 ? 0 : -reading.value
  return { ...reading, value, issues: [...reading.issues, { code: 'value_negative' }] }
}

/** `Â£` is a pound sign saved twice in different encodings. */
function withoutPound(text: string): string {
  return text.replace(/^(?:Â?£|gbp) ?/i, '').replace(/ ?(?:£|gbp|pounds?|sterling)$/i, '')
}

function amount(text: string, multiplier: number): MoneyReading | null {
  const exponent = /^(\d{1,3}(?:\.\d{1,15})?)e([+-]?\d{1,4})$/i.exec(text)
  if (exponent) return exponential(Number(text), multiplier)
  const unit = UNIT.exec(text)
  const digits = unit ? text.slice(0, unit.index) : text
  const match = AMOUNT.exec(digits)
  if (!match || digits === '' || (match[1] === undefined && match[2] === undefined)) return null
  const decimals = match[2] ?? ''
  const factor = unit ? unitFactor(unit[1] ?? '') : 1
  if (factor === 1 && multiplier === POUNDS && decimals.length > 2) return unclear(match[1] ?? '', decimals)
  return scaled((match[1] ?? '').replace(/[, ]/g, ''), decimals, factor, factor === 1 ? multiplier : POUNDS)
}

function unitFactor(unit: string): number {
  const first = unit[0]?.toLowerCase()
  if (first === 'b') return 1_000_000_000
  return first === 'm' ? 1_000_000 : 1000
}

/** `12.345` is twelve thousand and something to some, twelve and something to others; other long fractions are no amount. */
function unclear(whole: string, decimals: string): MoneyReading {
  if (decimals.length !== 3 || whole.length > 3) return unreadable('has more than two decimals.')
  return {
    value: null,
    issues: [
      { code: 'value_unreadable', detail: 'has a separator that can be read two ways.' },
      { code: 'value_ambiguous', suggestion: `${whole}${decimals}.00` },
    ],
  }
}

/** Digits before and after the point, times factor and unit, in pence; what falls below a penny is an error. */
function scaled(whole: string, decimals: string, factor: number, multiplier: number): MoneyReading {
  const digits = whole.replace(/^0+(?=\d)/, '')
  if (digits.length > 14) return outOfRange()
  const exact = BigInt(`${digits === '' ? '0' : digits}${decimals}`) * BigInt(factor) * BigInt(multiplier)
  const scale = 10n ** BigInt(decimals.length)
  if (exact % scale !== 0n) return unreadable('has more than two decimals.')
  const pence = Number(exact / scale)
  if (pence > LIMIT_PENCE) return outOfRange()
  return { value: pence, issues: pence === 100 ? NOMINAL : NO_ISSUES }
}

const NOMINAL: readonly CellIssue[] = [{ code: 'value_nominal' }]

function exponential(pounds: number, multiplier: number): MoneyReading {
  const pence = Math.round(pounds * multiplier)
  if (!Number.isFinite(pounds) || pence > LIMIT_PENCE) return outOfRange()
  return { value: pence, issues: [{ code: 'value_exponent' }] }
}

/** A number a workbook stores, whatever its decimals: rounded to the penny, and said so. */
export function readStoredNumber(text: string, multiplier: number): MoneyReading {
  const reading = readMoney(text, multiplier)
  if (reading.value !== null || !/^-?\d*\.\d+$/.test(text)) return reading
  const pence = Math.round(Number(text) * multiplier)
  if (Math.abs(pence) > LIMIT_PENCE) return outOfRange()
  const issues: CellIssue[] = [{ code: 'value_rounded' }]
  if (pence < 0) issues.push({ code: 'value_negative' })
  return { value: pence, issues }
}

function range(typed: string, multiplier: number): MoneyReading | null {
  const match = RANGE.exec(typed.replace(/^between /i, ''))
  if (!match) return null
  const high = amount(withoutPound(match[2] ?? ''), multiplier)
  const lowText = withoutPound(match[1] ?? '')
  const unit = UNIT.exec(withoutPound(match[2] ?? ''))
  // In `50-100k` the unit belongs to both ends.
  const sharedUnit = unit && !UNIT.test(lowText) && !/[,]|\d{4}/.test(lowText) ? unit[1] : ''
  const low = amount(`${lowText}${sharedUnit}`, multiplier)
  if (low === null || high === null || low.value === null || high.value === null || low.value > high.value)
    return null
  return { value: null, low: low.value, high: high.value, issues: [{ code: 'value_range' }] }
}

/** Words round an amount that leave open how much is meant: the amount is offered, never taken. */
const QUALIFIED =
  /^(?:about|approx(?:imately|\.)?|est(?:imated|\.)?|circa|ca?\.?|up to|around|under|over|max(?:imum|\.)?|[~<>≈≤≥]) ?(?=[£\d])|[*+.]+$|[ ,]*\(?(?:approx(?:imately|\.)?|est(?:imate|imated|\.)?|max(?:imum)?)\)?$/gi

function qualified(typed: string, multiplier: number): MoneyReading {
  const bare = typed.replace(QUALIFIED, '').trim()
  const offered = bare === typed ? null : signed(bare, multiplier)
  if (offered === null || offered.value === null) return unreadable()
  return { value: null, issues: [{ code: 'value_unreadable', suggestion: decimalPounds(offered.value) }] }
}

function unreadable(detail?: string): MoneyReading {
  return {
    value: null,
    issues: [detail === undefined ? { code: 'value_unreadable' } : { code: 'value_unreadable', detail }],
  }
}

function outOfRange(): MoneyReading {
  return { value: null, issues: [{ code: 'value_out_of_range' }] }
}
