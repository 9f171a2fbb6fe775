// Which decision does each pair of names in a CSV file get? (`thirty3 match PAIRS.csv --out PREDICTIONS.csv`)
import { readFile, writeFile } from 'node:fs/promises'
import { readCsv } from '../lib/csv.ts'
import type { MatchDecision } from './match-decision.ts'
import { decidePair } from './match-pair.ts'
import { type NormalisedName, normaliseSupplierName } from './supplier-name.ts'

/** What was done: pairs read, and how many got each decision. */
export type MatchSummary = { pairs: number } & Record<MatchDecision, number>

/**
 * Reads `name_a` and `name_b` (and nothing else) of every row of `pairsPath` and writes name_a, name_b, decision and
 * score to `outPath`, in the same order. No database. Throws an Error that names the missing heading or the line that is
 * not well-formed; a pair given twice gets the same answer twice.
 */
export async function matchPairsFile(pairsPath: string, outPath: string): Promise<MatchSummary> {
  const summary: MatchSummary = { pairs: 0, merge: 0, review: 0, new: 0 }
  const lines = ['name_a,name_b,decision,score']
  const nameOf = rememberedNames()
  for (const row of readCsv(await readFile(pairsPath, 'utf8'))) {
    const [a, b] = [row.name_a, row.name_b]
    if (a === undefined || b === undefined) throw new Error('The headings name_a and name_b are needed')
    const { decision, score } = decidePair({ name: nameOf(a) }, { name: nameOf(b) })
    summary.pairs++
    summary[decision]++
    lines.push(`${quoted(a)},${quoted(b)},${decision},${score}`)
  }
  await writeFile(outPath, `${lines.join('\n')}\n`)
  return summary
}

function rememberedNames(): (text: string) => NormalisedName {
  const names = new Map<string, NormalisedName>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    const name = normaliseSupplierName(text)
    names.set(text, name)
    return name
  }
}

/** Quoted whenever quoting could matter; names are written exactly as they were read. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
