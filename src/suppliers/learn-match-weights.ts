// Which weights make the score tell labelled pairs apart, and how well do they hold on pairs not learnt from?

/**
 * A labelled pair: the names of the observations that hold for it, and how much it counts. Pairs of one group never stand
 * on both sides of a fold.
 */
export type LabelledFeatures = { features: readonly string[]; same: boolean; group: string; count: number }

/** Log-odds of an observation in bits, jointly fitted so that observations that go together do not count twice. */
export type FittedWeights = { bias: number; weights: Record<string, number> }

type Fit = { names: readonly string[]; values: readonly number[]; bias: number }

const RARELY_SEEN = 8
const STEPS = 25

/**
 * Fits weights by logistic regression with a quadratic penalty (Newton's method); observations seen fewer than eight
 * times are left out. Deterministic. Bits, rounded to three places.
 */
export function learnWeights(pairs: readonly LabelledFeatures[], penalty: number): FittedWeights {
  const fit = fitLogistic(pairs, penalty)
  const bits = (value: number): number => Number((value / Math.LN2).toFixed(3))
  return {
    bias: bits(fit.bias),
    weights: Object.fromEntries(fit.names.map((name, at) => [name, bits(fit.values[at] ?? 0)])),
  }
}

/** The score in bits of some observations. */
function scoreWith(fitted: FittedWeights, features: readonly string[]): number {
  return features.reduce((sum, feature) => sum + (fitted.weights[feature] ?? 0), fitted.bias)
}

/**
 * Scores every pair with weights learnt from the other folds only. Folds are made of whole groups, dealt in an order
 * given by `shuffle`, a function from a group to a number; the same order gives the same scores.
 */
export function crossValidatedScores(
  pairs: readonly LabelledFeatures[],
  penalty: number,
  folds: number,
  shuffle: (group: string) => number,
): readonly number[] {
  const groups = [...new Set(pairs.map((pair) => pair.group))].sort((a, b) => shuffle(a) - shuffle(b))
  const foldOf = new Map(groups.map((group, at) => [group, at % folds]))
  const fitted = Array.from({ length: folds }, (_, fold) =>
    learnWeights(
      pairs.filter((pair) => foldOf.get(pair.group) !== fold),
      penalty,
    ),
  )
  return pairs.map((pair) => {
    const weights = fitted[foldOf.get(pair.group) ?? 0]
    return weights === undefined ? 0 : scoreWith(weights, pair.features)
  })
}

function fitLogistic(pairs: readonly LabelledFeatures[], penalty: number): Fit {
  const names = frequentFeatures(pairs)
  const column = new Map(names.map((name, at) => [name, at]))
  const rows = pairs.map((pair) => ({
    columns: [...columnsOf(pair.features, column), names.length],
    same: pair.same ? 1 : 0,
    count: pair.count,
  }))
  let values: number[] = new Array(names.length + 1).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const change = newtonStep(rows, values, penalty)
    values = values.map((value, at) => value - (change[at] ?? 0))
    if (Math.max(...change.map(Math.abs)) < 1e-7) break
  }
  return { names, values: values.slice(0, -1), bias: values[names.length] ?? 0 }
}

function frequentFeatures(pairs: readonly LabelledFeatures[]): string[] {
  const counts = new Map<string, number>()
  for (const pair of pairs) for (const name of pair.features) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= RARELY_SEEN)
    .map(([name]) => name)
    .sort()
}

function columnsOf(features: readonly string[], column: ReadonlyMap<string, number>): number[] {
  return features.map((feature) => column.get(feature)).filter((at) => at !== undefined)
}

type Row = { columns: readonly number[]; same: number; count: number }

function newtonStep(rows: readonly Row[], values: readonly number[], penalty: number): number[] {
  const size = values.length
  const gradient = values.map((value, at) => (at === size - 1 ? 0 : penalty * value))
  const hessian = values.map((_, at) => {
    const line = new Float64Array(size)
    line[at] = at === size - 1 ? 1e-6 : penalty
    return line
  })
  for (const { columns, same, count } of rows) {
    const logit = columns.reduce((sum, at) => sum + (values[at] ?? 0), 0)
    const chance = 1 / (1 + Math.exp(-logit))
    const weight = count * chance * (1 - chance)
    for (const at of columns) {
      gradient[at] = (gradient[at] ?? 0) + count * (chance - same)
      const line = hessian[at]
      if (line !== undefined) for (const other of columns) line[other] = (line[other] ?? 0) + weight
    }
  }
  return solve(hessian, gradient)
}

/** Solves a symmetric positive definite system by Gaussian elimination without pivoting; changes its arguments. */
function solve(matrix: readonly Float64Array[], right: number[]): number[] {
  for (const [at, line] of matrix.entries()) {
    for (const [below, target] of matrix.entries()) {
      if (below > at) eliminate(line, target, at, below, right)
    }
  }
  return substituteBack(matrix, right)
}

/** Takes from line `below` the multiple of line `at` that makes its column `at` zero. */
function eliminate(
  line: Float64Array,
  target: Float64Array,
  at: number,
  below: number,
  right: number[],
): void {
  const factor = (target[at] ?? 0) / (line[at] ?? 1)
  if (factor === 0) return
  for (let column = at; column < target.length; column++) {
    target[column] = (target[column] ?? 0) - factor * (line[column] ?? 0)
  }
  right[below] = (right[below] ?? 0) - factor * (right[at] ?? 0)
}

function substituteBack(matrix: readonly Float64Array[], right: readonly number[]): number[] {
  const result: number[] = new Array(right.length).fill(0)
  for (let at = right.length - 1; at >= 0; at--) {
    const line = matrix[at]
    let rest = right[at] ?? 0
    for (let column = at + 1; column < right.length; column++) {
      rest -= (line?.[column] ?? 0) * (result[column] ?? 0)
    }
    result[at] = rest / (line?.[at] ?? 1)
  }
  return result
}
