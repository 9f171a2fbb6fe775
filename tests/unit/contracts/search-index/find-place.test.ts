import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstPlace, placeNear } from '../../../../src/contracts/search-index/find-place.ts'

const lists = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 120 })
  .map((contracts) => Uint16Array.from(contracts).sort())

it('finds the first place of a contract between two places, whatever the guess', () => {
  fc.assert(
    fc.property(lists, fc.nat(62), fc.nat(), fc.nat(), fc.nat(), (contracts, contract, one, two, three) => {
      const from = one % (contracts.length + 1)
      const to = from + (two % (contracts.length - from + 1))
      const guess = from + (three % (to - from + 1))
      const found = contracts.subarray(from, to).findIndex((other) => other >= contract)
      const first = found < 0 ? to : from + found
      expect(firstPlace(contracts, contract, from, to)).toBe(first)
      expect(placeNear(contracts, contract, { guess, from, to })).toBe(first)
    }),
  )
})
