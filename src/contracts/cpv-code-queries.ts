// Which codes of the Common Procurement Vocabulary are known by their words?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/** Each code, eight digits, once; a label that is new replaces the old. In the order of codes, so that two wait and do not block. */
export async function upsertCpvCodes(
  db: Queryable,
  codes: readonly { code: string; label: string }[],
): Promise<void> {
  await db.execute(sql`
    insert into cpv_codes (code, label)
    select distinct on (code) code, label from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as given(code text, label text)
    order by code
    on conflict (code) do update set label = excluded.label where cpv_codes.label <> excluded.label`)
}
