// Where does the next page of technologies or deployments begin?

/** The last row shown, by what the list is ordered by. */
export type ListCursor = (string | number)[]

export function writeCursor(cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Null when the text was not made by `writeCursor` from parts of these types. */
export function readCursor(text: string, types: ('string' | 'number')[]): ListCursor | null {
  const parsed = parsedJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed) || parsed.length !== types.length) return null
  const fits = parsed.every(
    (part: unknown, at) =>
      typeof part === types[at] && (typeof part !== 'number' || Number.isSafeInteger(part)),
  )
  return fits ? parsed : null
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
