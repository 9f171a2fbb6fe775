import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numberMap } from '../../../src/lib/number-map.ts'

it('keeps under each number what was set last, and gives what that replaces, as a Map does', () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.maxSafeNat())
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat()), { maxLength: 4000 }), (entries) => {
      const map = numberMap()
      const model = new Map<number, number>()
      for (const [number, value] of entries) {
        expect(map.replace(number, value)).toBe(model.get(number))
        model.set(number, value)
      }
      for (const [number, value] of model) expect(map.get(number)).toBe(value)
      expect(map.get(0.1234)).toBe(model.get(0.1234))
    }),
    { numRuns: 60 },
  )
})
