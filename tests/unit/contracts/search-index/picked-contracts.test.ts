import fc from 'fast-check'
import { expect, it } from 'vitest'
import { setRange } from '../../../../src/contracts/search-index/members.ts'
import { listPlaces, roomForPlaces } from '../../../../src/contracts/search-index/picked-contracts.ts'
import { noMembers } from '../../../../src/contracts/search-index/segment.ts'

/** A size, and contracts below it: hardly any, some, or nearly all. */
const picked = fc
  .tuple(fc.integer({ min: 1, max: 130 }), fc.constantFrom(1, 8, 60))
  .chain(([size, weight]) =>
    fc.array(
      fc.oneof({ weight, arbitrary: fc.constant(true) }, { weight: 8, arbitrary: fc.constant(false) }),
      { minLength: size, maxLength: size },
    ),
  )

it('lists every member once, ascending, in the room that is meant for it', () => {
  fc.assert(
    fc.property(fc.oneof(picked, fc.constant(Array<boolean>(64).fill(true))), (arePicked) => {
      const contracts = [...arePicked.keys()].filter((contract) => arePicked[contract])
      const members = noMembers({ size: arePicked.length })
      for (const contract of contracts) setRange(members, contract, contract + 1)
      const places = roomForPlaces(arePicked.length)
      const length = listPlaces(members, places)
      expect([...places.subarray(0, length)]).toEqual(contracts)
    }),
  )
})
