import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readingRules } from '../../../src/returns/reading-rules.ts'

const SRC = path.resolve(import.meta.dirname, '../../../src')
const IMPORT = /^(?:import|export)\s+(?!type\b)[^'"]*?from\s+'(\.[^']+)'/gm

/** Every source that takes part when the module runs, itself included. */
function reached(module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen
  seen.add(module)
  for (const [, from = ''] of readFileSync(path.join(SRC, module), 'utf8').matchAll(IMPORT))
    reached(path.join(path.dirname(module), from), seen)
  return seen
}

describe('the rules by which a program reads', () => {
  it('take in every source that decides what a row says or how it is stored', () => {
    const hashed = new Set<string>()
    readingRules((file) => {
      hashed.add(path.relative(SRC, file))
      return new Uint8Array()
    })
    const taking = [...reached('returns/read-return.ts'), ...reached('returns/encode-rows.ts')]
    expect(taking.length).toBeGreaterThan(50)
    expect(taking.filter((module) => !hashed.has(module))).toEqual([])
  })

  it('differ as soon as a rule does', () => {
    const other = readingRules((file) =>
      file.endsWith('redaction.ts') ? Buffer.from('changed') : readFileSync(file),
    )
    expect(readingRules()).toBe(readingRules())
    expect(other).not.toBe(readingRules())
  })
})
