// Which contracts of a segment match a search for words?
import { findWord } from './find-word.ts'
import { type FollowScratch, followScratch } from './follow-words.ts'
import { matchPhrase } from './match-phrase.ts'
import { and, andNot, isEmpty, not, or } from './members.ts'
import { type Members, noMembers, type Segment, type Words } from './segment.ts'
import type { SoughtWord, WordsQuery } from './words-query.ts'

/**
 * The contracts whose words match, exactly those that `tsvector @@ tsquery` finds; a set of its own.
 * @param scratch for phrases; one for all segments saves time
 */
export function matchWords(
  segment: Segment,
  query: WordsQuery,
  scratch: FollowScratch = followScratch(),
): Members {
  switch (query.kind) {
    case 'word':
      return withWord(segment, query)
    case 'phrase':
      return matchPhrase(segment, query, scratch)
    case 'not':
      return not(matchWords(segment, query.of, scratch), segment.size)
    case 'and':
      return matchAll(segment, query.parts, scratch)
    case 'or':
      return query.parts.map((part) => matchWords(segment, part, scratch)).reduce(or)
    case 'nothing':
      return noMembers(segment)
  }
}

function withWord({ words, size }: Segment, { bytes, beginning, weights }: SoughtWord): Members {
  const members = noMembers({ size })
  const range = findWord(words, bytes, beginning)
  const from = words.placesFrom[range.from] as number
  const to = words.placesFrom[range.to] as number
  if (weights === 0) addContracts(members, words.contracts, from, to)
  else addWeighed(members, words, from, to, weights)
  return members
}

/** Bits of neighbours are gathered before they are written, since common words stand in many contracts of one number. */
function addContracts(members: Members, contracts: Words['contracts'], from: number, to: number): void {
  let at = 0
  let bits = 0
  for (let place = from; place < to; place += 1) {
    const contract = contracts[place] as number
    if (contract >>> 5 !== at) {
      members[at] = (members[at] as number) | bits
      at = contract >>> 5
      bits = 0
    }
    bits |= 1 << (contract & 31)
  }
  if (bits !== 0) members[at] = (members[at] as number) | bits
}

function addWeighed(members: Members, words: Words, from: number, to: number, weights: number): void {
  const { contracts, positions } = words
  for (let place = from; place < to; place += 1) {
    if (((weights >>> ((positions[place] as number) >>> 14)) & 1) === 0) continue
    const contract = contracts[place] as number
    members[contract >>> 5] = (members[contract >>> 5] as number) | (1 << (contract & 31))
  }
}

/** The rarest first, so that common words are looked up for few contracts; what is excluded last. */
function matchAll(segment: Segment, parts: readonly WordsQuery[], scratch: FollowScratch): Members {
  const sorted = parts
    .map((part) => ({ part, most: mostPlaces(segment, part) }))
    .sort((left, right) => left.most - right.most)
  let members: Members | null = null
  for (const { part } of sorted) {
    if (members === null) members = matchWords(segment, part, scratch)
    else if (isEmpty(members)) return members
    else members = narrowed(members, part, (query) => matchWords(segment, query, scratch))
  }
  return members ?? noMembers(segment)
}

function narrowed(members: Members, part: WordsQuery, match: (query: WordsQuery) => Members): Members {
  return part.kind === 'not' ? andNot(members, match(part.of)) : and(members, match(part))
}

/** Not fewer places than it takes to answer; for what is excluded more than any. */
function mostPlaces(segment: Segment, query: WordsQuery): number {
  switch (query.kind) {
    case 'word': {
      const { from, to } = findWord(segment.words, query.bytes, query.beginning)
      return (segment.words.placesFrom[to] as number) - (segment.words.placesFrom[from] as number)
    }
    case 'phrase':
      return mostPlaces(segment, query.left) + mostPlaces(segment, query.right)
    case 'or':
      return query.parts.reduce((sum, part) => sum + mostPlaces(segment, part), 0)
    case 'and':
      return Math.min(...query.parts.map((part) => mostPlaces(segment, part)))
    case 'not':
      return Number.POSITIVE_INFINITY
    case 'nothing':
      return 0
  }
}
