// Which character stands between the cells, and how do the first lines split?

/** The separators looked for; others only where a `sep=` line names them. */
const CANDIDATES = [',', ';', '\t', '|'] as const

/** The separator a first line `sep=;` names, or null. */
export function namedSeparator(text: string): { separator: string; line: string } | null {
  const match = /^"?sep=([\x20-\x7e\t])"?[ \t,;]*(\r\n|\n|\r|$)/i.exec(text)
  if (!match?.[1] || match[1] === '"') return null
  return { separator: match[1], line: match[0] }
}

/**
 * The separator under which the first rows look most like headings: `score` says how much a row does. Where none does,
 * the separator that splits most rows into the same number of cells.
 */
export function sniffSeparator(text: string, score: (cells: string[]) => number): string {
  let best: { separator: string; rank: number } = { separator: ',', rank: -1 }
  for (const separator of CANDIDATES) {
    const rows = splitRows(text, separator, 20)
    const headings = Math.max(0, ...rows.map(score))
    const rank = headings * 1000 + evenness(rows)
    if (rank > best.rank) best = { separator, rank }
  }
  return best.separator
}

/** Rows that have the commonest number of cells, weighed by that number; 0 where nothing is split. */
function evenness(rows: string[][]): number {
  const counts = new Map<number, number>()
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  let most = 0
  for (const [cells, times] of counts) most = Math.max(most, times * 10 + Math.min(cells, 9))
  return most
}

/** The first filled rows of a text, quotes obeyed; for guessing only, never for data. */
function splitRows(text: string, separator: string, wanted: number): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length && rows.length < wanted) {
    const { cell, next } = cellAt(text, at, separator)
    row.push(cell)
    at = next + 1
    if (text[next] === separator && at < text.length) continue
    if (row.some((part) => part.trim() !== '')) rows.push(row)
    row = []
  }
  return rows
}

/** One cell from `from` on, and the place of the separator or line end behind it. */
function cellAt(text: string, from: number, separator: string): { cell: string; next: number } {
  let cell = ''
  let at = from
  if (text[from] === '"') {
    const quoted = /"((?:[^"]|"")*)"?/y
    quoted.lastIndex = from
    cell = (quoted.exec(text)?.[1] ?? '').replaceAll('""', '"')
    at = quoted.lastIndex
  }
  const start = at
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return { cell: cell + text.slice(start, at), next: at }
}
