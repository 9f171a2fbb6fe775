import { describe, expect, it } from 'vitest'
import {
  crossValidatedScores,
  type LabelledFeatures,
  learnWeights,
} from '../../../src/suppliers/learn-match-weights.ts'

const pairs: LabelledFeatures[] = Array.from({ length: 200 }, (_, at) => ({
  same: at % 2 === 0,
  features: [at % 2 === 0 ? 'equal' : 'apart', 'noise', ...(at === 7 ? ['once'] : [])],
  group: `group ${at % 40}`,
  count: 1,
}))

describe('learnt weights', () => {
  it('speak for what goes with one supplier, against what goes with two, and not of what is rarely seen', () => {
    const { weights } = learnWeights(pairs, 1)
    expect(weights.equal).toBeGreaterThan(2)
    expect(weights.apart).toBeLessThan(-2)
    expect(Math.abs(weights.noise ?? 9)).toBeLessThan(0.5)
    expect(weights).not.toHaveProperty('once')
  })

  it('are the same for the same pairs in any order', () => {
    expect(learnWeights(pairs.toReversed(), 1)).toEqual(learnWeights(pairs, 1))
  })

  it('hold on groups they were not learnt from', () => {
    const scores = crossValidatedScores(pairs, 1, 5, (group) => group.length)
    expect(scores.every((score, at) => score > 0 === pairs[at]?.same)).toBe(true)
  })
})
