// What did an authority say that its headings mean, and which headings did its last publication have?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { MappingProfile, ProfilesByKind, ReturnKind } from './read-types.ts'

export interface SavedProfile extends MappingProfile {
  version: number
}

interface ProfileRow extends Record<string, unknown> {
  kind: ReturnKind
  version: number
  headings: MappingProfile['headings']
}

/** The latest version for each kind of return. */
export async function latestProfiles(
  db: Queryable,
  authorityId: number,
): Promise<Partial<Record<ReturnKind, SavedProfile>>> {
  const rows = await db.execute<ProfileRow>(sql`
    select distinct on (kind) kind, version, headings from mapping_profiles
    where authority_id = ${authorityId} order by kind, version desc`)
  return Object.fromEntries(rows.map(({ kind, version, headings }) => [kind, { version, headings }]))
}

export interface NewProfile extends MappingProfile {
  authorityId: number
  kind: ReturnKind
  returnId: string
  madeBy: string
}

/** Adds the next version and gives its number. The caller holds the authority, so that no two are made at once. */
export async function insertProfile(tx: Queryable, profile: NewProfile): Promise<number> {
  const { authorityId, kind, headings, returnId, madeBy } = profile
  const rows = await tx.execute<{ version: number }>(sql`
    insert into mapping_profiles (authority_id, kind, version, headings, return_id, made_by)
    select ${authorityId}, ${kind}, 1 + coalesce(max(version), 0), ${JSON.stringify(headings)}::jsonb, ${returnId}, ${madeBy}
    from mapping_profiles where authority_id = ${authorityId} and kind = ${kind}
    returning version`)
  return rows[0]?.version ?? 0
}

/** Headings of the latest publication of each kind; nothing for a kind never published. */
export async function lastHeadings(db: Queryable, authorityId: number): Promise<ProfilesByKind> {
  const rows = await db.execute<{ kind: ReturnKind; headings: MappingProfile['headings'] }>(sql`
    select distinct on (kind) kind, (
      select jsonb_agg(jsonb_build_object('heading', m->>'heading', 'field', m->'field'))
      from jsonb_array_elements(mapping) as m) as headings
    from returns where authority_id = ${authorityId} and state = 'published' and mapping is not null
    order by kind, publication desc`)
  return Object.fromEntries(
    rows.filter(({ headings }) => headings !== null).map(({ kind, headings }) => [kind, { headings }]),
  )
}
