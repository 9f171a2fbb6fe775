// What does the register copy hold of companies and their names?
import { sql } from 'drizzle-orm'
import { prepared, preparedForFew, type Queryable } from '../db/client.ts'
import type { CompanyRecord } from './company-record.ts'
import { jsonRows, textArray } from './spelling-queries.ts'
import { NORMALISATION_VERSION } from './supplier-name.ts'

export interface CompanyName extends Record<string, unknown> {
  companyNumber: string
  name: string
  strictKey: string
}

export async function holdsCompanies(db: Queryable): Promise<boolean> {
  const rows = await db.execute<{ held: boolean }>(sql`${prepared}
    select exists (select from companies) as held`)
  return rows[0]?.held ?? false
}

/** Names, present and previous, with one of these strict keys, and all names of the companies with these numbers. */
export function companyNamesFor(
  db: Queryable,
  strictKeys: readonly string[],
  numbers: readonly string[],
): Promise<CompanyName[]> {
  return db.execute<CompanyName>(sql`${preparedForFew(strictKeys.length + numbers.length)}
    select company_number as "companyNumber", name, strict_key as "strictKey" from company_names
    where strict_key <> '' and strict_key = any(${textArray(strictKeys)})
    union
    select company_number, name, strict_key from company_names where company_number = any(${textArray(numbers)})`)
}

/**
 * Brings these companies, each given once, and their names up to what is given. Answers the numbers of companies that are
 * new or were told differently before, with the strict keys that came or went.
 */
export async function storeCompanies(
  tx: Queryable,
  given: readonly CompanyRecord[],
): Promise<{ numbers: string[]; strictKeys: string[] }> {
  const numbers = given.map(({ number }) => number)
  const rows = given.map(({ number, name, status }) => [number, name, status])
  const names = given.flatMap(({ number, names }) =>
    names.map((one) => [number, one.name, one.strictKey, one.heldUntil, NORMALISATION_VERSION]),
  )
  const changed = await tx.execute<{ number: string }>(sql`
    insert into companies (number, name, status)
    select r->>0, r->>1, r->>2 from ${jsonRows(rows)} as r
    on conflict (number) do update set name = excluded.name, status = excluded.status, loaded_at = now()
      where (companies.name, companies.status) is distinct from (excluded.name, excluded.status)
    returning number`)
  const gone = await tx.execute<{ number: string; key: string }>(sql`
    delete from company_names n where n.company_number = any(${textArray(numbers)})
      and not exists (select from ${jsonRows(names)} as r where r->>0 = n.company_number and r->>1 = n.name)
    returning company_number as number, strict_key as key`)
  const came = await tx.execute<{ number: string; key: string }>(sql`
    insert into company_names (company_number, name, strict_key, held_until, normaliser_version)
    select r->>0, r->>1, r->>2, (r->>3)::date, (r->>4)::int from ${jsonRows(names)} as r
    on conflict (company_number, name) do update set strict_key = excluded.strict_key,
      held_until = excluded.held_until, normaliser_version = excluded.normaliser_version
      where (company_names.strict_key, company_names.held_until, company_names.normaliser_version)
        is distinct from (excluded.strict_key, excluded.held_until, excluded.normaliser_version)
    returning company_number as number, strict_key as key`)
  const moved = [...gone, ...came]
  return {
    numbers: [...new Set([...changed, ...moved].map((row) => row.number))],
    strictKeys: [...new Set(moved.map((row) => row.key))].filter((key) => key !== ''),
  }
}

/** Ids of the spellings that may name one of these companies: by the number stated or found before, or by a strict key. */
export async function spellingsNaming(
  db: Queryable,
  numbers: readonly string[],
  strictKeys: readonly string[],
): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select n.id::float8 as id from supplier_names n
    where n.company_number <> '' and n.company_number = any(${textArray(numbers)})
    union select n.id::float8 from supplier_names n where n.register_number = any(${textArray(numbers)})
    union select n.id::float8 from supplier_keys k join supplier_names n on n.words_key = k.words_key
    where k.kind = 'strict' and k.value = any(${textArray(strictKeys)})`)
  return rows.map((row) => row.id)
}

export async function setRegisterNumbers(
  tx: Queryable,
  found: readonly { id: number; registerNumber: string | null }[],
): Promise<void> {
  if (found.length === 0) return
  await tx.execute(sql`
    update supplier_names n set register_number = f.number
    from (select (r->>0)::bigint as id, r->>1 as number
      from ${jsonRows(found.map((one) => [one.id, one.registerNumber]))} as r) f
    where n.id = f.id`)
}
