// How is a value written as JSON that PostgreSQL can keep?

/** As JSON writes NUL, and halves of letters that stand alone. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/

/** NUL made visible as ␀: PostgreSQL text cannot hold it. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '␀') : text
}

/** JSON of the value; in its texts NUL is ␀ and a half of a letter �, since `jsonb` refuses both. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!UNSTORABLE.test(text)) return text
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? withoutNul(part).toWellFormed() : part,
  )
}
