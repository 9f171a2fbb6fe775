// Which decision does each pair of names in a CSV file get? (`thirty3 match PAIRS.csv --out PREDICTIONS.csv`)
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { decidePair, type MatchDecision } from './match-pair.ts'
import { type NormalisedName, normaliseSupplierName } from './supplier-name.ts'

/** What was done: pairs read, and how many got each decision. */
export type MatchSummary = { pairs: number } & Record<MatchDecision, number>

/**
 * Reads `name_a` and `name_b` (and nothing else) of every row of `pairsPath` and writes name_a, name_b, decision and
 * score to `outPath`, in the same order. No database. Throws an Error that names the missing heading, or what is wrong
 * with the file; a pair given twice gets the same answer twice.
 */
export async function matchPairsFile(pairsPath: string, outPath: string): Promise<MatchSummary> {
  const summary: MatchSummary = { pairs: 0, merge: 0, review: 0, new: 0 }
  const rows = createReadStream(pairsPath).pipe(
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true }),
  )
  await pipeline(
    rows,
    (source: AsyncIterable<string[]>) => predictions(source, summary),
    createWriteStream(outPath),
  )
  return summary
}

async function* predictions(rows: AsyncIterable<string[]>, summary: MatchSummary): AsyncGenerator<string> {
  let columns: [number, number] | null = null
  const names = new Map<string, NormalisedName>()
  const nameOf = (text: string): NormalisedName => {
    const known = names.get(text)
    if (known !== undefined) return known
    const name = normaliseSupplierName(text)
    names.set(text, name)
    return name
  }
  for await (const row of rows) {
    if (columns === null) {
      columns = findColumns(row)
      yield 'name_a,name_b,decision,score\n'
      continue
    }
    const [a, b] = [row[columns[0]] ?? '', row[columns[1]] ?? '']
    const { decision, score } = decidePair({ name: nameOf(a) }, { name: nameOf(b) })
    summary.pairs++
    summary[decision]++
    yield `${quoted(a)},${quoted(b)},${decision},${score}\n`
  }
  if (columns === null) throw new Error('The file is empty: a heading row with name_a and name_b is needed')
}

function findColumns(headings: readonly string[]): [number, number] {
  const at = (name: string): number => headings.findIndex((heading) => heading.trim() === name)
  const columns: [number, number] = [at('name_a'), at('name_b')]
  if (columns[0] < 0 || columns[1] < 0) throw new Error('The headings name_a and name_b are needed')
  return columns
}

/** Quoted whenever quoting could matter; names are written exactly as they were read. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
