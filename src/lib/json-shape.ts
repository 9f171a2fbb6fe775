// Is this JSON text simple enough to be taken, before anything is made of it?

/** Nesting, values and the names of one object: more than any body of ours needs, far less than would cost anything. */
const MOST = { depth: 32, values: 20_000 } as const

export type JsonProblem = 'too deep' | 'too many values' | 'a name twice'

/**
 * Null when the text may be parsed. Looks at brackets, commas and names only; whether it is JSON at all is for the
 * parser to say. A name that stands twice in one object is refused, since programs differ on which one counts (RFC 8259 §4).
 */
export function jsonProblem(text: string): JsonProblem | null {
  const open: (Set<string> | null)[] = []
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') {
      const end = endOfString(text, at)
      if (isTwice(text, at, end, open.at(-1) ?? null)) return 'a name twice'
      at = end
    } else if (sign === ',') values += 1
    else bracket(sign, open)
    if (open.length > MOST.depth) return 'too deep'
  }
  return values > MOST.values ? 'too many values' : null
}

function bracket(sign: string | undefined, open: (Set<string> | null)[]): void {
  if (sign === '{') open.push(new Set())
  else if (sign === '[') open.push(null)
  else if (sign === '}' || sign === ']') open.pop()
}

/** Where the string that begins at `at` has its closing quote; the end of the text when it has none. */
function endOfString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next += 1) {
    const sign = text.charCodeAt(next)
    if (sign === 92) next += 1
    else if (sign === 34) return next
  }
  return text.length
}

function isTwice(text: string, at: number, end: number, names: Set<string> | null): boolean {
  if (names === null || !/^\s*:/.test(text.slice(end + 1, end + 40))) return false
  const name = plainName(text.slice(at, end + 1))
  if (names.has(name)) return true
  names.add(name)
  return false
}

function plainName(written: string): string {
  if (!written.includes('\\')) return written
  try {
    return JSON.stringify(JSON.parse(written))
  } catch {
    return written
  }
}
