import { expect, it } from 'vitest'
import { peerState } from '../../../src/market/peer-state.ts'

const returnedOn = '2026-10-29'

it.each([
  ['uses', { returnedOn, statuses: ['live'], unplaced: 0 }, ''],
  ['uses', { returnedOn, statuses: [null, 'retired'], unplaced: 0 }, ''],
  ['does_not', { returnedOn, statuses: ['retired'], unplaced: 0 }, 'listed as retired'],
  ['does_not', { returnedOn, statuses: ['planned', 'retired'], unplaced: 0 }, 'planned, not yet in use'],
  ['does_not', { returnedOn, statuses: [], unplaced: 0 }, 'not in its systems return'],
  ['not_reported', { returnedOn: null, statuses: [], unplaced: 0 }, 'no systems return published'],
  [
    'not_reported',
    { returnedOn, statuses: [], unplaced: 2 },
    'some of its systems name a service area that is not in our list',
  ],
] as const)('an authority %s where its systems return says so', (state, facts, why) => {
  expect(peerState(facts)).toEqual({ state, why })
})
