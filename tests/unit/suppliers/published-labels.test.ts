import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { judgeNames } from '../../../src/suppliers/judge-names.ts'
import { decidePair } from '../../../src/suppliers/match-pair.ts'
import { type Judgement, resolveComponents } from '../../../src/suppliers/supplier-components.ts'
import { readCompanyNumber } from '../../../src/suppliers/supplier-identifiers.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const LABELS = '../shared/matching/dev'
const BAD_INPUTS = '../shared/bad-inputs/files'
const REGISTER = '../shared/data/1-contract-registers/norfolk/NCC164467.csv'

const decisions = (file: string) =>
  readCsv(readFileSync(`${LABELS}/${file}`, 'utf8')).map((row) => ({
    same: row.same === '1',
    category: row.category,
    ...decidePair(
      { name: normaliseSupplierName(row.name_a ?? '') },
      { name: normaliseSupplierName(row.name_b ?? '') },
    ),
  }))

describe.runIf(existsSync(LABELS))('labelled pairs of real names', () => {
  const pairs = existsSync(LABELS) ? decisions('pairs.csv') : []
  const same = pairs.filter((pair) => pair.same)
  const merged = pairs.filter((pair) => pair.decision === 'merge')

  it('are merged without a false merge worth the name', () => {
    const wrong = merged.filter((pair) => !pair.same)
    expect(1 - wrong.length / merged.length).toBeGreaterThanOrEqual(0.998)
    const never = ['same_as_collision', 'numbered_sibling', 'legal_form_conflict']
    expect(wrong.filter((pair) => never.includes(pair.category ?? ''))).toEqual([])
  })

  it('are half merged, nearly all found, and not too many put to people', () => {
    const found = same.filter((pair) => pair.decision !== 'new')
    expect(same.filter((pair) => pair.decision === 'merge').length / same.length).toBeGreaterThanOrEqual(0.52)
    expect(found.length / same.length).toBeGreaterThanOrEqual(0.95)
    expect(pairs.filter((pair) => pair.decision === 'review').length / pairs.length).toBeLessThanOrEqual(0.3)
  })

  it('that changed their name are not merged on it', () => {
    const renamed = decisions('renames.csv')
    expect(renamed.filter((pair) => pair.decision === 'merge').length / renamed.length).toBeLessThanOrEqual(
      0.01,
    )
  })
})

const suppliersOf = (file: string): string[] =>
  readCsv(readFileSync(`${BAD_INPUTS}/${file}`, 'utf8')).map(
    (row) => normaliseSupplierName(row['Supplier Name'] ?? '').strictKey,
  )

describe.runIf(existsSync(BAD_INPUTS))('awkward spellings', () => {
  it('of one company are one, and look-alikes are not', () => {
    expect(new Set(suppliersOf('c21-supplier-spelling-variants.csv')).size).toBe(1)
    const [first, second, third, cyrillic, override, wide] = suppliersOf('c07-look-alike-suppliers.csv')
    expect(new Set([first, second, third, wide]).size).toBe(1)
    expect(new Set([first, cyrillic, override]).size).toBe(3)
  })
})

describe.runIf(existsSync(REGISTER))('a real register with company numbers', () => {
  it('is grouped by names without joining two numbers', () => {
    const numbers = new Map<string, Set<string>>()
    for (const row of readCsv(new TextDecoder('windows-1252').decode(readFileSync(REGISTER)))) {
      const reading = readCompanyNumber(row['Supplier registered company number'] ?? '')
      const held = numbers.get(row['Supplier name'] ?? '') ?? new Set()
      if (reading.ok) held.add(reading.identifier.value)
      numbers.set(row['Supplier name'] ?? '', held)
    }
    const names = [...numbers.keys()]
    const judgements = judgeNames(names.map((name) => ({ name: normaliseSupplierName(name) }))).flatMap(
      ({ left, right, verdict }): Judgement[] => {
        const [a, b] = [names[left] ?? '', names[right] ?? '']
        if (verdict === null) return []
        return [
          { id: `${a}|${b}`, left: a, right: b, verdict, decidedBy: 'rule', createdAt: '', revokedAt: null },
        ]
      },
    )
    const joined = resolveComponents(names, judgements).components.filter((component) => component.length > 1)
    expect(joined.length).toBeGreaterThan(5)
    for (const component of joined) {
      const [first, ...others] = component
        .map((name) => numbers.get(name) ?? new Set())
        .filter((held) => held.size > 0)
      for (const held of others) expect([...held].some((number) => first?.has(number))).toBe(true)
    }
  })
})
