// How is a row written in the text format of PostgreSQL's COPY?

const SPECIAL = /[\\\t\n\r\b\f\v]/
const SPECIALS = /[\\\t\n\r\b\f\v]/g
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
}

/** One field: null is `\N`; separators, line ends and backslashes are escaped. Text must not hold NUL. */
export function copyField(value: string | number | null): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  return SPECIAL.test(value) ? value.replace(SPECIALS, (character) => ESCAPES[character] ?? character) : value
}

/** A `text[]` literal, every element quoted, then escaped as one field. */
export function copyTextArray(values: readonly string[]): string {
  const parts = values.map((value) =>
    /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`,
  )
  return copyField(`{${parts.join(',')}}`)
}
