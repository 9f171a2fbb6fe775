// Which text or day may a form say that knows days alone?

/** The text of the field; null where it has none, and for a day of which only the quarter or year is known. */
export function exactText(values: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = values[field]
  const precision = values[`${field}_precision`]
  return typeof value !== 'string' || precision === 'quarter' || precision === 'year' ? null : value
}
