// How well does the score hold on labelled pairs of names that it was not learnt from?
import { judgeNames } from './judge-names.ts'
import {
  crossValidatedScores,
  type FittedWeights,
  type LabelledFeatures,
  learnWeights,
} from './learn-match-weights.ts'
import { diceOfLetters, matchFeatures } from './match-features.ts'
import { decidePair } from './match-pair.ts'
import { mergeRule } from './match-rules.ts'
import { compareViews, type NameComparison } from './name-comparison.ts'
import { nameSets } from './name-sets.ts'
import { readViews } from './read-views.ts'
import { type NormalisedName, normaliseSupplierName } from './supplier-name.ts'

/** A pair of names, whether they are one supplier, and the clusters the names belong to. */
export type LabelledPair = { nameA: string; nameB: string; same: boolean; clusterA: string; clusterB: string }

/** Figures of the score over pairs each scored by weights learnt without it. */
export type HeldOutFigures = {
  averagePrecision: number
  /** Share of true pairs merged or queued. */
  found: number
  /** Share of all pairs queued. */
  reviewRate: number
  /** Share of the background pairs queued: the noise of a real queue. */
  backgroundQueued: number
}

const PENALTY = 5
const FOLDS = 10
const BACKGROUND_EVERY = 8
const BACKGROUND_PAIRS = 6000
/** What a background pair counts beside a labelled one: enough to keep noise out of a queue, little enough to keep true pairs in. */
const BACKGROUND_COUNT = 0.05

/** The weights learnt from all labelled pairs and from pairs of unlabelled names that are alike in little. */
export function weightsFrom(pairs: readonly LabelledPair[], unlabelled: readonly string[]): FittedWeights {
  return learnWeights([...labelledFeatures(pairs), ...backgroundFeatures(unlabelled)], PENALTY)
}

/** Cross-validated figures at a floor in bits, one line for each seed of the shuffle. */
export function heldOutFigures(
  pairs: readonly LabelledPair[],
  unlabelled: readonly string[],
  floorBits: number,
  seeds: readonly number[],
): readonly HeldOutFigures[] {
  const labelled = labelledFeatures(pairs)
  const background = backgroundFeatures(unlabelled)
  return seeds.map((seed) => {
    const scores = crossValidatedScores([...labelled, ...background], PENALTY, FOLDS, (group) =>
      scramble(group, seed),
    )
    const ranked = labelled
      .map((pair, at) => ({ ...pair, score: (scores[at] ?? 0) + (pair.merged ? MERGED_ABOVE : 0) }))
      .sort((a, b) => b.score - a.score)
    const queued = ranked.filter((pair) => !pair.merged && pair.score >= floorBits)
    const same = ranked.filter((pair) => pair.same)
    const noise = scores.slice(labelled.length).filter((score) => score >= floorBits)
    return {
      averagePrecision: averagePrecision(ranked),
      found: same.filter((pair) => pair.merged || pair.score >= floorBits).length / same.length,
      reviewRate: queued.length / ranked.length,
      backgroundQueued: noise.length / Math.max(1, background.length),
    }
  })
}

const MERGED_ABOVE = 20

type Labelled = LabelledFeatures & { merged: boolean }

/** The observations of the labelled pairs, each with its group of connected clusters. */
function labelledFeatures(pairs: readonly LabelledPair[]): Labelled[] {
  const groups = nameSets(pairs.flatMap((pair) => [pair.clusterA, pair.clusterB]))
  for (const pair of pairs) groups.join(pair.clusterA, pair.clusterB)
  return pairs.map((pair) => {
    const [a, b] = [normaliseSupplierName(pair.nameA), normaliseSupplierName(pair.nameB)]
    const merged = decidePair({ name: a }, { name: b }).decision === 'merge'
    const features = matchFeatures(closestReading(a, b))
    return { features, same: pair.same, group: groups.of(pair.clusterA), count: 1, merged }
  })
}

/** The closest reading of two cells, judged without any weights. */
function closestReading(a: NormalisedName, b: NormalisedName): NameComparison {
  const readings = readViews(a).flatMap((left) => readViews(b).map((right) => compareViews(left, right)))
  const rank = (c: NameComparison): number =>
    c.sharedBits - c.fewerExtraBits - 0.3 * c.moreExtraBits + (mergeRule(c).rule === null ? 0 : 1000)
  return readings.reduce((first, next) => (rank(next) > rank(first) ? next : first))
}

/**
 * Unlabelled pairs of real names that share a candidate key and little else, taken for different suppliers: what a queue
 * of candidates is mostly made of, and what labelled pairs, picked to be hard, do not show.
 */
function backgroundFeatures(unlabelled: readonly string[]): LabelledFeatures[] {
  const names = unlabelled.filter((_, at) => at % BACKGROUND_EVERY === 0).map(normaliseSupplierName)
  const apart = judgeNames(names.map((name) => ({ name }))).filter(({ left, right, decision }) => {
    const [a, b] = [names[left]?.words.join('') ?? '', names[right]?.words.join('') ?? '']
    return decision.decision !== 'merge' && diceOfLetters(a, b) < 0.7
  })
  const step = Math.max(1, Math.floor(apart.length / BACKGROUND_PAIRS))
  return apart
    .filter((_, at) => at % step === 0)
    .flatMap(({ left, right }, at): LabelledFeatures[] => {
      const [a, b] = [names[left], names[right]]
      if (a === undefined || b === undefined) return []
      const features = matchFeatures(closestReading(a, b))
      return [{ features, same: false, group: `background ${at}`, count: BACKGROUND_COUNT }]
    })
}

/** A number that puts groups in an order that looks random and is the same every time. */
function scramble(text: string, seed: number): number {
  let hash = 2166136261 ^ seed
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619)
  return hash >>> 0
}

function averagePrecision(ranked: readonly { same: boolean }[]): number {
  let hits = 0
  let sum = 0
  for (const [at, pair] of ranked.entries()) {
    if (!pair.same) continue
    hits++
    sum += hits / (at + 1)
  }
  return hits === 0 ? 0 : sum / hits
}
