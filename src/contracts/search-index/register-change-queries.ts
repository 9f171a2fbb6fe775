// What of the register has changed since it was read last?
import { sql } from 'drizzle-orm'
import type { Queryable, Tx } from '../../db/client.ts'
import { registerVersion } from '../register-queries.ts'

/** Which notes of changes have been seen: those up to a number but for the gaps, whose transactions may end later. */
export interface SeenChanges {
  upTo: number
  /** When the last of them was made: tells whether it is the same database, or one that was put back and went on. */
  at: string
  gaps: readonly number[]
}

export interface RegisterChanges {
  /** As `registerVersion` gives it, of the same moment. */
  version: string
  seen: SeenChanges
  /** Authorities with contracts that may read otherwise now. */
  authorities: readonly number[] | 'all'
  /** Whether spellings may belong to other suppliers now. */
  hasOtherNames: boolean
}

/** Tables that a segment is made of; each notes whose rows changed. */
const TABLES_OF_SEGMENTS = new Set([
  'contracts',
  'contract_search',
  'contract_suppliers',
  'contract_technologies',
  'deployments',
  'contract_answers',
  'returns',
])

/**
 * How far back a note may be missing and still be found when its transaction ends; a publication writes fewer than a
 * hundred. After more notes than that everything is read anew.
 */
const MOST_NOTES = 10_000

/**
 * In a transaction with one view of the database (`repeatable read`): everything where nothing was seen yet, where there are
 * too many changes to tell, and where the last note that was seen is there no more, as in a database that was put back.
 */
export async function changesSince(tx: Tx, seen: SeenChanges | null): Promise<RegisterChanges> {
  const version = await registerVersion(tx)
  const [latest] = await tx.execute<{ id: number; at: string }>(
    sql`select id::float8 as id, changed_at::text as at from register_changes order by register_changes.id desc limit 1`,
  )
  const { id: upTo, at } = latest ?? { id: 0, at: '' }
  if (seen === null || upTo > seen.upTo + MOST_NOTES || !(await isStillThere(tx, seen))) {
    const from = Math.max(0, upTo - MOST_NOTES)
    const gaps = gapsAmong(await notes(tx, from, []), from, upTo)
    return { version, seen: { upTo, at, gaps }, authorities: 'all', hasOtherNames: true }
  }
  const found = await notes(tx, seen.upTo, seen.gaps)
  return { version, seen: { upTo, at, gaps: gapsLeft(seen, found, upTo) }, ...touchedBy(found) }
}

interface Note extends Record<string, unknown> {
  id: number
  table_name: string | null
  authority_id: number | null
}

async function isStillThere(tx: Tx, { upTo, at }: SeenChanges): Promise<boolean> {
  if (upTo === 0) return true
  const rows = await tx.execute(
    sql`select from register_changes where id = ${upTo}::bigint and changed_at::text = ${at}`,
  )
  return rows.length > 0
}

/** Those after a number, and those that were missing before it. */
function notes(tx: Tx, upTo: number, gaps: readonly number[]): Promise<Note[]> {
  return tx.execute<Note>(sql`
    select id::float8 as id, table_name, authority_id from register_changes where id > ${upTo}::bigint
    union all
    select id::float8, table_name, authority_id from register_changes
    where id = any(${sql.param([...gaps])}::bigint[])`)
}

function gapsLeft(seen: SeenChanges, found: readonly Note[], upTo: number): number[] {
  const now = new Set(found.map(({ id }) => id))
  const open = seen.gaps.filter((id) => !now.has(id) && id > upTo - MOST_NOTES)
  return [...open, ...gapsAmong(found, seen.upTo, upTo)]
}

function gapsAmong(found: readonly Note[], after: number, upTo: number): number[] {
  const there = new Set(found.map(({ id }) => id))
  const gaps: number[] = []
  for (let id = after + 1; id < upTo; id += 1) if (!there.has(id)) gaps.push(id)
  return gaps
}

function touchedBy(found: readonly Note[]): Pick<RegisterChanges, 'authorities' | 'hasOtherNames'> {
  // Notes from before tables were noted may be about anything.
  const ofSegments = found.filter(({ table_name: table }) => table === null || TABLES_OF_SEGMENTS.has(table))
  const whose = new Set(ofSegments.map(({ authority_id }) => authority_id))
  return {
    authorities: whose.has(null) ? 'all' : [...whose].filter((id) => id !== null).sort((a, b) => a - b),
    hasOtherNames: found.some(({ table_name: table }) => table === null || table === 'supplier_names'),
  }
}

/** Whether there are so many public contracts, without counting further. */
export async function holdsPublicContracts(db: Queryable, atLeast: number): Promise<boolean> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select from contracts where is_public limit ${atLeast}::int) few`,
  )
  return (row?.n ?? 0) >= atLeast
}
