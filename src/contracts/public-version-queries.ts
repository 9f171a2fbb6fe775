// Which versions of a contract does the public see, and what does each say?
import { sql } from 'drizzle-orm'
import { isoInstant } from '../db/expressions.ts'
import { changedFields } from './contract-changes.ts'
import type { ContractDetail } from './contract-schemas.ts'
import { isPublicField } from './publication-levels.ts'
import { wireValue } from './wire-value.ts'
import type { Withheld } from './withholding.ts'

type Values = Record<string, unknown>

export interface PublicVersion {
  id: number
  return_id: string
  created_at: string
  /** Fields that are for the public, without what is withheld. */
  values: Values
  withheld: Withheld[]
}

export interface StoredVersion {
  id: number
  return_id: string
  created_at: string
  values: Values
  withheld: Withheld[] | null
}

/** Of the contract `c`: every version of a published return as it is stored, the earliest first; json, null where there is none. */
export const storedVersions = sql`(
  select json_agg(json_build_object('id', v.id, 'return_id', v.return_id,
    'created_at', ${isoInstant('v.created_at')}, 'values', v.values, 'withheld', v.withheld) order by v.number)
  from contract_versions v join returns r on r.id = v.return_id
  where v.contract_id = c.id and r.state = 'published')`

/**
 * Of the stored versions of one contract, the earliest first, those that the public sees. A version that says to the public
 * what the one before it said is none for the public: when a withheld value changed is withheld with it.
 */
export function publicSequence<Stored extends { values: Values; withheld: Withheld[] | null }>(
  rows: readonly Stored[],
): (Stored & { withheld: Withheld[] })[] {
  const shown = rows.map((row) => ({
    ...row,
    values: publicFields(row.values),
    withheld: row.withheld ?? [],
  }))
  return shown.filter((version, at) => {
    const [before, stored] = [shown[at - 1], rows[at - 1]]
    if (before === undefined || stored === undefined) return true
    if (JSON.stringify(before.withheld) !== JSON.stringify(version.withheld)) return true
    if (changedFields(before.values, version.values).length > 0) return true
    return version.withheld.length === 0 && changedFields(stored.values, rows[at]?.values ?? {}).length === 0
  })
}

function publicFields(values: Values): Values {
  const shown = Object.fromEntries(Object.entries(values).filter(([key]) => isPublicField(key)))
  if (typeof values.words !== 'object' || values.words === null) return shown
  const words = Object.entries(values.words).filter(([field]) => isPublicField(field))
  return words.length === 0 ? shown : { ...shown, words: Object.fromEntries(words) }
}

/** Each with what it changed, numbered as the public counts them. */
export function versionsOnWire(versions: readonly PublicVersion[]): ContractDetail['versions'] {
  return versions.map(({ return_id, created_at, values }, at) => ({
    number: at + 1,
    return_id,
    created_at,
    ...changesBetween(versions[at - 1]?.values ?? null, values),
  }))
}

function changesBetween(before: Values | null, after: Values) {
  const changed_fields = changedFields(before, after)
  const changes = changed_fields.map((field) => ({
    field,
    before: wireValue(field, before?.[field] ?? null),
    after: wireValue(field, after[field] ?? null),
  }))
  return { changed_fields, changes }
}
