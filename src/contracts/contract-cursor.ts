// Where does the next page of contracts begin?

/** The last row shown, in the order of the list. */
export interface ContractCursor {
  rank: number
  day: number
  id: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function writeCursor(cursor: ContractCursor): string {
  return Buffer.from(JSON.stringify([cursor.rank, cursor.day, cursor.id])).toString('base64url')
}

/** Null when the text was not made by `writeCursor`. */
export function readCursor(text: string): ContractCursor | null {
  const parsed = parsedJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed) || parsed.length !== 3) return null
  const [rank, day, id]: unknown[] = parsed
  if (typeof rank !== 'number' || !Number.isSafeInteger(day) || typeof id !== 'string' || !UUID.test(id))
    return null
  return { rank, day: day as number, id }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
