// Which contracts of a segment hold words that follow one another as a phrase asks?
import { findWord } from './find-word.ts'
import { type FollowScratch, followWords, stepsOf } from './follow-words.ts'
import { setRange } from './members.ts'
import { type Members, noMembers, type Segment } from './segment.ts'
import { type SoughtPhrase, type SoughtWord, type WordsQuery, widthOf } from './words-query.ts'

/**
 * Where an operand of a phrase is met, by the last of its words: the number of a contract times 65,536, and the place in it.
 * Ascending, each once. With `elsewhere` it is met at all places but these.
 */
interface Met {
  keys: Float64Array
  elsewhere: boolean
}

const CONTRACT = 65_536
const PLACE = 0x3fff

/** Which keys of two lists go into a third. */
interface Taken {
  left: boolean
  both: boolean
  right: boolean
}

const EITHER: Taken = { left: true, both: true, right: true }
const LEFT: Taken = { left: true, both: false, right: false }
const RIGHT: Taken = { left: false, both: false, right: true }

/** Exactly those that `tsvector @@ tsquery` finds; a set of its own. */
export function matchPhrase(segment: Segment, query: SoughtPhrase, scratch: FollowScratch): Members {
  const steps = stepsOf(query)
  if (steps !== null) return followWords(segment, steps, scratch)
  const { keys, elsewhere } = metAt(segment, query)
  const members = noMembers(segment)
  if (elsewhere) setRange(members, 0, segment.size)
  else
    for (let at = 0; at < keys.length; at += 1) {
      const contract = Math.floor((keys[at] as number) / CONTRACT)
      members[contract >>> 5] = (members[contract >>> 5] as number) | (1 << (contract & 31))
    }
  return members
}

function metAt(segment: Segment, query: WordsQuery): Met {
  switch (query.kind) {
    case 'word':
      return { keys: wordKeys(segment, query), elsewhere: false }
    case 'not': {
      const { keys, elsewhere } = metAt(segment, query.of)
      return { keys, elsewhere: !elsewhere }
    }
    case 'phrase':
      return bothMet(
        shifted(metAt(segment, query.left), query.distance + width(query.right)),
        metAt(segment, query.right),
      )
    case 'and':
      return aligned(segment, query.parts).reduce(bothMet)
    case 'or':
      return aligned(segment, query.parts).reduce(eitherMet)
    case 'nothing':
      return { keys: new Float64Array(0), elsewhere: false }
  }
}

function width(query: WordsQuery): number {
  return widthOf(query) ?? 0
}

/** Operands of unlike lengths are taken to end together. */
function aligned(segment: Segment, parts: readonly WordsQuery[]): Met[] {
  const widest = Math.max(...parts.map(width))
  return parts.map((part) => shifted(metAt(segment, part), widest - width(part)))
}

function shifted({ keys, elsewhere }: Met, places: number): Met {
  return { keys: places === 0 ? keys : keys.map((key) => key + places), elsewhere }
}

function bothMet(left: Met, right: Met): Met {
  if (left.elsewhere && right.elsewhere)
    return { keys: merged(left.keys, right.keys, EITHER), elsewhere: true }
  if (left.elsewhere) return { keys: merged(left.keys, right.keys, RIGHT), elsewhere: false }
  if (right.elsewhere) return { keys: merged(left.keys, right.keys, LEFT), elsewhere: false }
  return { keys: inBoth(left.keys, right.keys), elsewhere: false }
}

function eitherMet(left: Met, right: Met): Met {
  if (left.elsewhere && right.elsewhere) return { keys: inBoth(left.keys, right.keys), elsewhere: true }
  if (left.elsewhere) return { keys: merged(left.keys, right.keys, LEFT), elsewhere: true }
  if (right.elsewhere) return { keys: merged(left.keys, right.keys, RIGHT), elsewhere: true }
  return { keys: merged(left.keys, right.keys, EITHER), elsewhere: false }
}

function inBoth(left: Float64Array, right: Float64Array): Float64Array {
  const keys = new Float64Array(Math.min(left.length, right.length))
  let length = 0
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    const before = left[l] as number
    const after = right[r] as number
    if (before === after) {
      keys[length] = after
      length += 1
    }
    l += before <= after ? 1 : 0
    r += after <= before ? 1 : 0
  }
  return keys.subarray(0, length)
}

function merged(left: Float64Array, right: Float64Array, taken: Taken): Float64Array {
  const keys = new Float64Array(left.length + right.length)
  let length = 0
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const before = left[l] ?? Number.POSITIVE_INFINITY
    const after = right[r] ?? Number.POSITIVE_INFINITY
    const take = before === after ? taken.both : before < after ? taken.left : taken.right
    if (take) {
      keys[length] = Math.min(before, after)
      length += 1
    }
    l += before <= after ? 1 : 0
    r += after <= before ? 1 : 0
  }
  return keys.subarray(0, length)
}

function wordKeys({ words }: Segment, { bytes, beginning, weights }: SoughtWord): Float64Array {
  const range = findWord(words, bytes, beginning)
  const from = words.placesFrom[range.from] as number
  const to = words.placesFrom[range.to] as number
  const { contracts, positions } = words
  const keys = new Float64Array(to - from)
  let length = 0
  for (let place = from; place < to; place += 1) {
    const position = positions[place] as number
    if (weights !== 0 && ((weights >>> (position >>> 14)) & 1) === 0) continue
    keys[length] = (contracts[place] as number) * CONTRACT + (position & PLACE)
    length += 1
  }
  return range.to - range.from > 1 ? distinct(keys.subarray(0, length).sort()) : keys.subarray(0, length)
}

function distinct(sorted: Float64Array): Float64Array {
  return sorted.filter((key, at) => at === 0 || key !== sorted[at - 1])
}
