// How well and how fast are labelled pairs of names matched? (`npm run bench -- matching`)
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { candidateKeys } from './candidate-keys.ts'
import learnt from './data/match-weights.json' with { type: 'json' }
import { judgeNames } from './judge-names.ts'
import { crossValidatedScores, type LabelledFeatures, learnWeights } from './learn-match-weights.ts'
import { matchPairsFile } from './match-command.ts'
import { matchFeatures } from './match-features.ts'
import { decidePair } from './match-pair.ts'
import { mergeRule } from './match-rules.ts'
import { REVIEW_FLOOR_BITS } from './match-score.ts'
import { compareViews } from './name-comparison.ts'
import { nameViews } from './name-views.ts'
import { type Judgement, resolveComponents } from './supplier-components.ts'
import { normaliseSupplierName } from './supplier-name.ts'

const PENALTY = 5
const FOLDS = 10

type Pair = Record<'name_a' | 'name_b' | 'same' | 'cluster_a' | 'cluster_b', string>

/**
 * Runs the evaluation of `directory` (evaluate.mjs, dev/pairs.csv, dev/renames.csv) and prints its figures, the score's
 * figures on pairs not learnt from, the share of true pairs that the candidate keys find, and timings. Returns false,
 * having said so, where the directory is not there. With `learn`, the weights are learnt anew first and written.
 */
export async function runMatchingBench(
  directory: string,
  print: (line: string) => void,
  options: { learn?: boolean; now?: () => number } = {},
): Promise<boolean> {
  const pairsPath = join(directory, 'dev', 'pairs.csv')
  if (!existsSync(pairsPath)) {
    print(`No labelled pairs at ${directory}: nothing measured`)
    return false
  }
  const pairs = readPairs(pairsPath)
  if (options.learn) {
    writeWeights(pairs)
    print('Weights written; run again to measure with them')
    return true
  }
  for (const file of ['pairs.csv', 'renames.csv']) await evaluate(directory, file, print)
  evaluateClusters(directory, print)
  printHeldOut(pairs, print)
  printCandidates(pairs, print)
  printTimings(pairs, print, options.now ?? (() => performance.now()))
  return true
}

function readPairs(path: string): Pair[] {
  return parse(readFileSync(path), { columns: true, bom: true })
}

async function evaluate(directory: string, file: string, print: (line: string) => void): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'thirty3-match-'))
  try {
    const labels = join(directory, 'dev', file)
    const predictions = join(scratch, 'predictions.csv')
    await matchPairsFile(labels, predictions)
    print(`== ${file}`)
    print(runEvaluation(directory, [labels, predictions]))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Groups all names of clusters.csv by the rules alone, as a register with no person's judgement would. */
function evaluateClusters(directory: string, print: (line: string) => void): void {
  const scratch = mkdtempSync(join(tmpdir(), 'thirty3-match-'))
  try {
    const labels = join(directory, 'dev', 'clusters.csv')
    const names: { name: string }[] = parse(readFileSync(labels), { columns: true, bom: true })
    const assignments = join(scratch, 'assignments.csv')
    writeFileSync(assignments, `name,entity\n${groupByRules(names.map(({ name }) => name)).join('\n')}\n`)
    print('== clusters.csv')
    print(runEvaluation(directory, ['--clusters', labels, assignments]))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function groupByRules(names: readonly string[]): string[] {
  const sides = names.map((name) => ({ name: normaliseSupplierName(name) }))
  const judgements = judgeNames(sides).flatMap(({ left, right, verdict }): Judgement[] => {
    if (verdict === null) return []
    const [a, b] = [`name-${left}`, `name-${right}`]
    return [
      { id: `${a} ${b}`, left: a, right: b, verdict, decidedBy: 'rule', createdAt: '', revokedAt: null },
    ]
  })
  const { components } = resolveComponents(
    names.map((_, at) => `name-${at}`),
    judgements,
  )
  const entityOf = new Map(
    components.flatMap((component, at) => component.map((name) => [name, at] as const)),
  )
  return names.map((name, at) => `"${name.replaceAll('"', '""')}",${entityOf.get(`name-${at}`)}`)
}

function runEvaluation(directory: string, args: readonly string[]): string {
  return execFileSync(process.execPath, [join(directory, 'evaluate.mjs'), ...args], {
    encoding: 'utf8',
  }).trimEnd()
}

/** The observations of a pair's best reading, its label and its group of connected clusters. */
function labelledFeatures(pairs: readonly Pair[]): (LabelledFeatures & { merged: boolean })[] {
  const groupOf = groupClusters(pairs)
  return pairs.map((pair) => {
    const [a, b] = [normaliseSupplierName(pair.name_a), normaliseSupplierName(pair.name_b)]
    const readings = nameViews(a).flatMap((left) => nameViews(b).map((right) => compareViews(left, right)))
    const rank = (c: (typeof readings)[number]): number =>
      c.sharedBits - c.fewerExtraBits - 0.3 * c.moreExtraBits + (mergeRule(c).rule === null ? 0 : 1000)
    const best = readings.reduce((first, next) => (rank(next) > rank(first) ? next : first))
    return {
      features: matchFeatures(best),
      same: pair.same === '1',
      group: groupOf(pair.cluster_a),
      merged: decidePair({ name: a }, { name: b }).decision === 'merge',
    }
  })
}

function groupClusters(pairs: readonly Pair[]): (cluster: string) => string {
  const parent = new Map<string, string>()
  const find = (cluster: string): string => {
    let at = cluster
    for (let next = parent.get(at); next !== undefined; next = parent.get(at)) at = next
    return at
  }
  for (const pair of pairs) {
    const [a, b] = [find(pair.cluster_a), find(pair.cluster_b)]
    if (a !== b) parent.set(a, b)
  }
  return find
}

function writeWeights(pairs: readonly Pair[]): void {
  const { bias, weights } = learnWeights(labelledFeatures(pairs), PENALTY)
  const text = JSON.stringify(
    { version: learnt.version + 1, reviewFloorBits: REVIEW_FLOOR_BITS, bias, weights },
    null,
    1,
  )
  writeFileSync(new URL('./data/match-weights.json', import.meta.url), `${text}\n`)
}

/** Figures of the score where each pair is scored by weights learnt without its group: what unseen names will show. */
function printHeldOut(pairs: readonly Pair[], print: (line: string) => void): void {
  const labelled = labelledFeatures(pairs)
  print(`== score on groups not learnt from (${FOLDS} folds, three shuffles)`)
  for (const seed of [1, 2, 3]) {
    const scores = crossValidatedScores(labelled, PENALTY, FOLDS, (group) => scramble(group, seed))
    const ranked = labelled
      .map((pair, at) => ({ ...pair, score: (scores[at] ?? 0) + (pair.merged ? 20 : 0) }))
      .sort((a, b) => b.score - a.score)
    const reviewed = ranked.filter((pair) => !pair.merged && pair.score >= REVIEW_FLOOR_BITS)
    const same = labelled.filter((pair) => pair.same).length
    const found = ranked.filter(
      (pair) => pair.same && (pair.merged || pair.score >= REVIEW_FLOOR_BITS),
    ).length
    print(
      `average precision ${averagePrecision(ranked).toFixed(4)}, found ${(found / same).toFixed(4)}, review rate ${(reviewed.length / pairs.length).toFixed(4)}`,
    )
  }
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

function printCandidates(pairs: readonly Pair[], print: (line: string) => void): void {
  const keysOf = (text: string): string[] =>
    candidateKeys(normaliseSupplierName(text)).map((key) => `${key.kind} ${key.value}`)
  const same = pairs.filter((pair) => pair.same === '1')
  const found = same.filter((pair) => {
    const keys = new Set(keysOf(pair.name_a))
    return keysOf(pair.name_b).some((key) => keys.has(key))
  })
  print(`== candidate keys find ${(found.length / same.length).toFixed(4)} of true pairs`)
}

function printTimings(pairs: readonly Pair[], print: (line: string) => void, now: () => number): void {
  const texts = pairs.flatMap((pair) => [pair.name_a, pair.name_b])
  const started = now()
  const names = texts.map(normaliseSupplierName)
  const normalised = now()
  for (let at = 0; at + 1 < names.length; at += 2) {
    const [left, right] = [names[at], names[at + 1]]
    if (left !== undefined && right !== undefined) decidePair({ name: left }, { name: right })
  }
  const decided = now()
  print(`== ${Math.round((texts.length / (normalised - started)) * 1000)} names normalised a second`)
  print(`== ${Math.round((pairs.length / (decided - normalised)) * 1000)} pairs decided a second`)
}
