import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistanceWithin } from '../../../src/suppliers/edit-distance.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

/** By its definition: from the first letters on, the cheapest of what may have happened to them. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const isSwap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
  return Math.min(
    distance(a.slice(1), b) + 1,
    distance(a, b.slice(1)) + 1,
    distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    isSwap ? distance(a.slice(2), b.slice(2)) + 1 : Number.POSITIVE_INFINITY,
  )
}

describe('two words', () => {
  it.each([
    ['partridge', 'patridge', 1, true],
    ['quillmere', 'qulilmere', 1, true],
    ['quillmere', 'quilmer', 1, false],
    ['quillmere', 'quilmer', 2, true],
    ['', 'ab', 1, false],
    ['', '', 0, true],
  ])('"%s" and "%s" are %i slips apart or fewer: %s', (a, b, limit, isWithin) => {
    expect(editDistanceWithin(a, b, limit)).toBe(isWithin)
  })

  it('are within a limit exactly where the fewest slips are', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(editDistanceWithin(a, b, limit)).toBe(distance(a, b) <= limit)
      }),
    )
  })
})
