import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { type CandidateKeyKind, candidateKeys } from '../../../src/suppliers/candidate-keys.ts'
import { judgeCandidates } from '../../../src/suppliers/judge-candidates.ts'
import { decidePair } from '../../../src/suppliers/match-pair.ts'
import { spellingOf } from '../../../src/suppliers/spelling.ts'
import { spellingJudge } from '../../../src/suppliers/spelling-judge.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const PAIRS = '../shared/matching/dev/pairs.csv'
const UNCAPPED: readonly CandidateKeyKind[] = ['strict', 'council', 'pieces', 'ends', 'start']

const merged = (a: string, b: string) =>
  decidePair({ name: normaliseSupplierName(a) }, { name: normaliseSupplierName(b) }).decision === 'merge'

function meet(a: string, b: string, kinds = UNCAPPED): boolean {
  const keys = (name: string) =>
    candidateKeys(normaliseSupplierName(name)).flatMap(({ kind, value }) =>
      kinds.includes(kind) ? [`${kind} ${value}`] : [],
    )
  const ofB = new Set(keys(b))
  return keys(a).some((key) => ofB.has(key))
}

/** As after the keys have met, though many others are likelier; a whole name or council in common is likely always. */
function mergedThoughUnlikely(a: string, b: string): boolean {
  if (meet(a, b, ['strict', 'council'])) return true
  const [one, other] = [a, b].map((name, id) =>
    spellingOf({ id, name, companyNumber: '', registerNumber: null }),
  )
  if (!one?.wordsKey || !other?.wordsKey) return false
  if (one.wordsKey === other.wordsKey) return true
  const pair = { wordsKey: one.wordsKey, otherWordsKey: other.wordsKey, isLikely: false }
  return judgeCandidates([pair], [one, other], spellingJudge()).length === 1
}

describe('two names that a rule merges', () => {
  it.each([
    ['Quillmere Housing Services Ltd', 'Quillmere Housing Svcs Ltd'],
    ['Partridgemere Events Ltd', 'Patridgemere Events Limited'],
    ['Quillmere Action Network', 'Quillmere Action Network (QAN)'],
    ['Wexdale Council for Voluntary Service', 'Wexdale CVS'],
    ['Quillmere Environmental Consulting Engineers', 'Quillmere Environmental Consulti'],
  ])('stand under a key that no number of others hides: "%s" and "%s"', (a, b) => {
    expect(merged(a, b)).toBe(true)
    expect(meet(a, b)).toBe(true)
    expect(mergedThoughUnlikely(a, b)).toBe(true)
  })
})

describe.runIf(existsSync(PAIRS))('published pairs', () => {
  it('that the rules merge all meet under such keys', () => {
    const pairs = readCsv(readFileSync(PAIRS, 'utf8')).map(
      (row) => [row.name_a ?? '', row.name_b ?? ''] as const,
    )
    const found = pairs.filter(([a, b]) => merged(a, b))
    expect(found.length).toBeGreaterThan(500)
    expect(found.filter(([a, b]) => !meet(a, b) || !mergedThoughUnlikely(a, b))).toEqual([])
  })
})
