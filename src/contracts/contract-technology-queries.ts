// Which product is a contract for, and who says so?
import { sql } from 'drizzle-orm'
import type { Queryable, Tx } from '../db/client.ts'

/**
 * Pairs `contract_id, technology_id` of public facts: by a systems return that names the contract, or by an officer of its
 * authority. Each pair once.
 */
export const technologiesOfContracts = sql`
  select d.contract_id, d.technology_id from deployments d where d.is_public and d.contract_id is not null
  union
  select s.contract_id, s.technology_id from contract_technologies s where s.is_for`

/** True of a technology `t` of our list, or that something public names. */
export const isPublicTechnology = sql`(t.source <> 'return'
  or exists (select from deployments d where d.technology_id = t.id and d.is_public)
  or exists (select from contract_technologies s join contracts c on c.id = s.contract_id
    where s.technology_id = t.id and s.is_for and c.is_public))`

/**
 * Of the public contract `c`: its technologies by name, each with who says so: a systems return that names the contract
 * (`systems_return`, also where both do) or an officer. Json, null where there is none.
 */
export const technologiesOfContract = sql`(
  select json_agg(json_build_object('slug', named.slug, 'product', named.product, 'known_from', named.known_from)
    order by lower(named.product), named.slug)
  from (
    select t.slug, t.product, case when bool_or(known.returned) then 'systems_return' else 'officer' end as known_from
    from (
      select d.technology_id, true as returned from deployments d where d.is_public and d.contract_id = c.id
      union all
      select s.technology_id, false from contract_technologies s where s.is_for and s.contract_id = c.id
    ) known
    join technologies t on t.id = known.technology_id
    group by t.id
  ) named)`

export interface NamedContract extends Record<string, unknown> {
  id: string
  title: string
  description: string | null
}

/**
 * Public contracts of an authority that no systems return gives a technology, by title. What is withheld of them is not
 * there.
 */
export function contractsWithoutTechnology(db: Queryable, authorityId: number): Promise<NamedContract[]> {
  return db.execute<NamedContract>(sql`
    select c.id, c.title, c.description from contracts c
    where c.authority_id = ${authorityId}::int and c.is_public
      and not exists (select from deployments d where d.contract_id = c.id and d.is_public)
    order by lower(c.title), c.id`)
}

export interface SaidTechnology extends Record<string, unknown> {
  contract_id: string
  technology_id: string
  is_for: boolean
}

/** What officers of an authority have said of its contracts. */
export function saidTechnologies(db: Queryable, authorityId: number): Promise<SaidTechnology[]> {
  return db.execute<SaidTechnology>(sql`
    select contract_id, technology_id, is_for from contract_technologies where authority_id = ${authorityId}::int`)
}

export interface KnownTechnologyName extends Record<string, unknown> {
  technology_id: string
  slug: string
  product: string
  name: string
  key: string
  kind: 'product' | 'synonym' | 'former'
}

/** Every name of the products of our list; those that only returns name are known through them already. */
export function namesToLookFor(db: Queryable): Promise<KnownTechnologyName[]> {
  return db.execute<KnownTechnologyName>(sql`
    select t.id as technology_id, t.slug, t.product, n.name, n.key, n.kind
    from technology_names n join technologies t on t.id = n.technology_id
    where t.source <> 'return' order by t.slug, n.name`)
}

/** Whose the public contract is; in a transaction it is held against other changes to the end. */
export async function holdContract(tx: Queryable, id: string): Promise<{ authorityId: number } | null> {
  const rows = await tx.execute<{ authority_id: number }>(sql`
    select authority_id from contracts where id = ${id}::uuid and is_public for no key update`)
  return rows[0] ? { authorityId: rows[0].authority_id } : null
}

/** Puts on record whether the contract is for the technology; what stood there before, or null. */
export async function storeSaid(
  tx: Tx,
  said: { contractId: string; technologyId: string; authorityId: number; isFor: boolean; by: string },
): Promise<boolean | null> {
  const before = await tx.execute<{ is_for: boolean }>(sql`
    select is_for from contract_technologies
    where contract_id = ${said.contractId}::uuid and technology_id = ${said.technologyId}::uuid`)
  await tx.execute(sql`
    insert into contract_technologies (contract_id, technology_id, authority_id, is_for, said_by)
    values (${said.contractId}::uuid, ${said.technologyId}::uuid, ${said.authorityId}::int, ${said.isFor}, ${said.by})
    on conflict (contract_id, technology_id)
    do update set is_for = excluded.is_for, said_by = excluded.said_by, said_at = excluded.said_at`)
  return before[0]?.is_for ?? null
}
