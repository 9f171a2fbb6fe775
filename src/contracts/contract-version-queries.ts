// What did each published version of a contract say, for whoever takes contracts away in a standard's form?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { publicSequence } from './public-version-queries.ts'
import type { Withheld } from './withholding.ts'

/** A version of a public contract, with what only the register knows beside it. */
export interface ContractVersion extends Record<string, unknown> {
  contract_id: string
  /** As the public counts versions, from 1. */
  number: number
  /** When it was published. */
  created_at: string
  /** By our names of fields, those for the public alone; amounts in pence. */
  values: Record<string, unknown>
  withheld: Withheld[] | null
  authority_slug: string
  authority_name: string
  authority_gss_code: string
  authority_la_code: string | null
  cpv_label: string | null
  /** The suppliers as typed in this version, with what they are in the register; null where the name is not held. */
  suppliers: { name: string; slug: string | null; registered: string | null }[]
}

/** The versions of each of these contracts that the public sees, the oldest first; contracts in the order given. */
export async function versionsOfContracts(
  db: Queryable,
  ids: readonly string[],
): Promise<ContractVersion[][]> {
  if (ids.length === 0) return []
  const rows = await selectVersions(db, ids, sql`r.state = 'published'`)
  const contracts = Map.groupBy(rows, (row) => row.contract_id).values()
  return [...contracts].map((versions) =>
    publicSequence(versions).map((version, at) => ({ ...version, number: at + 1 })),
  )
}

/** The version of each of these contracts that holds now, in the order given. */
export async function currentVersions(db: Queryable, ids: readonly string[]): Promise<ContractVersion[]> {
  if (ids.length === 0) return []
  const rows = await selectVersions(db, ids, sql`v.id = c.version_id`)
  return rows.flatMap((row) => publicSequence([row]))
}

function selectVersions(
  db: Queryable,
  ids: readonly string[],
  chosen: ReturnType<typeof sql>,
): Promise<ContractVersion[]> {
  return db.execute<ContractVersion>(sql`${prepared}
    select c.id as contract_id, v.number, ${isoInstant('v.created_at')} as created_at, v.values, v.withheld,
      a.slug as authority_slug, a.official_name as authority_name, a.gss_code as authority_gss_code,
      a.la_code as authority_la_code, cpv.label as cpv_label, coalesce(named.suppliers, '[]'::jsonb) as suppliers
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as asked(id, place)
    join contracts c on c.id = asked.id and c.is_public
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.contract_id = c.id
    join returns r on r.id = v.return_id
    left join cpv_codes cpv on cpv.code = left(v.values->>'cpv', 8)
    left join lateral (
      select jsonb_agg(jsonb_build_object('name', typed.value->>'name', 'slug', known.slug, 'registered', known.name)
        order by typed.position) as suppliers
      from jsonb_array_elements(v.values->'suppliers') with ordinality as typed(value, position)
      left join lateral (
        select s.slug, s.name from supplier_names n join suppliers s on s.id = n.supplier_id
        where n.name = typed.value->>'name' order by (n.company_number = '') limit 1
      ) known on true
    ) named on true
    where ${chosen}
    order by asked.place, v.number`)
}
