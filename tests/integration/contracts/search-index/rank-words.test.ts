import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { matchWords } from '../../../../src/contracts/search-index/match-words.ts'
import { isMember } from '../../../../src/contracts/search-index/members.ts'
import { rankContracts } from '../../../../src/contracts/search-index/rank-words.ts'
import type { Segment } from '../../../../src/contracts/search-index/segment.ts'
import { rankedWords, wordsQuery } from '../../../../src/contracts/search-index/words-query.ts'
import { useDatabase } from '../../../support/database.ts'
import { indexRow, queryText, wordsText } from '../../../support/index-rows.ts'

const database = useDatabase()

beforeAll(async () => {
  await database.sql`create table texts (kind text, number integer, words tsvector)`
})

/** Numbers of texts are those of contracts: both are in the order of ids. */
async function held(kind: string): Promise<Segment> {
  const rows = await database.sql<{ number: number; words: string }[]>`
    select number, words::text as words from texts where kind = ${kind}`
  return buildSegment(
    1,
    rows.map(({ number, words }) => indexRow(number, { words })),
  )
}

interface Answered {
  query: string
  matching: number[]
  scores: number[]
}

/** What PostgreSQL answers to each query: how it prints it, which texts match and, of all, the ranks. */
async function answered(kind: string, queries: string[]): Promise<Answered[]> {
  const printed = await database.sql<{ query: string }[]>`
    select query::tsquery::text as query from unnest(${queries}::text[]) with ordinality as given(query, at) order by at`
  const asked = printed.map(({ query }) => query)
  const ranked = asked.map((query) => rankedWords(wordsQuery(query)) ?? '')
  const rows = await database.sql<{ matching: number[]; scores: number[] }[]>`
    select coalesce(array_agg(number order by number) filter (where words @@ query::tsquery), '{}') as matching,
      array_agg(ts_rank(words, ranked::tsquery)::float8 order by number) as scores
    from unnest(${asked}::text[], ${ranked}::text[]) with ordinality as given(query, ranked, at), texts
    where kind = ${kind} group by at order by at`
  return rows.map((row, at) => ({ ...row, query: asked[at] ?? '' }))
}

function answeredHere(segment: Segment, query: string): Omit<Answered, 'query'> {
  const numbers = [...Array(segment.size).keys()]
  const read = wordsQuery(query)
  const members = matchWords(segment, read)
  const all = matchWords(segment, { kind: 'not', of: { kind: 'nothing' } })
  return {
    matching: numbers.filter((number) => isMember(members, number)),
    scores: [...rankContracts(segment, read, all)],
  }
}

function expectAlike(segment: Segment, answers: Answered[]): void {
  for (const { query, matching, scores } of answers)
    expect({ query, ...answeredHere(segment, query) }).toEqual({ query, matching, scores })
}

it('matches and ranks made-up texts bit for bit as PostgreSQL does, whatever the query', async () => {
  const texts = fc.sample(wordsText, { numRuns: 400, seed: 33 })
  await database.sql`
    insert into texts select 'made up', at - 1, words::tsvector
    from unnest(${texts}::text[]) with ordinality as given(words, at)`
  const segment = await held('made up')
  const answers = await answered('made up', fc.sample(queryText, { numRuns: 1500, seed: 34 }))
  expect(answers).toHaveLength(1500)
  const shares = answers.map(({ matching }) => matching.length)
  expect(shares.filter((share) => share > 0 && share < 400).length).toBeGreaterThan(900)
  expectAlike(segment, answers)
})

it('ranks few members of a common word as it ranks all', async () => {
  const segment = await held('made up')
  const query = wordsQuery("'a':* | 'b'")
  const rare = matchWords(segment, wordsQuery("'abc' & 'o''neil' & 'é'"))
  const scores = rankContracts(segment, query, rare).slice()
  const all = rankContracts(segment, query, matchWords(segment, query))
  const members = [...Array(segment.size).keys()].filter((number) => isMember(rare, number))
  expect(members.length).toBeGreaterThan(0)
  for (const number of members) expect(scores[number]).toBe(all[number])
})

const SENTENCES = [
  'Repairs to the housing stock and the planned maintenance of lifts',
  'Housing repairs, out-of-hours and responsive',
  'Maintenance of the lifts in housing blocks; repair of lifts',
  'Support for the IT service desk and for end-user computing',
  "Children's homes: the provision of residential care for children",
  'Care at home, home care and re-ablement, and the care of the home',
  'Street lighting: energy and maintenance of street lights in the streets',
  'http://example.org/contracts?page=2 and foo-bar_baz 12.5% v2.0',
]
const PHRASES = [
  'maintenance of the lifts',
  'housing repairs',
  'care at home',
  'the provision of residential care',
  'out-of-hours',
  'end-user computing',
  'street lighting energy',
  'example.org/contracts',
  'foo-bar_baz 12.5%',
  'and the',
]

it('finds the phrases that PostgreSQL makes of what is typed where PostgreSQL finds them', async () => {
  await database.sql`
    insert into texts
    select 'typed', at - 1, setweight(to_tsvector('english', title), 'A') || to_tsvector('english', description)
    from (
      select row_number() over () as at, one as title, two as description
      from unnest(${SENTENCES}::text[]) one, unnest(${SENTENCES}::text[]) two
    ) pairs`
  const segment = await held('typed')
  const printed = await database.sql<{ query: string }[]>`
    select unnest(array[phraseto_tsquery('english', one)::text, plainto_tsquery('english', one)::text,
      (phraseto_tsquery('english', one) && !!phraseto_tsquery('english', two))::text,
      (phraseto_tsquery('english', one) <-> phraseto_tsquery('english', two))::text,
      (phraseto_tsquery('english', one) || plainto_tsquery('english', two))::text]) as query
    from unnest(${PHRASES}::text[]) one, unnest(${PHRASES}::text[]) two`
  const answers = await answered('typed', [...new Set(printed.map(({ query }) => query))])
  expect(answers.filter(({ matching }) => matching.length > 0).length).toBeGreaterThan(40)
  expectAlike(segment, answers)
})
