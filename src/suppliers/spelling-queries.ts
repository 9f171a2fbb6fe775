// Which spellings are known, and which supplier does each belong to?
import { sql } from 'drizzle-orm'
import { prepared, preparedForFew, type Queryable } from '../db/client.ts'
import { textRows } from '../db/text-rows.ts'
import type { PersonJudgement } from './settle-spellings.ts'
import { type KeyedSpelling, keptSpelling, type Spelling, spellingOf } from './spelling.ts'
import type { HeldIdentifier } from './supplier-identifiers.ts'
import { NORMALISATION_VERSION } from './supplier-name.ts'

/** A spelling as typed together with the company number typed beside it, canonical or empty. */
export interface TypedName {
  name: string
  companyNumber: string
}

export interface StoredSpelling extends Spelling {
  supplierId: string | null
}

/** A spelling that comes, or is taken apart anew. */
export type FreshSpelling = StoredSpelling & KeyedSpelling

export function textArray(values: readonly (string | null)[]) {
  return sql`${sql.param([...values])}::text[]`
}

/** Rows as one JSON text: ten thousand of them cost a fraction of what arrays do. */
export function jsonRows(rows: readonly unknown[][]) {
  return sql`json_array_elements(${JSON.stringify(rows)}::json)`
}

const LOCK = 33_0002

/** One change of the suppliers at a time, to the end of the transaction: two returns that name the same new company make one. */
export async function lockSuppliers(tx: Queryable): Promise<void> {
  await tx.execute(sql`${prepared}
    select pg_advisory_xact_lock(${LOCK})`)
}

/** Of these, the ones never seen before, each once. Each is looked up by itself: no plan reads the whole table. */
export async function unknownNames(tx: Queryable, typed: readonly TypedName[]): Promise<TypedName[]> {
  const each = [...new Map(typed.map((one) => [`${one.companyNumber} ${one.name}`, one])).values()]
  const rows = await tx.execute<{ at: number }>(sql`${preparedForFew(each.length)}
    select t.at::int as at
    from ${textRows(
      't',
      ['at', 'name', 'number'],
      each.map(({ name, companyNumber }, at) => [at, name, companyNumber]),
    )}
    left join lateral (
      select true as held from supplier_names n where n.name = t.name and n.company_number = t.number limit 1
    ) known on true
    where known.held is null`)
  return rows.flatMap(({ at }) => each[at] ?? [])
}

/** The newest spelling's id, 0 without any. While it stays the same no spelling came. */
export async function newestSpelling(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`${prepared}
    select coalesce(max(id), 0)::float8 as id from supplier_names`)
  return row?.id ?? 0
}

/** New ids for spellings, rising; the suppliers must be locked. */
export async function takeIds(tx: Queryable, count: number): Promise<number[]> {
  const sequence = sql`pg_get_serial_sequence('supplier_names', 'id')`
  const [row] = await tx.execute<{ last: number }>(sql`${prepared}
    select setval(${sequence}, nextval(${sequence}) + ${count - 1}::int)::float8 as last`)
  return Array.from({ length: count }, (_, at) => (row?.last ?? 0) - count + 1 + at)
}

const SPELLING_COLUMNS = 'id,supplier,name,number,kind,strict,form,version,words,registered'.split(',')

/** Adds spellings under the ids they have, each to its supplier. */
export async function insertSpellings(tx: Queryable, spellings: readonly StoredSpelling[]): Promise<void> {
  const rows = spellings.map(({ id, supplierId, name, companyNumber, wordsKey, registerNumber }) => {
    const { raw, kind, strictKey, legalForm, version } = name
    return [id, supplierId, raw, companyNumber, kind, strictKey, legalForm, version, wordsKey, registerNumber]
  })
  await tx.execute(sql`${preparedForFew(rows.length)}
    insert into supplier_names (id, supplier_id, name, company_number, kind, strict_key, legal_form,
      normaliser_version, words_key, register_number)
    overriding system value
    select id::bigint, supplier::uuid, name, number, kind, strict, form, version::int, words::uuid, registered
    from ${textRows('r', SPELLING_COLUMNS, rows)}`)
}

interface SpellingRow extends Record<string, unknown> {
  id: number
  supplier_id: string | null
  name: string
  company_number: string
  register_number: string | null
  words_key: string | null
  version: number
  identifiers: HeldIdentifier[] | null
}

/** A confirmed number, or one in a version that the public sees. */
const HOLDS = `(i.is_confirmed or exists (
  select from contract_versions v join contracts c on c.id = v.contract_id and c.version_id = v.id and c.is_public
  where v.id = i.version_id))`

/** The same as SQL, over the identifier `i`. */
export const holds = sql.raw(HOLDS)

const COLUMNS = sql.raw(`n.id::float8 as id, n.supplier_id, n.name, n.company_number, n.register_number,
  n.words_key, n.normaliser_version as version,
  (select json_agg(json_build_object('scheme', i.scheme, 'value', i.value, 'confirmed', i.is_confirmed)
      order by i.scheme, i.value)
    from supplier_identifiers i where i.supplier_name_id = n.id and ${HOLDS}) as identifiers`)

function factsOf(row: SpellingRow) {
  const { id, name, company_number: companyNumber, register_number: registerNumber } = row
  return { id, name, companyNumber, registerNumber, identifiers: row.identifiers ?? [] }
}

/** What a row holds; of an earlier normaliser, what it would be by the one of today. */
function stored(row: SpellingRow): StoredSpelling {
  const isOfToday = row.version === NORMALISATION_VERSION
  const spelling = isOfToday ? keptSpelling(factsOf(row), row.words_key) : spellingOf(factsOf(row))
  return { ...spelling, supplierId: row.supplier_id }
}

function inOrderOfId(rows: readonly SpellingRow[]): StoredSpelling[] {
  return rows.map(stored).sort((a, b) => a.id - b.id)
}

/** Sorted here: asked for in order, very many would be found by reading the whole table in that order. */
export async function spellingsWithWords(
  db: Queryable,
  wordsKeys: readonly string[],
): Promise<StoredSpelling[]> {
  if (wordsKeys.length === 0) return []
  const rows = await db.execute<SpellingRow>(sql`${preparedForFew(wordsKeys.length)}
    select ${COLUMNS} from supplier_names n where n.words_key = any(${textArray(wordsKeys)}::uuid[])`)
  return inOrderOfId(rows)
}

export async function spellingsById(db: Queryable, ids: readonly number[]): Promise<StoredSpelling[]> {
  const rows = await db.execute<SpellingRow>(sql`${preparedForFew(ids.length)}
    select ${COLUMNS} from supplier_names n where n.id = any(${textArray(ids.map(String))}::bigint[]) order by n.id`)
  return rows.map(stored)
}

export async function spellingsOfSuppliers(
  db: Queryable,
  supplierIds: readonly string[],
): Promise<StoredSpelling[]> {
  if (supplierIds.length === 0) return []
  const rows = await db.execute<SpellingRow>(sql`${preparedForFew(supplierIds.length)}
    select ${COLUMNS} from supplier_names n where n.supplier_id = any(${textArray(supplierIds)}::uuid[]) order by n.id`)
  return rows.map(stored)
}

/** Words keys of the spellings that a register or a person gave one of these company numbers. */
export async function wordsOfCompanies(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return []
  const rows = await db.execute<{ words_key: string }>(sql`${preparedForFew(numbers.length)}
    select distinct words_key::text as words_key from supplier_names
    where register_number = any(${textArray(numbers)}) and words_key is not null`)
  return rows.map((row) => row.words_key)
}

/** What people judged about spellings with these words, revoked judgements aside. */
export async function judgementsAmong(
  db: Queryable,
  wordsKeys: readonly string[],
): Promise<PersonJudgement[]> {
  if (wordsKeys.length === 0) return []
  return db.execute<PersonJudgement & Record<string, unknown>>(sql`${preparedForFew(wordsKeys.length)}
    select distinct j.id::float8 as id, j.left_name_id::float8 as left, j.right_name_id::float8 as right, j.verdict,
      to_char(j.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt", null as "revokedAt"
    from supplier_names n
    join supplier_judgements j on j.left_name_id = n.id or j.right_name_id = n.id
    where n.words_key = any(${textArray(wordsKeys)}::uuid[]) and j.revoked_at is null`)
}

export async function moveSpellings(
  tx: Queryable,
  moves: readonly { id: number; supplierId: string }[],
): Promise<void> {
  if (moves.length === 0) return
  await tx.execute(sql`${preparedForFew(moves.length)}
    with moved as (
      select m.id::bigint as id, m.supplier_id::uuid as supplier_id
      from unnest(${textArray(moves.map((one) => String(one.id)))}, ${textArray(moves.map((one) => one.supplierId))})
        as m(id, supplier_id)
    )
    update supplier_names n set supplier_id = moved.supplier_id from moved where n.id = moved.id`)
}

/** Every spelling there is, taken apart anew. */
export async function allSpellings(db: Queryable): Promise<FreshSpelling[]> {
  const rows = await db.execute<SpellingRow>(sql`
    select ${COLUMNS} from supplier_names n order by n.id`)
  return rows.map((row) => ({ ...spellingOf(factsOf(row)), supplierId: row.supplier_id }))
}

/**
 * Notes what spellings are now taken for. Their strict keys stay as they were: contracts are known again by them. What
 * names no organisation any more leaves its supplier.
 */
export async function rewriteSpellings(tx: Queryable, spellings: readonly Spelling[]): Promise<void> {
  const rows = spellings.map(({ id, name, wordsKey, registerNumber }) => [
    id,
    name.kind,
    wordsKey,
    registerNumber,
    name.version,
  ])
  await tx.execute(sql`
    update supplier_names n set kind = f.kind, words_key = f.words_key, register_number = f.number,
      normaliser_version = f.version, supplier_id = case when f.words_key is null then null else n.supplier_id end
    from (select (r->>0)::bigint as id, r->>1 as kind, (r->>2)::uuid as words_key, r->>3 as number, (r->>4)::int as version
      from ${jsonRows(rows)} as r) f
    where n.id = f.id and (n.kind, n.words_key, n.register_number, n.normaliser_version)
      is distinct from (f.kind, f.words_key, f.number, f.version)`)
}
