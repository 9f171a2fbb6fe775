// How well and how fast are labelled pairs of names matched? (`npm run bench -- matching`)
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCsv } from '../lib/csv.ts'
import { candidateKeys } from './candidate-keys.ts'
import learnt from './data/match-weights.json' with { type: 'json' }
import { judgeNames } from './judge-names.ts'
import { heldOutFigures, type LabelledPair, weightsFrom } from './labelled-pairs.ts'
import { matchPairsFile } from './match-command.ts'
import { decidePair } from './match-pair.ts'
import { QUEUE_FLOOR_BITS, REVIEW_FLOOR_BITS } from './match-score.ts'
import { type Judgement, resolveComponents } from './supplier-components.ts'
import { normaliseSupplierName } from './supplier-name.ts'

type Print = (line: string) => void

/**
 * Runs the evaluation of `directory` (evaluate.mjs, dev/pairs.csv, renames.csv, clusters.csv) and prints its figures, the
 * score's figures on pairs not learnt from, the share of true pairs that the candidate keys find, and timings. Returns
 * false, having said so, where the directory is not there.
 */
export async function runMatchingBench(directory: string, print: Print): Promise<boolean> {
  const pairsPath = join(directory, 'dev', 'pairs.csv')
  if (!existsSync(pairsPath)) {
    print(`No labelled pairs at ${directory}: nothing measured`)
    return false
  }
  const pairs = readPairs(pairsPath)
  await inScratch((scratch) => evaluatePairs(directory, scratch, print))
  await inScratch(async (scratch) => evaluateClusters(directory, scratch, print))
  printHeldOut(directory, pairs, print)
  printCandidates(pairs, print)
  printTimings(pairs, print)
  return true
}

/** Learns the weights anew from `directory` (dev/pairs.csv, open/supplier_names_bulk.csv) and writes them beside the rules. */
export function learnMatchWeights(directory: string): void {
  const { bias, weights } = weightsFrom(
    readPairs(join(directory, 'dev', 'pairs.csv')),
    readUnlabelled(directory),
  )
  const { version, reviewFloorBits, queueFloorBits } = learnt
  const text = JSON.stringify(
    { version: version + 1, reviewFloorBits, queueFloorBits, bias, weights },
    null,
    1,
  )
  writeFileSync(new URL('./data/match-weights.json', import.meta.url), `${text}\n`)
}

async function inScratch(use: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'thirty3-match-'))
  try {
    await use(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function readPairs(path: string): LabelledPair[] {
  return readCsv(readFileSync(path, 'utf8')).map((row) => ({
    nameA: row.name_a ?? '',
    nameB: row.name_b ?? '',
    same: row.same === '1',
    clusterA: row.cluster_a ?? '',
    clusterB: row.cluster_b ?? '',
  }))
}

function readNames(path: string): string[] {
  return readCsv(readFileSync(path, 'utf8')).map((row) => row.name ?? '')
}

function readUnlabelled(directory: string): string[] {
  return readNames(join(directory, 'open', 'supplier_names_bulk.csv'))
}

async function evaluatePairs(directory: string, scratch: string, print: Print): Promise<void> {
  for (const file of ['pairs.csv', 'renames.csv']) {
    const [labels, predictions] = [join(directory, 'dev', file), join(scratch, file)]
    await matchPairsFile(labels, predictions)
    print(`== ${file}`)
    print(runEvaluation(directory, [labels, predictions]))
  }
}

/** Groups all names of clusters.csv by the rules alone, as a register with no person's judgement would. */
function evaluateClusters(directory: string, scratch: string, print: Print): void {
  const [labels, assignments] = [join(directory, 'dev', 'clusters.csv'), join(scratch, 'assignments.csv')]
  writeFileSync(assignments, `name,entity\n${groupByRules(readNames(labels)).join('\n')}\n`)
  print('== clusters.csv')
  print(runEvaluation(directory, ['--clusters', labels, assignments]))
}

function groupByRules(names: readonly string[]): string[] {
  const ids = names.map((_, at) => `name-${at}`)
  const judged = judgeNames(names.map((name) => ({ name: normaliseSupplierName(name) })))
  const judgements = judged.flatMap(({ left, right, verdict }): Judgement[] => {
    const [a, b] = [ids[left], ids[right]]
    if (verdict === null || a === undefined || b === undefined) return []
    return [
      { id: `${a} ${b}`, left: a, right: b, verdict, decidedBy: 'rule', createdAt: '', revokedAt: null },
    ]
  })
  const { components } = resolveComponents(ids, judgements)
  const entityOf = new Map(components.flatMap((component, at) => component.map((id) => [id, at] as const)))
  return names.map((name, at) => `"${name.replaceAll('"', '""')}",${entityOf.get(`name-${at}`)}`)
}

function runEvaluation(directory: string, args: readonly string[]): string {
  const script = join(directory, 'evaluate.mjs')
  return execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }).trimEnd()
}

/** Figures where each pair is scored by weights learnt without its group: what unseen names will show. */
function printHeldOut(directory: string, pairs: readonly LabelledPair[], print: Print): void {
  const unlabelled = readUnlabelled(directory)
  for (const floor of [REVIEW_FLOOR_BITS, QUEUE_FLOOR_BITS]) {
    print(`== score on groups not learnt from (ten folds, two shuffles), floor ${floor} bits`)
    for (const figures of heldOutFigures(pairs, unlabelled, floor, [1, 2])) {
      const shown = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(4)}`)
      print(shown.join(', '))
    }
  }
}

function printCandidates(pairs: readonly LabelledPair[], print: Print): void {
  const keysOf = (text: string): string[] =>
    candidateKeys(normaliseSupplierName(text)).map((key) => `${key.kind} ${key.value}`)
  const same = pairs.filter((pair) => pair.same)
  const found = same.filter((pair) => {
    const keys = new Set(keysOf(pair.nameA))
    return keysOf(pair.nameB).some((key) => keys.has(key))
  })
  print(`== candidate keys find ${(found.length / same.length).toFixed(4)} of true pairs`)
}

function printTimings(pairs: readonly LabelledPair[], print: Print): void {
  const started = performance.now()
  const sides = pairs.map(
    ({ nameA, nameB }) => [normaliseSupplierName(nameA), normaliseSupplierName(nameB)] as const,
  )
  const normalised = performance.now()
  for (const [left, right] of sides) decidePair({ name: left }, { name: right })
  const decided = performance.now()
  const rate = (count: number, milliseconds: number): number => Math.round((count / milliseconds) * 1000)
  print(`== ${rate(2 * pairs.length, normalised - started)} names normalised a second`)
  print(`== ${rate(pairs.length, decided - normalised)} pairs decided a second`)
}
