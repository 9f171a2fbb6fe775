// Which words does the register hold for those that were typed, and how may a mistyped one be meant?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { editDistanceWithin } from '../suppliers/edit-distance.ts'
import {
  correctableWords,
  readSearchWords,
  respell,
  type SearchTerm,
  type SearchWords,
} from './search-words.ts'

export interface FoundWords {
  /** What `contract_search.words` must match, an expression of type tsquery; null when nothing was typed. */
  query: SQL | null
  /** What is searched for instead of what was typed. */
  corrected: string | null
}

const NO_WORDS: FoundWords = { query: null, corrected: null }
/** Matches no contract. */
const NOTHING = sql`null::tsquery`

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
): Promise<FoundWords> {
  if (typed === undefined || typed.trim() === '') return NO_WORDS
  const words = readSearchWords(typed)
  const asked = correctableWords(words)
  const unknown = asked.length > 0 && correct ? await unknownWords(db, asked) : []
  if (unknown.length === 0) return { query: await matching(db, words), corrected: null }
  const begun = await asBeginnings(db, words, unknown)
  const corrections = await nearestWords(
    db,
    unknown.filter((word) => word !== begun),
  )
  if (corrections.size === 0) {
    const read = begun === null ? words : beginning(words, begun)
    return { query: await matching(db, read), corrected: null }
  }
  const corrected = respell(typed, corrections)
  const query = await tsquery(db, readSearchWords(corrected))
  return (await findsAny(db, query))
    ? { query, corrected }
    : { query: await matching(db, words), corrected: null }
}

async function matching(db: Queryable, words: SearchWords): Promise<SQL> {
  return (await tsquery(db, words)) ?? NOTHING
}

/** Words of which no public contract has a form; words that the dictionary passes over are not among them. */
async function unknownWords(db: Queryable, words: string[]): Promise<string[]> {
  const found = await Promise.all(words.map((word) => findsAny(db, sql`plainto_tsquery('english', ${word})`)))
  return words.filter((_, at) => !found[at])
}

/** Asked of the public contracts alone, so that what is withheld or withdrawn shows in no answer. */
async function findsAny(db: Queryable, query: SQL | null): Promise<boolean> {
  if (query === null) return false
  const [row] = await db.execute<{ found: boolean }>(
    sql`select numnode(${query}) = 0 or exists (select from contract_search where words @@ ${query}) as found`,
  )
  return row?.found === true
}

/** The last word typed, when it is unknown and words of the register begin with it. */
async function asBeginnings(db: Queryable, words: SearchWords, unknown: string[]): Promise<string | null> {
  const last = words.at(-1)?.at(-1)
  if (last?.kind !== 'word' || last.excluded || !unknown.includes(last.text)) return null
  return (await findsAny(db, await prefixQuery(db, last.text.toLowerCase()))) ? last.text : null
}

function beginning(words: SearchWords, begun: string): SearchWords {
  return words.map((group) =>
    group.map((term) =>
      term.text === begun ? { ...term, kind: 'prefix', text: begun.toLowerCase() } : term,
    ),
  )
}

const PREFIX_WORDS = 50

/** Stems of the register's words that begin so, since the index keeps stems and not words. */
async function stemsBeginning(db: Queryable, prefix: string): Promise<string[]> {
  const rows = await db.execute<{ stem: string }>(sql`
    select distinct stem from (
      select stem from search_words where word >= ${prefix.toLowerCase()} and word < ${`${prefix.toLowerCase()}\u{10FFFF}`}
      order by word limit ${PREFIX_WORDS}
    ) first`)
  return rows.map(({ stem }) => stem)
}

const CANDIDATES = 25
/** Neighbours that are looked for among the public contracts, for each number of slips. */
const TRIED = 5

/** For each word its nearest neighbour in the register's list: fewest slips, then most letters in common. */
async function nearestWords(db: Queryable, words: string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    words.map(async (word) => [word, await nearest(db, word.toLowerCase())] as const),
  )
  return new Map(found.filter((pair): pair is [string, string] => pair[1] !== null))
}

async function nearest(db: Queryable, word: string): Promise<string | null> {
  const rows = await db.execute<{ word: string }>(sql`
    select word from (
      select word from search_words where word % ${word}
      union select word from search_words where word = any(${sql.param(swapsAndOmissions(word))}::text[])
    ) alike
    where length(word) between ${word.length - 2}::int and ${word.length + 2}::int
    order by similarity(word, ${word}) desc, word limit ${CANDIDATES}`)
  for (const slips of word.length <= 5 ? [1] : [1, 2])
    for (const near of rows.filter((row) => editDistanceWithin(word, row.word, slips)).slice(0, TRIED))
      if (await findsAny(db, sql`plainto_tsquery('english', ${near.word})`)) return near.word
  return null
}

/** The word with two neighbours swapped or one letter left out: slips after which too few groups of letters are alike. */
function swapsAndOmissions(word: string): string[] {
  const letters = [...word]
  return letters.flatMap((letter, at) => [
    [...letters.slice(0, at), ...letters.slice(at + 1)].join(''),
    [...letters.slice(0, at), ...letters.slice(at + 1, at + 2), letter, ...letters.slice(at + 2)].join(''),
  ])
}

/** Null when every word is one that the dictionary passes over. */
async function tsquery(db: Queryable, words: SearchWords): Promise<SQL | null> {
  const groups = await Promise.all(
    words.map(async (group) => {
      const terms = await Promise.all(group.map((term) => termQuery(db, term)))
      return terms.length === 0 ? [] : [sql`(${sql.join(terms, sql` && `)})`]
    }),
  )
  const parts = groups.flat()
  if (parts.length === 0) return null
  const query = sql.join(parts, sql` || `)
  const [row] = await db.execute<{ query: string; nodes: number }>(
    sql`select (${query})::text as query, numnode(${query}) as nodes`,
  )
  return row === undefined || row.nodes === 0 ? null : sql`${row.query}::tsquery`
}

async function termQuery(db: Queryable, term: SearchTerm): Promise<SQL> {
  const main =
    term.kind === 'phrase'
      ? sql`phraseto_tsquery('english', ${term.text})`
      : term.kind === 'prefix'
        ? await prefixQuery(db, term.text)
        : sql`plainto_tsquery('english', ${term.text})`
  const others = term.alternatives.map((text) => sql`phraseto_tsquery('english', ${text})`)
  const query = sql.join([main, ...others], sql` || `)
  return term.excluded ? sql`!!(${query})` : sql`(${query})`
}

/** @param prefix letters and digits alone */
async function prefixQuery(db: Queryable, prefix: string): Promise<SQL> {
  const stems = await stemsBeginning(db, prefix)
  const lexemes = [`'${prefix}':*`, ...stems.map((stem) => `'${stem.replaceAll("'", "''")}'`)]
  return sql`${lexemes.join(' | ')}::tsquery`
}
