// How were the columns of a return understood?
import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { returns } from '../db/schema/returns.ts'
import { type ColumnQuestion, openQuestions } from './mapping/open-questions.ts'
import type { ColumnMapping, ReturnKind } from './read-types.ts'

export interface StoredMapping {
  authorityId: number
  state: string
  kind: ReturnKind
  statedKind: ReturnKind | null
  refusalCode: string | null
  mapping: ColumnMapping[]
}

/** Every column with its samples and choices; null where there is no such return. */
export async function findMapping(db: Queryable, returnId: string): Promise<StoredMapping | null> {
  const { authorityId, state, kind, statedKind, refusalCode, mapping } = returns
  const [row] = await db
    .select({ authorityId, state, kind, statedKind, refusalCode, mapping })
    .from(returns)
    .where(eq(returns.id, returnId))
  if (row === undefined) return null
  return {
    ...row,
    kind: row.kind as ReturnKind,
    statedKind: row.statedKind as ReturnKind | null,
    mapping: (row.mapping ?? []) as ColumnMapping[],
  }
}

/** Questions about the headings that nobody has answered yet. */
export async function questionsOf(db: Queryable, returnId: string): Promise<ColumnQuestion[]> {
  const found = await findMapping(db, returnId)
  return found === null ? [] : openQuestions(found.mapping, found.kind)
}
