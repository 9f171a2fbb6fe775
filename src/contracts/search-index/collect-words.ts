// How do the words of many contracts, as PostgreSQL prints them, become lists of places for each word?
import { commonWords } from './common-words.ts'
import { compareBytes } from './find-word.ts'
import type { Words } from './segment.ts'

/** Takes texts of `tsvector` in, one for each contract; gives the words of all in the end. */
export interface WordsCollector {
  add(text: string): void
  /** @param order for each contract by its final number, which of the texts taken in is its own */
  finish(order: Uint32Array): Words
}

interface Collected {
  /** By the text between the quotes, doubled ones left as they are. */
  numbers: Map<string, number>
  words: Uint32Array
  positions: Uint16Array
  length: number
  /** Where the places of each text begin. */
  starts: number[]
}

const QUOTE = 39
const COMMA = 44
const ZERO = 48
const COLON = 58
const LETTER_A = 65
const BACKSLASH = 92
/** The bits of a position that say the place. */
const PLACE = 0x3fff

/** Throws, when taking in, on a word without a position: the words of contracts have them, and phrases cannot do without. */
export function wordsCollector(): WordsCollector {
  const collected: Collected = {
    numbers: new Map(),
    words: new Uint32Array(4096),
    positions: new Uint16Array(4096),
    length: 0,
    starts: [],
  }
  return {
    add(text) {
      collected.starts.push(collected.length)
      addText(collected, text)
    },
    finish: (order) => placed(collected, order),
  }
}

function addText(collected: Collected, text: string): void {
  const { numbers } = collected
  for (let at = 0; at < text.length; ) {
    const end = endOfWord(text, at + 1)
    const word = text.slice(at + 1, end)
    let number = numbers.get(word)
    if (number === undefined) {
      number = numbers.size
      numbers.set(word, number)
    }
    if (text.charCodeAt(end + 1) !== COLON) throw new Error(`No position is stated for '${word}'.`)
    at = addPositions(collected, text, end + 2, number) + 1
  }
}

/** Where the quote is that closes a word; what is quoted or escaped within comes in twos. */
function endOfWord(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return at
      at += 1
    }
  }
  throw new Error('A word is not closed by a quote.')
}

/** Reads `1A,7C` from `from` on; gives the place behind it. */
function addPositions(collected: Collected, text: string, from: number, word: number): number {
  let at = from
  for (;;) {
    let place = 0
    let code = text.charCodeAt(at)
    while (code >= ZERO && code < COLON) {
      place = place * 10 + code - ZERO
      at += 1
      code = text.charCodeAt(at)
    }
    let weight = 0
    if (code >= LETTER_A && code <= LETTER_A + 3) {
      weight = 3 - (code - LETTER_A)
      at += 1
      code = text.charCodeAt(at)
    }
    addPlace(collected, word, (weight << 14) | place)
    if (code !== COMMA) return at
    at += 1
  }
}

function addPlace(collected: Collected, word: number, position: number): void {
  const at = collected.length
  if (at === collected.words.length) {
    const words = new Uint32Array(at * 2)
    const positions = new Uint16Array(at * 2)
    words.set(collected.words)
    positions.set(collected.positions)
    collected.words = words
    collected.positions = positions
  }
  collected.words[at] = word
  collected.positions[at] = position
  collected.length = at + 1
}

/** Counts the places of each word, then deals them out contract by contract. */
function placed(collected: Collected, order: Uint32Array): Words {
  const { bytes, starts, ranks } = sortedWords([...collected.numbers.keys()])
  const placesFrom = new Uint32Array(ranks.length + 1)
  for (let at = 0; at < collected.length; at += 1) {
    const after = (ranks[collected.words[at] as number] as number) + 1
    placesFrom[after] = (placesFrom[after] as number) + 1
  }
  for (let word = 0; word < ranks.length; word += 1)
    placesFrom[word + 1] = (placesFrom[word + 1] as number) + (placesFrom[word] as number)
  const contracts =
    order.length <= 65_536 ? new Uint16Array(collected.length) : new Uint32Array(collected.length)
  const positions = new Uint16Array(collected.length)
  const textStarts = new Uint32Array(order.length + 1)
  deal(collected, order, { ranks, next: placesFrom.slice(), contracts, positions, textStarts })
  const placed = { placesFrom, contracts, positions, textStarts }
  return { bytes, starts, ...placed, ...commonWords(placed) }
}

interface Dealt {
  ranks: Uint32Array
  /** For each word the next free place. */
  next: Uint32Array
  contracts: Uint16Array | Uint32Array
  positions: Uint16Array
  textStarts: Uint32Array
}

function deal(collected: Collected, order: Uint32Array, dealt: Dealt): void {
  const { words, starts } = collected
  const { ranks, next, contracts, positions, textStarts } = dealt
  for (let contract = 0; contract < order.length; contract += 1) {
    const row = order[contract] as number
    const end = starts[row + 1] ?? collected.length
    let last = 0
    for (let at = starts[row] as number; at < end; at += 1) {
      const rank = ranks[words[at] as number] as number
      const place = next[rank] as number
      const position = collected.positions[at] as number
      next[rank] = place + 1
      contracts[place] = contract
      positions[place] = position
      last = Math.max(last, position & PLACE)
    }
    textStarts[contract + 1] = (textStarts[contract] as number) + last + 1
  }
}

/** The words in the order of their bytes, and at which place each now stands. */
function sortedWords(quoted: readonly string[]) {
  const encoder = new TextEncoder()
  const encoded = quoted.map((word) => encoder.encode(word.replace(/(['\\])\1/g, '$1')))
  const order = Uint32Array.from(encoded.keys())
  const firsts = Float64Array.from(encoded, firstSix)
  order.sort(
    (left, right) =>
      (firsts[left] as number) - (firsts[right] as number) ||
      compareBytes(encoded[left] as Uint8Array, encoded[right] as Uint8Array),
  )
  const ranks = new Uint32Array(order.length)
  const starts = new Uint32Array(order.length + 1)
  for (const [rank, word] of order.entries()) {
    ranks[word] = rank
    starts[rank + 1] = (starts[rank] as number) + (encoded[word] as Uint8Array).length
  }
  const bytes = new Uint8Array(starts[order.length] as number)
  for (const [rank, word] of order.entries()) bytes.set(encoded[word] as Uint8Array, starts[rank])
  return { bytes, starts, ranks }
}

/** The first six bytes as one number, so that few words need be compared byte by byte. */
function firstSix(word: Uint8Array): number {
  let number = 0
  for (let at = 0; at < 6; at += 1) number = number * 256 + (word[at] ?? 0)
  return number
}
