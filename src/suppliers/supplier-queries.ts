// What does the register know of one supplier?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { SupplierDetail } from './supplier-schemas.ts'
import { isPublicName } from './supplier-search-queries.ts'

type Lists = {
  [Key in keyof SupplierDetail as SupplierDetail[Key] extends unknown[] ? Key : never]: SupplierDetail[Key]
}
type Row<Key extends keyof Lists> = Lists[Key][number] & Record<string, unknown>

/** Null where no supplier has this slug, or nothing public names it. */
export async function findSupplier(db: Queryable, slug: string): Promise<SupplierDetail | null> {
  const [supplier] = await db.execute<{ id: string; slug: string; name: string }>(sql`
    select id, slug, name from suppliers where slug = ${slug}`)
  if (supplier === undefined) return null
  const { id } = supplier
  const names = await namesOf(db, id)
  if (names.length === 0) return null
  const [identifiers, registered, parents, children, contracts, judgements, notSure] = await Promise.all([
    identifiersOf(db, id),
    registeredNamesOf(db, id),
    groupOf(db, id, 'parent_name_id', 'child_name_id'),
    groupOf(db, id, 'child_name_id', 'parent_name_id'),
    contractsOf(db, id),
    judgementsOf(db, id),
    notSureOf(db, id),
  ])
  return {
    slug: supplier.slug,
    name: supplier.name,
    names,
    identifiers,
    registered_names: registered,
    parents,
    children,
    contracts_total: contracts.total,
    contracts: contracts.latest,
    judgements,
    not_sure: notSure,
  }
}

/** How a charity's number begins among those of the register copy, its scheme in brackets. */
const CHARITY = '^(GB-CHC|GB-SC|GB-NIC)-'

const SAME_NAME = 'The same name apart from capitals, punctuation and how the legal form is written.'
const BY_REGISTER = 'The company register gives this name, and others of the supplier, to company '
const BY_CHARITIES = 'The charity register gives this name, and others of the supplier, to charity '
const BY_OTHERS =
  'Joined by what people judged, or through a spelling that is like both; see the judgements below.'

function namesOf(db: Queryable, id: string): Promise<Row<'names'>[]> {
  return db.execute<Row<'names'>>(sql`
    select n.name, nullif(n.company_number, '') as company_number, told.authorities, told.contracts,
      case when n.id = s.founder_name_id then 'The first spelling that the register met.'
        when d.explanation is not null then d.explanation
        when exists (select from supplier_names o where o.supplier_id = n.supplier_id and o.id < n.id
          and o.words_key = n.words_key) then ${SAME_NAME}
        when n.register_number is not null
          then case when n.register_number ~ ${CHARITY} then ${BY_CHARITIES} else ${BY_REGISTER} end || n.register_number || '.'
        else ${BY_OTHERS} end as why
    from supplier_names n join suppliers s on s.id = n.supplier_id
    cross join lateral (
      select count(distinct c.id)::int as contracts,
        coalesce(jsonb_agg(distinct jsonb_build_object('slug', a.slug, 'name', a.name)) filter (where a.id is not null), '[]')
          as authorities
      from contract_suppliers cs join contracts c on c.id = cs.contract_id and c.is_public
      join authorities a on a.id = c.authority_id where cs.supplier_name_id = n.id
    ) told
    left join lateral (
      select explanation from supplier_decisions m where m.name_id = n.id and m.decision = 'merge'
      order by m.other_name_id limit 1
    ) d on true
    where n.supplier_id = ${id} and ${isPublicName} order by told.contracts desc, n.name, n.company_number limit 200`)
}

function identifiersOf(db: Queryable, id: string): Promise<Row<'identifiers'>[]> {
  return db.execute<Row<'identifiers'>>(sql`
    select coalesce(substring(register_number from ${CHARITY}), 'GB-COH') as scheme,
      regexp_replace(register_number, ${CHARITY}, '') as value, true as confirmed,
      case when register_number ~ ${CHARITY} then 'charity register' else 'company register' end as source
    from supplier_names where supplier_id = ${id} and register_number is not null
    union
    select 'GB-COH', company_number, false, 'stated in a return' from supplier_names n
    where supplier_id = ${id} and company_number <> '' and company_number is distinct from register_number and ${isPublicName}
    union
    select i.scheme, i.value, i.is_confirmed, coalesce('stated by ' || stated.authority || ', row ' || stated.data_row || ' of its return', i.source)
    from supplier_identifiers i
    join supplier_names n on n.id = i.supplier_name_id
    left join lateral (
      select a.name as authority, v.data_row from contract_versions v
      join contracts c on c.id = v.contract_id and c.version_id = v.id and c.is_public
      join authorities a on a.id = c.authority_id where v.id = i.version_id
    ) stated on true
    where n.supplier_id = ${id} and (i.is_confirmed or stated.authority is not null)
    order by 3 desc, 1, 2`)
}

function registeredNamesOf(db: Queryable, id: string): Promise<Row<'registered_names'>[]> {
  return db.execute<Row<'registered_names'>>(sql`
    select r.company_number, r.name, c.status, r.held_until::text as held_until, r.name = c.name as is_present
    from companies c join company_names r on r.company_number = c.number
    where c.number in (select register_number from supplier_names where supplier_id = ${id})
    order by r.name = c.name desc, r.held_until desc nulls last, r.name`)
}

type End = 'parent_name_id' | 'child_name_id'

function groupOf(db: Queryable, id: string, wanted: End, own: End): Promise<Row<'parents'>[]> {
  return db.execute<Row<'parents'>>(sql`
    select distinct s.slug, s.name from supplier_parents p
    join supplier_names o on o.id = ${sql.raw(`p.${own}`)}
    join supplier_names w on w.id = ${sql.raw(`p.${wanted}`)}
    join suppliers s on s.id = w.supplier_id
    where o.supplier_id = ${id} and p.revoked_at is null order by s.name`)
}

async function contractsOf(
  db: Queryable,
  id: string,
): Promise<{ total: number; latest: SupplierDetail['contracts'] }> {
  const rows = await db.execute<SupplierDetail['contracts'][number] & { total: number }>(sql`
    with named as (
      select distinct cs.contract_id from contract_suppliers cs
      join supplier_names n on n.id = cs.supplier_name_id where n.supplier_id = ${id}
    )
    select c.id, c.title, jsonb_build_object('slug', a.slug, 'name', a.name) as authority,
      c.current_end_on::text as current_end_on, nullif(v.values->>'current_end_on_precision', 'day') as current_end_precision,
      r.is_sample, count(*) over ()::int as total
    from named join contracts c on c.id = named.contract_id and c.is_public
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id
    order by c.current_end_on desc nulls last, c.title, c.id limit 50`)
  return { total: rows[0]?.total ?? 0, latest: rows.map(({ total: _, ...contract }) => contract) }
}

function judgementsOf(db: Queryable, id: string): Promise<Row<'judgements'>[]> {
  return db.execute<Row<'judgements'>>(sql`
    select j.verdict, json_build_array(l.name, r.name) as names, j.reason,
      ${isoInstant('j.created_at')} as made_at, ${isoInstant('j.revoked_at')} as revoked_at
    from supplier_judgements j
    join supplier_names l on l.id = j.left_name_id join supplier_names r on r.id = j.right_name_id
    where l.supplier_id = ${id} or r.supplier_id = ${id} order by j.id desc limit 100`)
}

function notSureOf(db: Queryable, id: string): Promise<Row<'not_sure'>[]> {
  return db.execute<Row<'not_sure'>>(sql`
    select distinct on (s.name, s.slug) jsonb_build_object('slug', s.slug, 'name', s.name) as supplier,
      json_build_array(own.name, n.name) as names, d.explanation as why
    from supplier_names own
    join supplier_decisions d on d.decision = 'review' and (d.name_id = own.id or d.other_name_id = own.id)
    join supplier_names n on n.id = case when d.name_id = own.id then d.other_name_id else d.name_id end
    join suppliers s on s.id = n.supplier_id
    where own.supplier_id = ${id} and s.id <> ${id} and ${isPublicName}
      and not exists (
        select from supplier_judgements j
        join supplier_names a on a.id = j.left_name_id join supplier_names b on b.id = j.right_name_id
        where j.revoked_at is null and j.verdict <> 'unsure'
          and ((a.supplier_id = ${id} and b.supplier_id = s.id) or (a.supplier_id = s.id and b.supplier_id = ${id})))
    order by s.name, s.slug, d.score desc limit 20`)
}
