// How much does a shared word say, given how common it is in suppliers' names?
import snapshot from './data/word-frequency.json' with { type: 'json' }

const TOTAL_BITS = Math.log2(snapshot.names)
/** A word that the snapshot does not list stands in fewer than `floor` names. */
const RARE_BITS = TOTAL_BITS - Math.log2(snapshot.floor) + 1.5
const CLASS_OF = readClasses()

function readClasses(): ReadonlyMap<string, number> {
  const classes = new Map<string, number>()
  for (const [key, words] of Object.entries(snapshot.words)) {
    for (const word of words.split(' ')) classes.set(word, Number(key.slice(1)))
  }
  return classes
}

/** The information of a word in bits: −log2 of the share of names that hold it. "ltd" about 1, a rare word about 14. */
export function wordBits(word: string): number {
  const frequency = CLASS_OF.get(word)
  if (frequency !== undefined) return TOTAL_BITS - frequency - 0.5
  return /^\d+$/.test(word) ? RARE_BITS - 3 : RARE_BITS
}

/** True if the snapshot lists the word at all, so that it is likelier a word than a slip of the keyboard. */
export function isKnownWord(word: string): boolean {
  return CLASS_OF.has(word)
}

/** The bits of all words together. */
export function totalBits(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + wordBits(word), 0)
}
