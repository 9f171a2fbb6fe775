// What are the observations called that depend on a number or on one of a few words?

/** A value for each bin of a number: the lowest, and those above the edges, which ascend. */
export type Bins<Value> = { lowest: Value; above: readonly { edge: number; value: Value }[] }

/** `make` is given the bin's place, from 0 for the lowest. */
export function bins<Value>(edges: readonly number[], make: (bin: number) => Value): Bins<Value> {
  return { lowest: make(0), above: edges.map((edge, at) => ({ edge, value: make(at + 1) })) }
}

/** The value of the bin that a number falls in: that of the last edge below it. */
export function inBin<Value>({ lowest, above }: Bins<Value>, number: number): Value {
  let found = lowest
  for (const { edge, value } of above) if (number > edge) found = value
  return found
}

/** The observations "KIND:0", "KIND:1" …, made once: a comparison has forty observations, and there are very many. */
export function scale(kind: string, edges: readonly number[], suffix = ''): Bins<string> {
  return bins(edges, (bin) => `${kind}:${bin}${suffix}`)
}

/** Something for each of a few words. */
export function forEach<Word extends string, Value>(
  words: readonly Word[],
  make: (word: Word) => Value,
): Readonly<Record<Word, Value>> {
  return Object.fromEntries(words.map((word) => [word, make(word)])) as Record<Word, Value>
}
