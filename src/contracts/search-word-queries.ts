// How does the dictionary of the database read the words that were typed, and which words of the register are like one?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { editDistanceWithin } from '../suppliers/edit-distance.ts'
import { correctableWords, type SearchTerm, type SearchWords } from './search-words.ts'

/** Words as the dictionary reads them; each query is a tsquery's text, empty where every word is one that is passed over. */
export interface ReadWords {
  query: string
  /** The words that may be mistyped, each with the query of its forms. */
  correctable: { word: string; query: string }[]
}

/** What the words ask for by the dictionary, in one statement; two where the beginning of a word is asked for. */
export async function readWords(db: Queryable, words: SearchWords): Promise<ReadWords> {
  const correctable = correctableWords(words)
  const whole = await tsquery(db, words)
  const forms = sql`array(
    select plainto_tsquery('english', word)::text
    from unnest(${sql.param(correctable)}::text[]) with ordinality as typed(word, place) order by place)`
  const [row] = await db.execute<{ query: string; forms: string[] }>(
    sql`select (${whole})::text as query, ${forms} as forms`,
  )
  return {
    query: row?.query ?? '',
    correctable: correctable.map((word, at) => ({ word, query: row?.forms[at] ?? '' })),
  }
}

async function tsquery(db: Queryable, words: SearchWords): Promise<SQL> {
  const groups = await Promise.all(
    words.map(async (group) => {
      const terms = await Promise.all(group.map((term) => termQuery(db, term)))
      return terms.length === 0 ? [] : [sql`(${sql.join(terms, sql` && `)})`]
    }),
  )
  const parts = groups.flat()
  return parts.length === 0 ? sql`''::tsquery` : sql.join(parts, sql` || `)
}

async function termQuery(db: Queryable, term: SearchTerm): Promise<SQL> {
  const main =
    term.kind === 'phrase'
      ? sql`phraseto_tsquery('english', ${term.text})`
      : term.kind === 'prefix'
        ? sql`${await beginningWith(db, term.text)}::tsquery`
        : sql`plainto_tsquery('english', ${term.text})`
  const others = term.alternatives.map((text) => sql`phraseto_tsquery('english', ${text})`)
  const query = sql.join([main, ...others], sql` || `)
  return term.excluded ? sql`!!(${query})` : sql`(${query})`
}

const PREFIX_WORDS = 50

/**
 * A tsquery's text of the words that begin so: the stems of the register's words that do beside the letters themselves,
 * since the search rows keep stems and not words.
 * @param prefix letters and digits alone
 */
export async function beginningWith(db: Queryable, prefix: string): Promise<string> {
  const rows = await db.execute<{ stem: string }>(sql`
    select distinct stem from (
      select stem from search_words where word >= ${prefix.toLowerCase()} and word < ${`${prefix.toLowerCase()}\u{10FFFF}`}
      order by word limit ${PREFIX_WORDS}
    ) first`)
  return [`'${prefix}':*`, ...rows.map(({ stem }) => `'${stem.replaceAll("'", "''")}'`)].join(' | ')
}

const CANDIDATES = 25
/** Neighbours that are looked for among the public contracts, for each number of slips. */
const TRIED = 5

/**
 * Words of the register's list that somebody may have meant, each with the query of its forms: the fewest slips first, then the
 * most letters in common. At most two slips, one in a word of five letters or fewer.
 */
export async function wordsLike(db: Queryable, typed: string): Promise<{ word: string; query: string }[]> {
  const word = typed.toLowerCase()
  const rows = await db.execute<{ word: string; query: string }>(sql`
    select word, plainto_tsquery('english', word)::text as query from (
      select word from search_words where word % ${word}
      union select word from search_words where word = any(${sql.param(swapsAndOmissions(word))}::text[])
    ) alike
    where length(word) between ${word.length - 2}::int and ${word.length + 2}::int
    order by similarity(word, ${word}) desc, word limit ${CANDIDATES}`)
  return (word.length <= 5 ? [1] : [1, 2]).flatMap((slips) =>
    rows.filter((row) => editDistanceWithin(word, row.word, slips)).slice(0, TRIED),
  )
}

/** The word with two neighbours swapped or one letter left out: slips after which too few groups of letters are alike. */
function swapsAndOmissions(word: string): string[] {
  const letters = [...word]
  return letters.flatMap((letter, at) => [
    [...letters.slice(0, at), ...letters.slice(at + 1)].join(''),
    [...letters.slice(0, at), ...letters.slice(at + 1, at + 2), letter, ...letters.slice(at + 2)].join(''),
  ])
}
