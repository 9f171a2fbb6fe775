import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { addOthers, listedTechnologies } from '../../../../src/contracts/search-index/kept-lists.ts'
import { isMember } from '../../../../src/contracts/search-index/members.ts'
import {
  addListed,
  pickContracts,
  roomForPlaces,
} from '../../../../src/contracts/search-index/picked-contracts.ts'
import { noMembers } from '../../../../src/contracts/search-index/segment.ts'
import { indexRow } from '../../../support/index-rows.ts'

const technologyIds = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c'), { minLength: 1 })

/** For each of many contracts what it lists: hardly any lists something, or most do. */
const registers = fc
  .constantFrom(1, 60)
  .chain((blanks) =>
    fc.array(
      fc.oneof(
        { weight: blanks, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: technologyIds },
      ),
      { minLength: 1, maxLength: 200 },
    ),
  )

it('counts of the members how many list each thing, whether few contracts list anything or many', () => {
  fc.assert(
    fc.property(registers, fc.infiniteStream(fc.boolean()), (lists, chosen) => {
      const segment = buildSegment(
        1,
        lists.map((ids, number) => indexRow(number, { technologyIds: ids })),
      )
      const members = noMembers(segment)
      for (const [contract, isChosen] of [...chosen.take(segment.size)].entries())
        if (isChosen) members[contract >>> 5] = (members[contract >>> 5] ?? 0) | (1 << (contract & 31))
      const counts = new Uint32Array(segment.technologyIds.length + 1)
      const picked = pickContracts(segment, members, roomForPlaces(segment.size))
      addListed(counts, listedTechnologies(segment), picked)
      // Contracts without an end stand in the order of their ids, which is that of the lists.
      expect([...counts].slice(1)).toEqual(
        segment.technologyIds.map(
          (id) => lists.filter((ids, at) => isMember(members, at) && ids.includes(id)).length,
        ),
      )
    }),
  )
})

it('finds every contract that lists something wanted where few list anything', () => {
  const lists: readonly (readonly string[])[] = Array.from({ length: 100 }, (_, at) => {
    if (at === 40) return ['a']
    return at === 70 ? ['b', 'a'] : []
  })
  const segment = buildSegment(
    1,
    lists.map((ids, number) => indexRow(number, { technologyIds: ids })),
  )
  const listed = listedTechnologies(segment)
  const members = noMembers(segment)
  addOthers(
    members,
    listed,
    Uint8Array.from(listed.numbers, (number) => Number(number === 1)),
  )
  expect(listed.first.kinds).toBe(1)
  expect(lists.flatMap((_, at) => (isMember(members, at) ? [at] : []))).toEqual([40, 70])
})
