// What does a search for words ask for, and by which of its words are contracts ranked?
import { compareBytes } from './find-word.ts'

/** One word, or with `beginning` all words that begin so. */
export interface SoughtWord {
  kind: 'word'
  text: string
  /** The text in UTF-8. */
  bytes: Uint8Array
  beginning: boolean
  /** Bit 3 for A to bit 0 for D: the word must stand in a place of one of these weights. 0 where any does. */
  weights: number
}

/** What is met by the right operand so many places behind the left one. */
export interface SoughtPhrase {
  kind: 'phrase'
  left: WordsQuery
  right: WordsQuery
  distance: number
}

/** A `tsquery` as a tree. `nothing` is the empty one, which matches no contract. */
export type WordsQuery =
  | { kind: 'nothing' }
  | SoughtWord
  | SoughtPhrase
  | { kind: 'not'; of: WordsQuery }
  | { kind: 'and'; parts: readonly WordsQuery[] }
  | { kind: 'or'; parts: readonly WordsQuery[] }

/**
 * Stands for a query that only PostgreSQL can answer: a phrase that holds alternatives of unlike lengths
 * (`'a' <-> ( 'b' | 'c' <-> 'd' )`), that excludes a phrase, or that is longer than 32,768 words. What is typed into the
 * search box becomes none of them.
 */
export class DatabaseMustMatch extends Error {}

interface Tokens {
  text: string
  list: Token[]
  at: number
}

type Token = { sign: '&' | '|' | '!' | '(' | ')' } | { sign: '<>'; distance: number } | SoughtToken

interface SoughtToken {
  sign: 'word'
  word: SoughtWord
}

const TOKEN = /\s*(?:'((?:[^'\\]|''|\\.)*)'(?::([*ABCD]+))?|<(\d+|-)>|([&|!()]))/suy
const LONGEST_PHRASE = 32_768

/** Reads the text of a `tsquery` as PostgreSQL prints it. Throws `DatabaseMustMatch`, or another `Error` on any other text. */
export function wordsQuery(text: string): WordsQuery {
  const tokens = { text, list: tokensOf(text), at: 0 }
  if (tokens.list.length === 0) return { kind: 'nothing' }
  const query = readAlternatives(tokens)
  if (tokens.at < tokens.list.length) throw notQuery(text)
  refuseUnsteady(query)
  return query
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text)
    if (found === null) throw notQuery(text)
    const [, quoted, flags, distance, sign] = found
    if (quoted !== undefined) tokens.push({ sign: 'word', word: soughtWord(quoted, flags ?? '') })
    else if (distance !== undefined)
      tokens.push({ sign: '<>', distance: distance === '-' ? 1 : Number(distance) })
    else tokens.push({ sign: sign as '&' })
  }
  return tokens
}

function soughtWord(quoted: string, flags: string): SoughtWord {
  const text = quoted.replace(/''|\\(.)/gsu, (_, escaped: string | undefined) => escaped ?? "'")
  const weights = ['D', 'C', 'B', 'A'].reduce(
    (mask, letter, bit) => mask | (Number(flags.includes(letter)) << bit),
    0,
  )
  return {
    kind: 'word',
    text,
    bytes: new TextEncoder().encode(text),
    beginning: flags.includes('*'),
    weights,
  }
}

function notQuery(text: string): Error {
  return new Error(`This is not the text of a tsquery: ${text}`)
}

/** Takes the next token if it is of this sign. */
function taken<Sign extends Token['sign']>(
  tokens: Tokens,
  sign: Sign,
): Extract<Token, { sign: Sign }> | null {
  const token = tokens.list[tokens.at]
  if (token?.sign !== sign) return null
  tokens.at += 1
  return token as Extract<Token, { sign: Sign }>
}

function readAlternatives(tokens: Tokens): WordsQuery {
  const parts = [readConjunction(tokens)]
  while (taken(tokens, '|')) parts.push(readConjunction(tokens))
  return parts.length === 1 ? (parts[0] as WordsQuery) : { kind: 'or', parts }
}

function readConjunction(tokens: Tokens): WordsQuery {
  const parts = [readPhrase(tokens)]
  while (taken(tokens, '&')) parts.push(readPhrase(tokens))
  return parts.length === 1 ? (parts[0] as WordsQuery) : { kind: 'and', parts }
}

function readPhrase(tokens: Tokens): WordsQuery {
  let query = readOperand(tokens)
  for (let found = taken(tokens, '<>'); found !== null; found = taken(tokens, '<>'))
    query = { kind: 'phrase', left: query, right: readOperand(tokens), distance: found.distance }
  return query
}

function readOperand(tokens: Tokens): WordsQuery {
  if (taken(tokens, '!')) return { kind: 'not', of: readOperand(tokens) }
  if (taken(tokens, '(')) {
    const query = readAlternatives(tokens)
    if (taken(tokens, ')')) return query
  }
  const found = taken(tokens, 'word')
  if (found === null) throw notQuery(tokens.text)
  return found.word
}

function refuseUnsteady(query: WordsQuery): void {
  if (query.kind === 'phrase') {
    const width = widthOf(query)
    if (width === null || width > LONGEST_PHRASE)
      throw new DatabaseMustMatch('Only PostgreSQL can match a phrase whose length depends on the contract.')
  } else if (query.kind === 'not') refuseUnsteady(query.of)
  else if (query.kind === 'and' || query.kind === 'or') query.parts.forEach(refuseUnsteady)
}

/** How many places what meets an operand of a phrase takes up behind the first; null where that depends on the contract. */
export function widthOf(query: WordsQuery): number | null {
  if (query.kind === 'phrase') {
    const left = widthOf(query.left)
    const right = widthOf(query.right)
    return left === null || right === null ? null : left + right + query.distance
  }
  if (query.kind === 'not') return widthOf(query.of) === 0 ? 0 : null
  if (query.kind === 'word' || query.kind === 'nothing') return 0
  const widths = query.parts.map(widthOf)
  if (query.kind === 'or') return widths.every((width) => width === widths[0]) ? (widths[0] ?? 0) : null
  return widths.reduce((most, width) => (most === null || width === null ? null : Math.max(most, width)), 0)
}

/**
 * The words that are not excluded, each once and in the order of their bytes, in which PostgreSQL adds up what they count for.
 * Where a word is sought both by itself and as a beginning, the beginning stands for both. Weights are left out: `ts_rank` passes over them.
 */
export function rankedOperands(query: WordsQuery): SoughtWord[] {
  const kept = new Map<string, SoughtWord>()
  for (const word of included(query))
    if (word.beginning || !kept.has(word.text)) kept.set(word.text, { ...word, weights: 0 })
  return [...kept.values()].sort((left, right) => compareBytes(left.bytes, right.bytes))
}

function included(query: WordsQuery): SoughtWord[] {
  if (query.kind === 'word') return [query]
  if (query.kind === 'phrase') return [...included(query.left), ...included(query.right)]
  return query.kind === 'and' || query.kind === 'or' ? query.parts.flatMap(included) : []
}

/** `rankedOperands` as the text of a `tsquery` that asks for any of them, for `ts_rank`; null where there are none. */
export function rankedWords(query: WordsQuery): string | null {
  const words = rankedOperands(query).map(
    ({ text, beginning }) => `'${text.replace(/['\\]/g, '$&$&')}'${beginning ? ':*' : ''}`,
  )
  return words.length === 0 ? null : words.join(' | ')
}
