// Which columns hold names of people or organisations, besides those that are read as suppliers?
import type { ColumnMapping } from '../read-types.ts'

const NAMES =
  /^(full |first |last |sur)?names?$|\b(supplier|vendor|payee|provider|contractor|maker|manufacturer|contact|officer|manager|owner|buyer)s?\b/i

/** A whole publisher may have a marker in such a column on every row. */
const IDENTIFIERS =
  /\b(numbers?|nos?|ref|reference|ids?|codes?|types?|category|size|status|date|url|link|website|sme|vcse)\b/i

/**
 * The columns that are name-keyed by their field or, where they are not used, by their heading. A marker in one of them
 * withholds every name of the row; a marker in a column of identifiers does not.
 */
export function nameColumns(mapping: readonly ColumnMapping[]): ColumnMapping[] {
  return mapping.filter(({ field, heading }) =>
    field === null ? NAMES.test(heading) && !IDENTIFIERS.test(heading) : field === 'maker',
  )
}
