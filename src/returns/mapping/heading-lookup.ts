// Which field does a heading name, judged by its words alone?
import type { MappingBasis, ReturnKind } from '../read-types.ts'
import { FIELDS } from './fields.ts'
import { type HeadingWords, headingWords, wordsKey } from './heading-words.ts'
import { ASKED_HEADINGS, OTHER_HEADINGS, SYNONYMS } from './synonyms.ts'

/** What a heading may mean. `field` null: nothing of ours, or not decided. */
export interface HeadingGuess {
  field: string | null
  confidence: number
  basis: MappingBasis
  /** Fields between which an officer must choose. */
  choices: string[]
}

interface Phrase {
  field: string | null
  words: string[]
  weight: number
}

interface Lookup {
  exact: Map<string, string | null>
  phrasesByWord: Map<string, Phrase[]>
  weights: Map<string, number>
  rarest: number
}

/** Least likeness of words at which a heading is taken for a synonym. */
const LIKENESS = 0.78
/** How much better than the next field the best must be. */
const MARGIN = 0.06

const lookups = new Map<ReturnKind, Lookup>()

function lookupOf(kind: ReturnKind): Lookup {
  const known = lookups.get(kind)
  if (known) return known
  const made = buildLookup(kind)
  lookups.set(kind, made)
  return made
}

function buildLookup(kind: ReturnKind): Lookup {
  const exact = new Map<string, string | null>()
  const phrases: Phrase[] = []
  const add = (synonym: string, field: string | null): void => {
    const { words, key } = headingWords(synonym)
    if (key === '' || exact.has(key)) return
    exact.set(key, field)
    phrases.push({ field, words: [...new Set(words)], weight: 0 })
  }
  for (const [field, { label }] of Object.entries(FIELDS[kind])) {
    add(label, field)
    add(field, field)
  }
  if (kind === 'contracts')
    for (const asked of Object.keys(ASKED_HEADINGS)) exact.set(headingWords(asked).key, null)
  for (const [field, synonyms] of Object.entries(SYNONYMS[kind])) {
    for (const synonym of synonyms.split('|')) add(synonym, field)
  }
  for (const heading of OTHER_HEADINGS) add(heading, null)
  return { exact, ...weigh(phrases) }
}

/** Words that stand in few phrases say more than words that stand in many. */
function weigh(phrases: Phrase[]): Omit<Lookup, 'exact'> {
  const phrasesByWord = new Map<string, Phrase[]>()
  for (const phrase of phrases) {
    for (const word of phrase.words) {
      const list = phrasesByWord.get(word)
      if (list) list.push(phrase)
      else phrasesByWord.set(word, [phrase])
    }
  }
  const weights = new Map<string, number>()
  for (const [word, list] of phrasesByWord) weights.set(word, 1 + Math.log(phrases.length / list.length))
  const rarest = 1 + Math.log(phrases.length / 3)
  for (const phrase of phrases) phrase.weight = sumOf(phrase.words, weights, rarest)
  return { phrasesByWord, weights, rarest }
}

function sumOf(words: Iterable<string>, weights: Map<string, number>, unknown: number): number {
  let sum = 0
  for (const word of words) sum += weights.get(word) ?? unknown
  return sum
}

/** Keys of cells looked at lately: the first rows are tried under each separator and for each kind of return. */
const keys = new Map<string, string>()
const KEPT_KEYS = 4000
const LETTER = /\p{L}/u

/** The field a heading names exactly, or undefined; cheap, for finding the heading row. */
export function exactField(heading: string, kind: ReturnKind): string | null | undefined {
  if (!LETTER.test(heading)) return undefined
  let key = keys.get(heading)
  if (key === undefined) {
    key = headingWords(heading).key
    if (keys.size >= KEPT_KEYS) keys.clear()
    keys.set(heading, key)
  }
  return key === '' ? undefined : lookupOf(kind).exact.get(key)
}

/** Exact synonym, then the same with misspellings mended, then likeness of words. */
export function guessField(heading: HeadingWords, kind: ReturnKind): HeadingGuess {
  const lookup = lookupOf(kind)
  const none: HeadingGuess = { field: null, confidence: 0, basis: 'none', choices: [] }
  if (heading.key === '') return none
  const asked = askedChoices(heading.key, kind)
  if (asked) return { ...none, confidence: 0.5, choices: asked }
  const exact = lookup.exact.get(heading.key)
  if (exact !== undefined)
    return { ...none, field: exact, confidence: 0.97, basis: exact === null ? 'none' : 'synonym' }
  const textOf = lookup.exact.get(wordsKey(heading.words.filter((word) => word !== 'text')))
  if (textOf && heading.words.includes('text'))
    return { ...none, field: textOf, confidence: 0.9, basis: 'synonym' }
  const mended = heading.words.map((word) => mendedWord(word, lookup))
  const mendedExact = lookup.exact.get(wordsKey(mended))
  if (mendedExact !== undefined)
    return { ...none, field: mendedExact, confidence: 0.9, basis: mendedExact === null ? 'none' : 'synonym' }
  return likestField(new Set(mended), lookup) ?? none
}

function askedChoices(key: string, kind: ReturnKind): string[] | null {
  if (kind !== 'contracts') return null
  for (const [heading, choices] of Object.entries(ASKED_HEADINGS)) {
    if (headingWords(heading).key === key) return choices
  }
  return null
}

function likestField(words: Set<string>, lookup: Lookup): HeadingGuess | null {
  const weight = sumOf(words, lookup.weights, lookup.rarest)
  const bests = new Map<string | null, number>()
  const candidates = new Set<Phrase>()
  for (const word of words) for (const phrase of lookup.phrasesByWord.get(word) ?? []) candidates.add(phrase)
  for (const phrase of candidates) {
    const shared = sumOf(
      phrase.words.filter((word) => words.has(word)),
      lookup.weights,
      lookup.rarest,
    )
    const likeness = (2 * shared) / (weight + phrase.weight)
    if (likeness > (bests.get(phrase.field) ?? 0)) bests.set(phrase.field, likeness)
  }
  const ranked = [...bests].sort((a, b) => b[1] - a[1])
  const [best, second] = ranked
  if (!best || best[1] < LIKENESS || best[0] === null) return null
  if (second && best[1] - second[1] < MARGIN) {
    if (second[0] === null) return null
    return { field: best[0], confidence: best[1] * 0.6, basis: 'tokens', choices: [best[0], second[0]] }
  }
  return { field: best[0], confidence: best[1] * 0.9, basis: 'tokens', choices: [] }
}

/** A word one slip of the keyboard away from a known one (two, where it is long), else the word itself. */
function mendedWord(word: string, lookup: Lookup): string {
  if (word.length < 5 || lookup.weights.has(word) || /\d/.test(word)) return word
  const allowed = word.length >= 9 ? 2 : 1
  let best = word
  let bestSlips = allowed + 1
  for (const known of lookup.weights.keys()) {
    if (known.length < 5 || Math.abs(known.length - word.length) > allowed || known[0] !== word[0]) continue
    const slips = slipsBetween(word, known, bestSlips)
    if (slips < bestSlips) {
      best = known
      bestSlips = slips
    }
  }
  return best
}

/** Letters inserted, dropped, changed or swapped with a neighbour between two words, counted up to `limit`. */
function slipsBetween(a: string, b: string, limit: number): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let slips = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1)
      current.push(slips)
    }
    if (Math.min(...current) >= limit) return limit
    before = previous
    previous = current
  }
  return previous[b.length] ?? limit
}
