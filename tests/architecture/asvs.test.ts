import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const text = readFileSync(new URL('docs/asvs.md', root), 'utf8')
const rows = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

/** A named test, with the file named before it. */
const named = rows.flatMap(([, id, , , , shown = '']) =>
  [...shown.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file = '', test = '']) => ({ id, file, test })),
)

it('judges each requirement of level 1, and of level 2 in the chapters chosen, once', () => {
  const ids = rows.map(([, id = '']) => id)
  expect(new Set(ids).size).toBe(183)
  expect(ids).toHaveLength(183)
  expect(rows.filter(([, , level]) => level === '1')).toHaveLength(70)
  for (const [, id, , words, state, shown] of rows) {
    expect([id, state]).toEqual([
      id,
      expect.stringMatching(/^(met|partly|not met|does not apply|installation)$/),
    ])
    expect([words, shown].every((cell) => cell !== undefined && cell !== '')).toBe(true)
    if (state === 'met') expect([id, shown]).toEqual([id, expect.stringContaining('`')])
  }
})

it('names files that are there', () => {
  const files = new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, file = '']) => file))
  expect(files.size).toBeGreaterThan(40)
  expect([...files].filter((file) => !existsSync(new URL(file, root)))).toEqual([])
})

it('names tests that are in the file beside them', () => {
  expect(named.length).toBeGreaterThan(90)
  const missing = named.filter(({ file, test }) => {
    const source = existsSync(new URL(file, root)) ? readFileSync(new URL(file, root), 'utf8') : ''
    return !source.split('\n').some((line) => /\bit|^\s*'|^\]/.test(line) && line.includes(test))
  })
  expect(missing).toEqual([])
})
