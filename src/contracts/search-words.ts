// What do the words typed into the search box ask for?
import { collapseSpace } from '../lib/text.ts'
import { expansionsOf, shortFormAt } from './acronyms.ts'

/** One thing that a contract must hold, or, excluded, must not. */
export interface SearchTerm {
  /** `word`: in any grammatical form. `phrase`: words that follow one another. `prefix`: the beginning of a word. */
  kind: 'word' | 'phrase' | 'prefix'
  text: string
  excluded: boolean
  /** Phrases that do as well: what a short form stands for, or the short form of a phrase. */
  alternatives: readonly string[]
  /** Several plain words that together have a short form. */
  words?: readonly string[]
}

/** Contracts must meet all terms of one of the groups; `or` stands between groups. Empty when nothing was asked. */
export type SearchWords = SearchTerm[][]

/** `-` before what is left out, then a phrase in straight or curly quotes, or anything up to the next space. */
const PIECE = /(-?)(?:["“”]([^"“”]*)["“”]?|(\S+))/g
const DOTTED = /^(?:\p{L}\.){2,}\p{L}?\.?$/u

/** Reads what was typed; nothing is refused. `I.T.` is `IT`; quotes that do not close run to the end. */
export function readSearchWords(typed: string): SearchWords {
  const groups: SearchWords = [[]]
  for (const [, minus, quoted, bare] of collapseSpace(typed).matchAll(PIECE)) {
    if (bare?.toLowerCase() === 'or' && minus === '') groups.push([])
    else groups.at(-1)?.push(...termOf(quoted, bare ?? '', minus === '-'))
  }
  return groups.map(joinShortForms).filter((group) => group.length > 0)
}

function termOf(quoted: string | undefined, bare: string, excluded: boolean): SearchTerm[] {
  if (quoted !== undefined)
    return hasLetter(quoted) ? [{ kind: 'phrase', text: quoted, excluded, alternatives: [] }] : []
  const text = DOTTED.test(bare) ? bare.replaceAll('.', '') : bare
  const stem = text.replace(/\*+$/, '')
  if (!hasLetter(stem)) return []
  if (stem !== text && /^[\p{L}\p{N}]+$/u.test(stem))
    return [{ kind: 'prefix', text: stem.toLowerCase(), excluded, alternatives: [] }]
  return [{ kind: 'word', text: stem, excluded, alternatives: expansionsOf(stem) }]
}

function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Plain words that follow one another and have a short form become one term, met by the short form as well. */
function joinShortForms(terms: SearchTerm[]): SearchTerm[] {
  const joined: SearchTerm[] = []
  for (let at = 0; at < terms.length; ) {
    const term = terms[at] as SearchTerm
    const found = isPlain(term) ? shortFormAt(plainWords(terms.slice(at))) : null
    if (found === null) joined.push(term)
    else {
      const words = plainWords(terms.slice(at, at + found.length))
      joined.push({ ...term, text: words.join(' '), words, alternatives: found.shorts })
    }
    at += found?.length ?? 1
  }
  return joined
}

function plainWords(terms: SearchTerm[]): string[] {
  const end = terms.findIndex((term) => !isPlain(term))
  return terms.slice(0, end < 0 ? undefined : end).map(({ text }) => text)
}

function isPlain(term: SearchTerm): boolean {
  return term.kind === 'word' && !term.excluded
}

/** The plain words that may be mistyped: letters only, four or more, not known as a short form. */
export function correctableWords(words: SearchWords): string[] {
  return words
    .flat()
    .filter((term) => isPlain(term) && term.alternatives.length === 0)
    .map(({ text }) => text)
    .filter((text) => /^\p{L}{4,40}$/u.test(text))
}

/** The same search with some words spelt otherwise; `corrections` is keyed by the word as typed. */
export function respell(typed: string, corrections: ReadonlyMap<string, string>): string {
  return collapseSpace(typed).replace(PIECE, (piece, minus: string, quoted: unknown, bare: unknown) =>
    quoted === undefined && minus === '' && typeof bare === 'string'
      ? (corrections.get(bare) ?? piece)
      : piece,
  )
}

/** What is searched for after all: a tsquery's text, and what was put right. */
export interface FoundWords {
  /** What `contract_search.words` must match; empty when nothing can match, null when nothing was typed. */
  query: string | null
  /** What is searched for instead of what was typed. */
  corrected: string | null
}
