// What does a term in words say: how long is the first period, and by which steps may it be lengthened?

/** Months. `initial` is null where the text gives only options (`+1+1`). */
export type Term = { initial: number | null; options: number[] }

type Part = { count: number; amount: number; unit: Unit | null }
type Unit = 'years' | 'months' | 'days'

const WORDS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const UNIT = '(years?|yrs?|y|months?|mths?|mos?|m|days?|d)'
const PART = new RegExp(`^(?:(\\d+) ?x ?)?(\\d+(?:\\.\\d+)?) ?${UNIT}?(?: ?x ?(\\d+))?$`)
const COMPOUND = /(\d+) ?(?:years?|yrs?|y) (?:and )?(\d+) ?(?:months?|mths?|mos?|m)\b/g
const FILLER =
  /\b(each|initial|term|period|contract|of|an?|the|with|options?|optional|to|extend|extension|extensions|extendable|for|up|further|additional|by|followed)\b/g
const REPEATED =
  /(\d+) (?:further |additional |optional )*(?:extensions?|periods?|options?) of (?:up to )?(\d)/g
const LONGEST_MONTHS = 50 * 12

/**
 * Reads `2+1+1`, `3 years + 2 x 12 months`, `18 m + 1×18 m + 2×12 m`, `4 years with an option to extend for 2 years`,
 * `two years plus one`. A bare number takes the unit after it, else the one before; with no unit at all, numbers up to
 * ten are years and multiples of three of which one is twelve or more are months. Days are read as OCDS releases write
 * them, 30 to a month. Null where it cannot be read in one way.
 */
export function readTermText(text: string): Term | null {
  const plain = normalise(text)
  const optionsOnly = plain.startsWith('+')
  const pieces = plain.split('+').map((piece) => piece.trim())
  if (optionsOnly) pieces.shift()
  const parts = pieces.map(readPart)
  if (parts.length === 0 || parts.some((part) => part === null)) return null
  const steps = inMonths(parts.filter((part) => part !== null))
  if (steps === null || steps.some((months) => !Number.isInteger(months) || months < 1)) return null
  if (steps.reduce((sum, months) => sum + months, 0) > LONGEST_MONTHS) return null
  if (optionsOnly) return { initial: null, options: steps }
  const [initial = 0, ...options] = steps
  return parts[0]?.count === 1 ? { initial, options } : null
}

/** Months of a duration that an OCDS release gives in days, 30 to a month; null where it is no whole number of them. */
export function monthsOfDurationInDays(days: number): number | null {
  return days > 0 && days % 30 === 0 ? days / 30 : null
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[×*]/g, 'x')
    .replace(/\b[a-z]+\b/g, (word) => (WORDS.includes(word) ? String(WORDS.indexOf(word) + 1) : word))
    .replace(COMPOUND, compound)
    .replace(REPEATED, '$1 x $2')
    .replace(
      /\bplus\b|\bthen\b|&|,|\band\b|\bwith\b|\boption(s|al)?\b|\bfollowed by\b|\bextendable\b/g,
      ' + ',
    )
    .replace(FILLER, ' ')
    .replace(/[()[\]:;]|\.(?!\d)/g, ' ')
    .replace(/(?:\+\s*)+/g, '+ ')
    .replace(/\s+/g, ' ')
    .replace(/\+ $/, '')
    .trim()
}

/** `1 year 6 months` is one period; `2 years and 12 months` are two. */
function compound(all: string, years: string, months: string): string {
  return Number(months) < 12 ? `${Number(years) * 12 + Number(months)} months` : all
}

function readPart(piece: string): Part | null {
  const match = PART.exec(piece)
  if (!match) return null
  const [, before, amount, unit, after] = match
  if (before !== undefined && after !== undefined) return null
  const count = Number(before ?? after ?? 1)
  if (count < 1 || count > 20) return null
  return { count, amount: Number(amount), unit: unitOf(unit) }
}

function unitOf(word: string | undefined): Unit | null {
  if (!word) return null
  return word.startsWith('y') ? 'years' : word.startsWith('m') ? 'months' : 'days'
}

function inMonths(parts: readonly Part[]): number[] | null {
  const bare = parts.every(({ unit }) => unit === null) ? unitOfBare(parts.map(({ amount }) => amount)) : null
  const steps = parts.map((part, index) => {
    const months = monthsOf(part, bare ?? unitAfter(parts, index) ?? unitBefore(parts, index))
    return months === null ? null : new Array<number>(part.count).fill(months)
  })
  return steps.some((step) => step === null) ? null : steps.flatMap((step) => step ?? [])
}

/** A bare number borrows its neighbour's unit only where that makes a likely period: up to ten years, six months or more. */
function monthsOf({ amount, unit }: Part, borrowed: Unit | null): number | null {
  if (unit === 'years') return amount * 12
  if (unit === 'months') return amount
  if (unit === 'days') return monthsOfDurationInDays(amount)
  if (borrowed === 'years') return amount <= 10 ? amount * 12 : null
  return borrowed === 'months' && amount >= 6 ? amount : null
}

function unitOfBare(amounts: readonly number[]): Unit | null {
  if (amounts.length < 2) return null
  if (amounts.every((amount) => amount <= 10)) return 'years'
  return amounts.every((amount) => amount % 3 === 0) && amounts.some((amount) => amount >= 12)
    ? 'months'
    : null
}

function unitAfter(parts: readonly Part[], index: number): Unit | null {
  return parts.slice(index + 1).find(({ unit }) => unit !== null)?.unit ?? null
}

function unitBefore(parts: readonly Part[], index: number): Unit | null {
  return parts.slice(0, index).findLast(({ unit }) => unit !== null)?.unit ?? null
}
