// How strongly do two names speak for one supplier, in bits?
import learnt from './data/match-weights.json' with { type: 'json' }
import { matchFeatures } from './match-features.ts'
import type { NameComparison } from './name-comparison.ts'

/** Raised with every new set of weights; stored beside each score. */
export const MATCH_WEIGHTS_VERSION: number = learnt.version

/** Scores from here up are worth a person's look; below, the names are two suppliers until somebody says otherwise. */
export const REVIEW_FLOOR_BITS: number = learnt.reviewFloorBits

/**
 * Scores from here up enter a register's queue by themselves. Higher than the floor of a pair that somebody asked about,
 * because of all pairs that merely share a candidate key far fewer are one supplier.
 */
export const QUEUE_FLOOR_BITS: number = learnt.queueFloorBits

const WEIGHTS: ReadonlyMap<string, number> = new Map(Object.entries(learnt.weights))

/** A part of a score: what was observed and what it weighs, in bits; positive speaks for one supplier. */
export type ScorePart = { observation: string; bits: number }

/**
 * The Fellegi–Sunter score: the sum of the weights (log2 of how much likelier an observation is among pairs of one
 * supplier than among others, fitted jointly) of all observations. Word frequencies enter through the observations, from a
 * pinned snapshot, so a score never drifts.
 */
export function scoreComparison(comparison: NameComparison): number {
  let bits = learnt.bias
  for (const observation of matchFeatures(comparison)) bits += WEIGHTS.get(observation) ?? 0
  return toThousandths(bits)
}

/** The weights have three places, and so has every sum of them, in whatever order they are added. */
function toThousandths(bits: number): number {
  return Math.round(bits * 1000) / 1000
}

/** What the score is the sum of, beside what every pair starts with: the largest part first. */
export function scoreParts(comparison: NameComparison): readonly ScorePart[] {
  return matchFeatures(comparison)
    .map((observation) => ({ observation, bits: WEIGHTS.get(observation) ?? 0 }))
    .filter((part) => part.bits !== 0)
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits) || (a.observation < b.observation ? -1 : 1))
}
