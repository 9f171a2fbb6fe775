// How do the rows of a systems return become deployments, set-wise?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { deploymentColumns, deploymentRecord } from './deployment-record.ts'
import type { NamedServiceArea } from './service-area.ts'
import type { ResolvedName } from './technology-name.ts'

/** The technologies and service areas of the good rows as typed, each once. */
export async function typedInReturn(
  tx: Tx,
  returnId: string,
): Promise<{ technologies: string[]; serviceAreas: string[] }> {
  const rows = await tx.execute<{ technology: string; service_area: string | null }>(sql`
    select values->>'technology' as technology, values->>'service_area' as service_area
    from return_rows where return_id = ${returnId} and state = 'good' group by 1, 2 order by min(data_row)`)
  return {
    technologies: [...new Set(rows.map((row) => row.technology))],
    serviceAreas: [...new Set(rows.flatMap((row) => row.service_area ?? []))],
  }
}

/**
 * Fills the temporary table `touched`, one line a good row: which deployment it is, whether new, whether changed.
 * Identity: technology and service area, of one authority; what is alike even so is told apart by its order. A blank cell
 * says the same as no column; what is withheld counts like the rest.
 */
export async function stageDeployments(
  tx: Tx,
  of: { returnId: string; authorityId: number },
  technologies: ResolvedName[],
  areas: NamedServiceArea[],
): Promise<void> {
  const meant = sql`unnest(${texts(technologies.map((one) => one.typed))},
    ${texts(technologies.map((one) => one.technologyId))}::uuid[]) as t(typed, id)`
  const named = sql`unnest(${texts(areas.map((one) => one.typed))}, ${texts(areas.map((one) => one.code))},
    ${texts(areas.map((one) => one.key))}) as a(typed, code, key)`
  await tx.execute(sql`
    create temp table touched on commit drop as
    with keyed as (
      select w.data_row, w.values_hash, t.id as technology_id, a.code as service_area_code,
        md5(concat_ws(E'\\x1f', t.id::text, coalesce(a.key, '')))::uuid as plain_key
      from return_rows w
      join ${meant} on t.typed = w.values->>'technology'
      left join ${named} on a.typed = w.values->>'service_area'
      where w.return_id = ${of.returnId} and w.state = 'good'
    ), numbered as (
      select *, row_number() over (partition by plain_key order by data_row) as copy from keyed
    ), incoming as (
      select *, case copy when 1 then plain_key else md5(plain_key::text || copy)::uuid end as natural_key from numbered
    ), compared as (
      select i.data_row, i.values_hash, i.natural_key, i.technology_id, i.service_area_code, d.id, d.version_id,
        d.confirmed_return_id, coalesce(d.is_reported, false) as was_public,
        d.id is null or not d.is_reported or v.values_hash <> i.values_hash as is_changed
      from incoming i
      left join deployments d on d.authority_id = ${of.authorityId} and d.natural_key = i.natural_key
      left join deployment_versions v on v.id = d.version_id
    )
    select data_row, values_hash, natural_key, technology_id, service_area_code, confirmed_return_id, was_public,
      is_changed, id is null as is_new, coalesce(id, gen_random_uuid()) as deployment_id,
      case when is_changed then nextval((select pg_get_serial_sequence('deployment_versions', 'id')::regclass)) else version_id end as version_id
    from compared`)
}

export interface StagedDeployments extends Record<string, unknown> {
  created: number
  changed: number
  unchanged: number
}

export async function countStagedDeployments(tx: Tx): Promise<StagedDeployments> {
  const rows = await tx.execute<StagedDeployments>(sql`
    select count(*) filter (where not was_public)::int as created,
      count(*) filter (where was_public and is_changed)::int as changed,
      count(*) filter (where not is_changed)::int as unchanged
    from touched`)
  return rows[0] ?? { created: 0, changed: 0, unchanged: 0 }
}

/** New deployments, their values in columns; public once their contracts are known (`bringSystemsUpToDate`). */
export async function insertNewDeployments(tx: Tx, returnId: string, authorityId: number): Promise<void> {
  await tx.execute(sql`
    insert into deployments (id, authority_id, technology_id, natural_key, service_area_code, version_id, is_reported, is_public,
      ${sql.raw(deploymentColumns.join(', '))})
    select t.deployment_id, ${authorityId}::int, t.technology_id, t.natural_key, t.service_area_code, t.version_id, true, false,
      ${sql.raw(deploymentColumns.map((column) => `x.${column}`).join(', '))}
    from touched t
    join return_rows w on w.return_id = ${returnId} and w.data_row = t.data_row
    left join withheld_rows h on h.data_row = t.data_row
    cross join ${sql.raw(deploymentRecord('coalesce(h.values, w.values)', 'x'))}
    where t.is_new`)
}

/** A version for every deployment that is new or says something else than before. */
export async function insertDeploymentVersions(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`
    insert into deployment_versions (id, deployment_id, number, return_id, data_row, values, values_hash, withheld)
    overriding system value
    select t.version_id, t.deployment_id,
      1 + (select coalesce(max(number), 0) from deployment_versions o where o.deployment_id = t.deployment_id),
      ${returnId}, t.data_row, coalesce(h.values, w.values), t.values_hash, h.withheld
    from touched t
    join return_rows w on w.return_id = ${returnId} and w.data_row = t.data_row
    left join withheld_rows h on h.data_row = t.data_row
    where t.is_changed`)
}

/**
 * What names deployments and the version each is to show: `touched` of a publication, or those that say more or less since
 * something else of their authority changed.
 */
export type StagedIn = 'touched' | 'restated_systems'

/** Brings the columns of deployments that stood before to the version named for each. */
export async function applyDeploymentVersions(tx: Tx, staged: StagedIn = 'touched'): Promise<void> {
  const assignments = deploymentColumns.map((column) => `${column} = x.${column}`).join(', ')
  await tx.execute(sql`
    update deployments d set version_id = t.version_id, is_reported = true, ${sql.raw(assignments)}
    from ${sql.raw(staged)} t
    join deployment_versions v on v.id = t.version_id
    cross join ${sql.raw(deploymentRecord('v.values', 'x'))}
    where d.id = t.deployment_id and t.is_changed and not t.is_new`)
}

/** The public names of the suppliers of deployments that changed, each once. */
export async function namesOfSystems(
  tx: Tx,
  staged: StagedIn,
): Promise<{ name: string; companyNumber: string }[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select distinct supplier->>'name' as name
    from ${sql.raw(staged)} t join deployment_versions v on v.id = t.version_id
    cross join jsonb_array_elements(case jsonb_typeof(v.values->'suppliers') when 'array' then v.values->'suppliers' end) as supplier
    where t.is_changed and supplier->>'name' is not null`)
  return rows.map(({ name }) => ({ name, companyNumber: '' }))
}

/** Links the deployments that changed to the spellings of their suppliers, in the order typed; there may be none. */
export async function linkDeploymentSuppliers(tx: Tx, staged: StagedIn = 'touched'): Promise<void> {
  await tx.execute(sql`
    delete from deployment_suppliers s using ${sql.raw(staged)} t
    where s.deployment_id = t.deployment_id and t.is_changed and not t.is_new`)
  await tx.execute(sql`
    insert into deployment_suppliers (deployment_id, position, supplier_name_id, role)
    select t.deployment_id, supplier.position, n.id, supplier.value->>'role'
    from ${sql.raw(staged)} t
    join deployment_versions v on v.id = t.version_id
    cross join jsonb_array_elements(case jsonb_typeof(v.values->'suppliers') when 'array' then v.values->'suppliers' end)
      with ordinality as supplier(value, position)
    join supplier_names n on n.name = supplier.value->>'name' and n.company_number = ''
    where t.is_changed`)
}

/** Notes which deployments this publication leaves out and which it brings back; how many are left out by it. */
export async function noteDeploymentPresence(
  tx: Tx,
  returnId: string,
  authorityId: number,
  earlier: string | null,
): Promise<number> {
  await tx.execute(sql`
    with back as (
      update deployments d set confirmed_return_id = null from touched t
      where d.id = t.deployment_id and t.confirmed_return_id is not null returning d.id, t.confirmed_return_id
    )
    insert into deployment_presence_changes (return_id, deployment_id, confirmed_return_id_before)
    select ${returnId}, id, confirmed_return_id from back`)
  if (earlier === null) return 0
  const rows = await tx.execute(sql`
    with missing as (
      update deployments d set confirmed_return_id = ${earlier}
      where d.authority_id = ${authorityId} and d.is_reported and d.confirmed_return_id is null
        and not exists (select from touched t where t.deployment_id = d.id) returning d.id
    )
    insert into deployment_presence_changes (return_id, deployment_id) select ${returnId}, id from missing returning 1`)
  return rows.length
}

/** Fills `touched` with the deployments that the return changed, each with the version that stood before; null where none did. */
export async function stageDeploymentWithdrawal(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`
    create temp table touched on commit drop as
    select d.id as deployment_id, false as is_new, previous.id as version_id,
      previous.id is not null as is_changed
    from deployment_versions v
    join deployments d on d.version_id = v.id
    left join lateral (
      select o.id from deployment_versions o join returns r on r.id = o.return_id
      where o.deployment_id = d.id and r.state = 'published' and o.return_id <> ${returnId}
      order by o.number desc limit 1) previous on true
    where v.return_id = ${returnId}`)
}

/** Deployments that only the withdrawn return knew are no longer reported, and not public. */
export async function hideUnfoundedDeployments(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update deployments d set is_reported = false, is_public = false from touched t where d.id = t.deployment_id and t.version_id is null`)
}

export async function restoreDeploymentPresence(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`
    update deployments d set confirmed_return_id = p.confirmed_return_id_before
    from deployment_presence_changes p where p.return_id = ${returnId} and p.deployment_id = d.id`)
}

/**
 * Links each deployment of the authority to its contract: the one public contract under the reference typed. None where no
 * contract has the reference, or several do (lots). To be called whenever contracts or deployments of an authority change.
 */
export async function linkDeploymentContracts(tx: Tx, authorityId: number): Promise<void> {
  await tx.execute(sql`
    update deployments d set contract_id = found.contract_id
    from (
      select s.id, case when count(c.id) = 1 then (array_agg(c.id))[1] end as contract_id
      from deployments s
      left join contracts c on c.authority_id = s.authority_id and c.is_public
        and fold_key(c.local_reference) = fold_key(s.local_reference)
      where s.authority_id = ${authorityId} group by s.id
    ) found
    where found.id = d.id and d.contract_id is distinct from found.contract_id`)
}

function texts(values: (string | null)[]) {
  return sql`${sql.param(values)}::text[]`
}
