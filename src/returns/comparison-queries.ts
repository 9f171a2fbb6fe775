// What would the rows that are staged do to what the register holds?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import type { ReturnKind } from './read-types.ts'
import { REGISTER } from './register-of-kind-queries.ts'
import { rowOfReturn } from './row-of-return-queries.ts'

export const CHANGE_KINDS = ['new', 'changed', 'unchanged', 'missing', 'missing_before'] as const

/**
 * `missing`: in the register and in the last publication, not in this return. `missing_before`: already absent from the
 * last publication.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One line of `return_changes` without its values; ids as text, empty where there is none. */
export interface FoundChange extends Record<string, unknown> {
  kind: ChangeKind
  data_row: string
  /** Of a contract, or of a deployment for a systems return. */
  thing_id: string
}

/** What of a return decides where its changes are looked for and kept. */
export interface Compared {
  id: string
  kind: ReturnKind
  authority_id: number
}

/** Reads the temporary table `touched` of the publication: each row in the order of the file, then what the file leaves out. */
export function stagedChanges(tx: Tx, { kind, authority_id }: Compared): Promise<FoundChange[]> {
  const { things, id, title, isReported } = REGISTER[kind]
  return tx.execute<FoundChange>(sql`
    (select case when not was_public then 'new' when is_changed then 'changed' else 'unchanged' end as kind,
      data_row::text as data_row, case when is_new then '' else ${id}::text end as thing_id
    from touched order by touched.data_row)
    union all
    (select case when c.confirmed_return_id is null then 'missing' else 'missing_before' end as kind, '', c.id::text
    from ${things} c
    where c.authority_id = ${authority_id} and ${isReported}
      and not exists (select from touched t where t.${id} = c.id)
    order by c.confirmed_return_id is not null, ${title}, c.id)`)
}

/** Keeps changes under the positions from `first` on, with the fields that differ, before and after. */
export async function insertChanges(
  tx: Tx,
  { id: returnId, kind }: Compared,
  first: number,
  found: readonly FoundChange[],
): Promise<void> {
  const { things, versions, id, keyOfThing, keyOfRow } = REGISTER[kind]
  const column = (pick: (one: FoundChange) => string) => sql`${sql.param(found.map(pick))}::text[]`
  await tx.execute(sql`
    with found as (
      select ${first}::int - 1 + place as position, kind, nullif(data_row, '')::int as data_row,
        nullif(thing_id, '')::uuid as thing_id
      from unnest(${column((one) => one.kind)}, ${column((one) => one.data_row)}, ${column((one) => one.thing_id)})
        with ordinality as given(kind, data_row, thing_id, place)
    ), unusable as (
      select ${keyOfRow} as key, min(data_row) as data_row
      from return_rows where return_id = ${returnId} and state = 'bad' and ${keyOfRow} <> ''
      group by 1
    )
    insert into return_changes (return_id, position, kind, data_row, ${id}, changes)
    select ${returnId}, f.position, f.kind, coalesce(f.data_row, u.data_row), f.thing_id,
      case when f.kind = 'changed' then coalesce(d.differences, '[]') end
    from found f
    left join ${things} c on c.id = f.thing_id
    left join ${versions} o on o.id = c.version_id and f.kind = 'changed'
    left join stated_rows v on v.return_id = o.return_id and v.data_row = o.data_row
    left join ${rowOfReturn(returnId, "case when f.kind = 'changed' then f.data_row end")} on true
    left join unusable u on f.data_row is null and u.key = ${keyOfThing}
    left join lateral (${differences('v.values', 'w.values')}) d on f.kind = 'changed'`)
}

/** `[{field, before, after}]` of two versions' values, sorted by field; null where they say the same. */
function differences(before: string, after: string) {
  return sql.raw(`
    select jsonb_agg(jsonb_build_object('field', field, 'before', b -> field, 'after', a -> field) order by field) as differences
    from (select contract_statement(${before}) as b, contract_statement(${after}) as a) said
    cross join lateral (select jsonb_object_keys(b) union select jsonb_object_keys(a)) as fields(field)
    where b -> field is distinct from a -> field`)
}

export async function deleteChanges(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`delete from return_changes where return_id = ${returnId}`)
}

/**
 * Of a return that is public: what its publication brought, changed and left out, read from the versions it made. The rows
 * that changed nothing have left no trace and are not among them.
 */
export async function insertPublishedChanges(tx: Tx, { id: returnId, kind }: Compared): Promise<void> {
  const { things, versions, presence, id, title } = REGISTER[kind]
  await tx.execute(sql`
    with made as (
      select v.data_row, v.${id} as thing_id, w.values, previous.values as earlier
      from ${versions} v
      join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
      left join lateral (
        select e.values from ${versions} o join returns r on r.id = o.return_id
        join stated_rows e on e.return_id = o.return_id and e.data_row = o.data_row
        where o.${id} = v.${id} and o.number < v.number and r.state = 'published'
        order by o.number desc limit 1) previous on true
      where v.return_id = ${returnId}
    ), listed as (
      select case when earlier is null then 'new' else 'changed' end as kind, data_row, thing_id, earlier, values,
        0 as part, '' as title
      from made
      union all
      select 'missing', null, p.${id}, null, null, 1, ${title}
      from ${presence} p join ${things} c on c.id = p.${id}
      where p.return_id = ${returnId} and p.confirmed_return_id_before is null
    )
    insert into return_changes (return_id, position, kind, data_row, ${id}, changes)
    select ${returnId}, row_number() over (order by part, data_row, title, thing_id), kind, data_row, thing_id,
      case when kind = 'changed' then coalesce(d.differences, '[]') end
    from listed
    left join lateral (${differences('listed.earlier', 'listed.values')}) d on kind = 'changed'`)
}
