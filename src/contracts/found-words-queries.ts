// Which words does the register hold for those that were typed, and how may a mistyped one be meant?
import type { Queryable } from '../db/client.ts'
import { type ContractFinder, databaseFinder } from './contract-finder-queries.ts'
import { beginningWith, type ReadWords, wordsLike } from './search-word-queries.ts'
import { type FoundWords, readSearchWords, respell, type SearchWords } from './search-words.ts'

const NO_WORDS: FoundWords = { query: null, corrected: null }

/**
 * Reads the words typed. Where they are none that could be looked up, marks alone or words that the dictionary passes over,
 * nothing matches: `%` and `_` stand for themselves and for nothing else. A word that the register does not hold is taken for the beginning of one where it stands last,
 * else for its nearest neighbour: at most two slips, one in a word of five letters or fewer, and only if that finds a
 * public contract.
 */
export async function findWords(
  db: Queryable,
  typed: string | undefined,
  correct: boolean,
  finder: Pick<ContractFinder, 'read' | 'findsAny'> = databaseFinder(db),
): Promise<FoundWords> {
  if (typed === undefined || typed.trim() === '') return NO_WORDS
  const words = readSearchWords(typed)
  const read = await finder.read(words)
  const unknown = correct ? await unknownWords(finder, read) : []
  if (unknown.length === 0) return { query: read.query, corrected: null }
  const begun = await asBeginning(db, finder, words, unknown)
  const mistyped = unknown.filter((word) => word !== begun)
  const corrections = await nearestWords(db, finder, mistyped)
  if (corrections.size === 0) {
    const query = begun === null ? read.query : (await finder.read(beginning(words, begun))).query
    return { query, corrected: null }
  }
  const corrected = respell(typed, corrections)
  const { query } = await finder.read(readSearchWords(corrected))
  const finds = query !== '' && (await finder.findsAny(query))
  return finds ? { query, corrected } : { query: read.query, corrected: null }
}

/** Words of which no public contract has a form; words that the dictionary passes over are not among them. */
async function unknownWords(
  finder: Pick<ContractFinder, 'findsAny'>,
  { correctable }: ReadWords,
): Promise<string[]> {
  const found = await Promise.all(correctable.map(({ query }) => finder.findsAny(query)))
  return correctable.filter((_, at) => !found[at]).map(({ word }) => word)
}

/** The last word typed, when it is unknown and words of the register begin with it. */
async function asBeginning(
  db: Queryable,
  finder: Pick<ContractFinder, 'findsAny'>,
  words: SearchWords,
  unknown: string[],
): Promise<string | null> {
  const last = words.at(-1)?.at(-1)
  if (last?.kind !== 'word' || last.excluded || !unknown.includes(last.text)) return null
  return (await finder.findsAny(await beginningWith(db, last.text.toLowerCase()))) ? last.text : null
}

function beginning(words: SearchWords, begun: string): SearchWords {
  return words.map((group) =>
    group.map((term) =>
      term.text === begun ? { ...term, kind: 'prefix', text: begun.toLowerCase() } : term,
    ),
  )
}

/** For each word its nearest neighbour that finds a contract. */
async function nearestWords(
  db: Queryable,
  finder: Pick<ContractFinder, 'findsAny'>,
  words: string[],
): Promise<Map<string, string>> {
  const nearest = await Promise.all(
    words.map(async (word) => {
      for (const near of await wordsLike(db, word))
        if (await finder.findsAny(near.query)) return [[word, near.word] as const]
      return []
    }),
  )
  return new Map(nearest.flat())
}
