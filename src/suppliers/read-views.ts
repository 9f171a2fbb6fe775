// What does every comparison look at in a name's readings?
import { contentWords } from './align-words.ts'
import { councilKey } from './council-names.ts'
import { type NameView, nameViews } from './name-views.ts'
import { FIGURES, joinLoose, joinStrict } from './name-words.ts'
import type { NormalisedName } from './supplier-name.ts'
import { totalBits } from './word-frequency.ts'

/** A reading with what is worked out once for all its comparisons. */
export type ReadView = NameView & {
  /** The words with blanks between them, and without. */
  text: string
  strict: string
  loose: string
  /** The words that carry the name, as `contentWords` gives them. */
  content: readonly string[]
  /** The figures, as `numbersOf` gives them, as one text whatever their order. */
  numbers: string
  /** The country words, as one text whatever their order. */
  countries: string
  council: string | null
  /** As `isGeneric` says. */
  isGeneric: boolean
  /** The pairs of neighbouring letters, as `letterPairs` gives them. */
  letterPairs: readonly number[]
}

/** The readings of a name as `nameViews` gives them, ready to be compared. */
export function readViews(name: NormalisedName): readonly ReadView[] {
  return nameViews(name).map(readView)
}

function readView(view: NameView): ReadView {
  const { words } = view
  const content = contentWords(words)
  const strict = joinStrict(words)
  const text = words.join(' ')
  return {
    role: view.role,
    words,
    legalForm: view.legalForm,
    formCut: view.formCut,
    raw: view.raw,
    text,
    strict,
    loose: joinLoose(words),
    content,
    numbers: numbersOf(words).sort().join(' '),
    countries: countriesOf(text),
    council: councilKey(words),
    isGeneric: isGeneric(content),
    letterPairs: letterPairs(strict),
  }
}

const COUNTRY = new Set(['uk', 'gb', 'ni', 'europe', 'ireland', 'scotland', 'wales', 'england'])
const MAY_NAME_COUNTRY = /united kingdom|great britain|uk|gb|ni|europe|ireland|scotland|wales|england/

/** The country words of a name, in order; "United Kingdom" is "uk", "Great Britain" is "gb". */
function countriesOf(text: string): string {
  if (!MAY_NAME_COUNTRY.test(text)) return ''
  return ` ${text} `
    .replaceAll(' united kingdom ', ' uk ')
    .replaceAll(' great britain ', ' gb ')
    .split(' ')
    .filter((word) => COUNTRY.has(word))
    .sort()
    .join(' ')
}

/** Short numerals count at the end of a name alone. */
const NUMERALS = new Map([...FIGURES, ['i', '1'], ['iv', '4'], ['v', '5'], ['vi', '6']])

const DIGIT = /\d/

/** The figures of a name: digits anywhere in a word, number words and Roman numerals at its end. */
export function numbersOf(words: readonly string[]): string[] {
  const numbers: string[] = []
  words.forEach((word, at) => {
    const digits = DIGIT.test(word) ? word.match(/\d+/g) : null
    if (digits) numbers.push(...digits.map((digit) => String(Number(digit))))
    else if (at > 0) {
      const number = NUMERALS.get(word)
      if (number !== undefined && (word.length > 2 || at === words.length - 1)) numbers.push(number)
    }
  })
  return numbers
}

/** Bits that a name must carry before equality of names may merge; "Foundation" has about 8. */
const GENERIC_BITS = 10

/** True if every word that carries a name is common: it does not tell one organisation from another. */
export function isGeneric(content: readonly string[]): boolean {
  return totalBits(content) < GENERIC_BITS || content.join('').length < 3
}

/** A number for each two neighbouring letters, in ascending order. */
export function letterPairs(text: string): number[] {
  const pairs: number[] = []
  for (let at = 0; at < text.length - 1; at += 1)
    pairs.push(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1))
  return pairs.sort((a, b) => a - b)
}
