import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keepRecent } from '../../../src/lib/recent.ts'

it('gives up what was asked for least recently, and nothing more than it must', () => {
  const kept = keepRecent<string>(10)
  kept.set('a', 'A', 4)
  kept.set('b', 'B', 4)
  kept.get('a')
  kept.set('c', 'C', 4)
  expect(['a', 'b', 'c'].map((key) => kept.get(key))).toEqual(['A', undefined, 'C'])
  kept.set('d', 'D', 11)
  expect(['a', 'c', 'd'].map((key) => kept.get(key))).toEqual(['A', 'C', undefined])
})

it('never holds more than there is room for, and always the last that fits', () => {
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (steps) => {
      const kept = keepRecent<number>(10)
      for (const { key, size } of steps) {
        kept.set(key, size, size)
        expect(kept.get(key)).toBe(size <= 10 ? size : undefined)
        const held = ['a', 'b', 'c', 'd'].map((one) => kept.get(one) ?? 0)
        expect(held.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10)
      }
    }),
  )
})
