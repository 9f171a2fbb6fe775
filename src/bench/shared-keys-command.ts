// Are made-up names as much alike as real ones?
import { readFileSync } from 'node:fs'
import { readCsv } from '../lib/csv.ts'
import { spellingOf } from '../suppliers/spelling.ts'
import { madeUpName } from './made-up-names.ts'
import { seededRandom } from './made-up-return.ts'

const HELD = 80_000
const ASKED = 4_000

/**
 * Prints how many of 80,000 names share each kind of key with one of 4,000 others, on average: of the published names in
 * the column `name` of the file at `path`, and of as many made-up ones. Names that are written alike count once.
 */
export function printSharedKeys(path: string, say: (line: string) => void): void {
  const random = seededRandom(5)
  const published = readCsv(readFileSync(path, 'utf8'))
    .map((row) => ({ name: row.name ?? '', place: random() }))
    .sort((a, b) => a.place - b.place)
    .values()
  say(`== names of ${HELD.toLocaleString('en-GB')} that share a key with a new one, on average`)
  const real = sharedKeys(() => published.next().value?.name)
  const madeUp = sharedKeys(() => madeUpName(random).name)
  for (const [kind, count] of real)
    say(`${kind}: ${count.toFixed(2)} published, ${(madeUp.get(kind) ?? 0).toFixed(2)} made up`)
}

/** By kind of key, for `next` names until there are enough or no more. */
function sharedKeys(next: () => string | undefined): Map<string, number> {
  const held = new Map<string, number>()
  const sums = new Map<string, number>()
  const seen = new Set<string>()
  for (let name = next(); name !== undefined && seen.size < HELD + ASKED; name = next()) {
    const { keys, wordsKey } = spellingOf({ id: 0, name, companyNumber: '', registerNumber: null })
    if (wordsKey === null || seen.has(wordsKey)) continue
    seen.add(wordsKey)
    for (const { kind, value } of keys) {
      const key = `${kind} ${value}`
      if (seen.size <= HELD) held.set(key, (held.get(key) ?? 0) + 1)
      else sums.set(kind, (sums.get(kind) ?? 0) + (held.get(key) ?? 0) / ASKED)
    }
  }
  return sums
}
