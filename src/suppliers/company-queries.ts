// What does the register copy hold of companies and their names?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { textArray } from './spelling-queries.ts'

export interface CompanyName extends Record<string, unknown> {
  companyNumber: string
  name: string
  strictKey: string
}

export async function holdsCompanies(db: Queryable): Promise<boolean> {
  const rows = await db.execute<{ held: boolean }>(sql`select exists (select from companies) as held`)
  return rows[0]?.held ?? false
}

/** Names, present and previous, with one of these strict keys, and all names of the companies with these numbers. */
export function companyNamesFor(
  db: Queryable,
  strictKeys: readonly string[],
  numbers: readonly string[],
): Promise<CompanyName[]> {
  return db.execute<CompanyName>(sql`
    select company_number as "companyNumber", name, strict_key as "strictKey" from company_names
    where strict_key <> '' and strict_key = any(${textArray(strictKeys)})
    union
    select company_number, name, strict_key from company_names where company_number = any(${textArray(numbers)})`)
}
