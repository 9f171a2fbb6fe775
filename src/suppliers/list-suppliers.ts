// One page of the suppliers, and where the next begins?
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { SupplierFilters, SupplierPage } from './supplier-schemas.ts'
import { searchSuppliers } from './supplier-search-queries.ts'

/** @throws AppError `unknown_filter` for a cursor that this list did not give. */
export async function listSuppliers(db: Queryable, filters: SupplierFilters): Promise<SupplierPage> {
  const { q, limit, cursor } = filters
  const after = cursor === undefined ? null : readCursor(cursor)
  const { suppliers, more } = await searchSuppliers(db, { q, limit, after })
  const last = suppliers.at(-1)
  return { suppliers, next_cursor: more && last ? writeCursor(last) : null }
}

function writeCursor({ name, slug }: { name: string; slug: string }): string {
  return Buffer.from(JSON.stringify([name.toLowerCase(), slug])).toString('base64url')
}

function readCursor(text: string): readonly [string, string] {
  try {
    const [name, slug]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (typeof name === 'string' && typeof slug === 'string') return [name, slug]
  } catch {
    // Falls through to the refusal below.
  }
  throw new AppError('unknown_filter', 'The cursor is not one that this list gave.')
}
