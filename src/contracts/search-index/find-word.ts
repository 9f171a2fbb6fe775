// Where do the words stand that are, or that begin with, a given one?
import type { Words } from './segment.ts'

/** Words from `from` to before `to`: none, one, or those that begin alike. */
export interface WordRange {
  from: number
  to: number
}

/**
 * The word of these bytes of UTF-8, or with `beginning` all words that begin with them. Compares as PostgreSQL does
 * lexemes: byte by byte, what is longer after what it begins with.
 */
export function findWord(words: Words, sought: Uint8Array, beginning: boolean): WordRange {
  const end = words.starts.length - 1
  const from = firstWhere(0, end, (word) => compareToWord(words, word, sought, false) <= 0)
  if (beginning)
    return { from, to: firstWhere(from, end, (word) => compareToWord(words, word, sought, true) < 0) }
  return { from, to: from < end && compareToWord(words, from, sought, false) === 0 ? from + 1 : from }
}

function firstWhere(from: number, to: number, holds: (word: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Below zero where what is sought stands before the word, zero where it is the word (or, `beginning`, begins it). */
function compareToWord(
  { bytes, starts }: Words,
  word: number,
  sought: Uint8Array,
  beginning: boolean,
): number {
  const from = starts[word] as number
  const length = (starts[word + 1] as number) - from
  const shared = Math.min(length, sought.length)
  for (let at = 0; at < shared; at += 1) {
    const difference = (sought[at] as number) - (bytes[from + at] as number)
    if (difference !== 0) return difference
  }
  return beginning && shared === sought.length ? 0 : sought.length - length
}

/** Orders two words of UTF-8 as PostgreSQL does lexemes. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at += 1) {
    const difference = (left[at] as number) - (right[at] as number)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
