// Which numbers have authorities stated beside which spellings?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { textRows } from '../db/text-rows.ts'
import type { CandidatePair } from './judge-candidates.ts'
import { holds, textArray } from './spelling-queries.ts'
import type { SupplierIdentifier } from './supplier-identifiers.ts'

/** A number beside a spelling, and where it stands: the version of a contract, and the field. */
export interface StatedNumber extends SupplierIdentifier {
  name: string
  /** The company number beside the name, by which the spelling is known; else empty. */
  companyNumber: string
  versionId: number
  field: string
}

const COLUMNS = 'scheme,value,name,number,version,field'.split(',')

/**
 * Keeps numbers beside spellings; one that is confirmed stays so, and one that stands elsewhere in what the public sees
 * keeps its place. Answers the spellings that have another number than before.
 */
export async function storeStated(tx: Queryable, stated: readonly StatedNumber[]): Promise<number[]> {
  if (stated.length === 0) return []
  const rows = stated.map((one) => [
    one.scheme,
    one.value,
    one.name,
    one.companyNumber,
    one.versionId,
    one.field,
  ])
  const kept = await tx.execute<{ id: number }>(sql`
    insert into supplier_identifiers as i (supplier_name_id, scheme, value, source, actor, is_confirmed, version_id, field)
    select distinct on (n.id, r.scheme, r.value) n.id, r.scheme, r.value, 'stated in a return', 'return', false,
      r.version::bigint, r.field
    from ${textRows('r', COLUMNS, rows)}
    join supplier_names n on n.name = r.name and n.company_number = r.number and n.words_key is not null
    order by n.id, r.scheme, r.value, r.version::bigint
    on conflict (supplier_name_id, scheme, value) do update set version_id = excluded.version_id, field = excluded.field
      where not ${holds}
    returning i.supplier_name_id::float8 as id`)
  return [...new Set(kept.map(({ id }) => id))]
}

/** Numbers under one value that more spellings share than this, such as a VAT group's, say nothing of any two. */
const MOST_SHARING = 20

/** Ways of writing that share a number with these spellings, to be compared. */
export function pairsByNumber(tx: Queryable, ids: readonly number[]): Promise<CandidatePair[]> {
  return tx.execute<CandidatePair & Record<string, unknown>>(sql`
    select distinct own.words_key::text as "wordsKey", other.words_key::text as "otherWordsKey",
      true as "isLikely"
    from supplier_identifiers m
    cross join lateral (
      select array_agg(i.supplier_name_id) as ids from supplier_identifiers i
      where i.scheme = m.scheme and i.value = m.value and ${holds}
    ) sharing
    join supplier_names own on own.id = m.supplier_name_id
    join supplier_names other on other.id = any(sharing.ids) and other.words_key <> own.words_key
    where m.supplier_name_id = any(${textArray(ids.map(String))}::bigint[]) and cardinality(sharing.ids) <= ${MOST_SHARING}`)
}
