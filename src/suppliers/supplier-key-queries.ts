// Which other ways of writing share a candidate key with these?
import { sql } from 'drizzle-orm'
import { prepared, preparedForFew, type Queryable } from '../db/client.ts'
import { textRows } from '../db/text-rows.ts'
import type { CandidateKey } from './candidate-keys.ts'
import type { CandidatePair } from './judge-candidates.ts'
import { textArray } from './spelling-queries.ts'

/** Candidate keys that stand together under one words key. */
export interface KeyedWords {
  wordsKey: string
  keys: readonly CandidateKey[]
  normaliserVersion: number
}

/** Of these words keys, the ones whose candidate keys are stored. */
export async function knownWords(db: Queryable, wordsKeys: string[]): Promise<Set<string>> {
  const rows = await db.execute<{ words_key: string }>(sql`${preparedForFew(wordsKeys.length)}
    select w.words_key::text as words_key from unnest(${textArray(wordsKeys)}::uuid[]) as w(words_key)
    cross join lateral (select from supplier_names n where n.words_key = w.words_key limit 1) held`)
  return new Set(rows.map((row) => row.words_key))
}

/** Stores candidate keys; those that are there already stay. */
export async function insertKeys(db: Queryable, words: readonly KeyedWords[]): Promise<void> {
  const flat = flatten(words)
  if (flat.length === 0) return
  await db.execute(sql`${preparedForFew(words.length)}
    insert into supplier_keys (kind, value, words_key, normaliser_version)
    select kind, value, words_key::uuid, version::int from ${textRows('r', KEY_COLUMNS, flat)}
    on conflict do nothing`)
}

const KEY_COLUMNS = ['kind', 'value', 'words_key', 'version']

function flatten(words: readonly KeyedWords[]) {
  return words.flatMap(({ wordsKey, keys, normaliserVersion }) =>
    keys.map(({ kind, value }) => [kind, value, wordsKey, normaliserVersion]),
  )
}

/** Stale keys of an earlier normaliser. */
export async function deleteKeys(db: Queryable): Promise<void> {
  await db.execute(sql`delete from supplier_keys`)
  await db.execute(sql`delete from supplier_word_links`)
}

/**
 * How many ways of writing may share a key before it says too little, and what a shared key counts for. Keys that count
 * nothing are those of names that a rule may merge, which no number of others may hide.
 */
const KINDS = sql`(values ('strict', 100000, 1000), ('council', 100000, 500),
  ('pieces', 100000, 0), ('ends', 100000, 0), ('start', 100000, 0), ('loose', 500, 100),
  ('rare_word', 200, 10), ('prefix', 60, 6), ('initials', 30, 3)) as kinds(kind, most, counts)`

/** Candidates that share weak keys only are cut to the likeliest; those that share a whole name never are. */
const MOST_WEAK = 8
const SURE = 100
/** A key that few share counts for more; one common word, or initials alone, are no candidate. */
const RARITY_COUNTS = 4
const LEAST = 12

const COUNTS = sql`sum(case when a.counts = 0 then 0
  else a.counts + ${sql.raw(String(RARITY_COUNTS))} * ln(a.most::float8 / cardinality(b.words_keys)) end)`

/**
 * For each of `words` the other stored ways of writing that share a key, the likeliest first; at most eight that share
 * no more than words, letters or initials, and all that a rule may merge. Costs with the number asked, not with the number
 * stored.
 */
export function candidatePairs(db: Queryable, words: readonly KeyedWords[]): Promise<CandidatePair[]> {
  const flat = flatten(words)
  return db.execute<CandidatePair & Record<string, unknown>>(sql`${preparedForFew(words.length)}
    with asked as materialized (
      select kinds.kind, r.value, r.words_key::uuid as words_key, kinds.most, kinds.counts
      from ${textRows('r', KEY_COLUMNS, flat)} join ${KINDS} on kinds.kind = r.kind
    ), buckets as materialized (
      select b.kind, b.value, held.words_keys
      from (select distinct kind, value, most from asked) b
      cross join lateral (
        select array_agg(f.words_key) as words_keys from (
          select words_key from supplier_keys k where k.kind = b.kind and k.value = b.value limit b.most + 1) f
      ) held
      where cardinality(held.words_keys) between 1 and b.most
    ), shared as (
      select a.words_key, o.words_key as other_words_key,
        ${COUNTS} as counts, bool_or(a.counts = 0) as may_merge
      from asked a join buckets b on b.kind = a.kind and b.value = a.value
      cross join lateral unnest(b.words_keys) as o(words_key)
      where o.words_key <> a.words_key
      group by 1, 2
      having ${COUNTS} >= ${LEAST} or bool_or(a.counts = 0)
    ), ranked as (
      select *, row_number() over (partition by words_key order by counts desc, other_words_key) as place from shared
    )
    select words_key::text as "wordsKey", other_words_key::text as "otherWordsKey",
      counts >= ${SURE} or (counts >= ${LEAST} and place <= ${MOST_WEAK}) as "isLikely"
    from ranked
    where counts >= ${SURE} or (counts >= ${LEAST} and place <= ${MOST_WEAK}) or may_merge order by words_key, place`)
}

/** Ways of writing read of a key that very many share, and the most that are answered. */
const SAMPLE = 2_000
const MOST_SAMPLED = 50

/**
 * For a name of common words, where no key says enough by itself: ways of writing that share two of its keys or more, those
 * that share most first. Of each key only so many are read, the same part of the register for every key, so that this costs
 * the same however many are stored.
 */
export async function wordsSharingSeveral(db: Queryable, asked: KeyedWords): Promise<string[]> {
  const rows = await db.execute<{ words_key: string }>(sql`${prepared}
    select f.words_key::text as words_key
    from ${textRows('r', KEY_COLUMNS, flatten([asked]))}
    cross join lateral (
      select k.words_key from supplier_keys k where k.kind = r.kind and k.value = r.value
      order by k.words_key limit ${SAMPLE}
    ) f
    where f.words_key <> ${asked.wordsKey}::uuid
    group by f.words_key having count(*) > 1 order by count(*) desc, f.words_key limit ${MOST_SAMPLED}`)
  return rows.map((row) => row.words_key)
}

/** Notes that some spellings of two ways of writing were merged by a rule. */
export async function insertWordLinks(db: Queryable, links: readonly (readonly [string, string])[]) {
  if (links.length === 0) return
  await db.execute(sql`${preparedForFew(links.length)}
    insert into supplier_word_links (words_key, other_words_key)
    select distinct least(a::uuid, b::uuid), greatest(a::uuid, b::uuid)
    from unnest(${textArray(links.map(([a]) => a))}, ${textArray(links.map(([, b]) => b))}) as l(a, b)
    on conflict do nothing`)
}

/**
 * All words keys that these lead to: by links of the rules, by a number that a register or a person confirmed, and by what
 * people judged. Whatever is decided anew is decided over all of them.
 */
export async function reachedWords(db: Queryable, wordsKeys: string[]): Promise<string[]> {
  if (wordsKeys.length === 0) return []
  const rows = await db.execute<{ words_key: string }>(sql`${preparedForFew(wordsKeys.length)}
    with recursive reached(words_key) as (
      select unnest(${textArray(wordsKeys)}::uuid[])
      union
      select x.words_key from reached r cross join lateral (
        select other_words_key as words_key from supplier_word_links where words_key = r.words_key
        union all
        select l.words_key from supplier_word_links l where l.other_words_key = r.words_key
        union all
        select o.words_key from supplier_names n join supplier_names o on o.register_number = n.register_number
        where n.words_key = r.words_key and n.register_number is not null
        union all
        select o.words_key from supplier_names n
        join supplier_judgements j on j.left_name_id = n.id and j.revoked_at is null
        join supplier_names o on o.id = j.right_name_id where n.words_key = r.words_key
        union all
        select o.words_key from supplier_names n
        join supplier_judgements j on j.right_name_id = n.id and j.revoked_at is null
        join supplier_names o on o.id = j.left_name_id where n.words_key = r.words_key
        union all
        select o.words_key from supplier_names n
        join supplier_identifiers i on i.supplier_name_id = n.id
        join supplier_identifiers s on s.scheme = i.scheme and s.value = i.value
        join supplier_names o on o.id = s.supplier_name_id where n.words_key = r.words_key
      ) x where x.words_key is not null
    )
    select words_key::text as words_key from reached`)
  return rows.map((row) => row.words_key)
}

export async function wordLinksAmong(db: Queryable, wordsKeys: string[]): Promise<[string, string][]> {
  if (wordsKeys.length === 0) return []
  const rows = await db.execute<{ a: string; b: string }>(sql`${preparedForFew(wordsKeys.length)}
    select words_key::text as a, other_words_key::text as b from supplier_word_links
    where words_key = any(${textArray(wordsKeys)}::uuid[])`)
  return rows.map(({ a, b }) => [a, b])
}
