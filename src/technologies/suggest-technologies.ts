// Which products do the words of a contract name?
import { type KnownName, nameKey, technologyMeant } from './technology-name.ts'

/** A name of a product, as our list has it. */
export interface ProductName extends KnownName {
  name: string
}

export interface Suggestion {
  technologyId: string
  /** The words of the text that name it, as typed. */
  words: string
}

/** Names by their first word, the longest first. */
export type NameIndex = ReadonlyMap<string, readonly { words: readonly string[]; technologyId: string }[]>

const SHORTEST = 4

/** Names that could mean several products, and single words of three letters or fewer, are not looked for. */
export function indexNames(names: readonly ProductName[]): NameIndex {
  const index = new Map<string, { words: string[]; technologyId: string }[]>()
  for (const [key, alike] of Map.groupBy(names, ({ name }) => nameKey(name))) {
    const technologyId = technologyMeant(alike)
    const words = key.split(' ')
    const first = words[0]
    if (technologyId === null || first === undefined || key.replaceAll(' ', '').length < SHORTEST) continue
    index.set(first, [...(index.get(first) ?? []), { words, technologyId }])
  }
  for (const found of index.values()) found.sort((one, other) => other.words.length - one.words.length)
  return index
}

/**
 * The products that a text names, each once, in the order of the text. Of names within names the longest counts. A name of
 * a single word counts only where it is written with a capital, since many are also common words.
 */
export function suggestTechnologies(text: string, index: NameIndex): Suggestion[] {
  const typed = text
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{N}+#'’]+/u)
    .filter((word) => word !== '')
  const folded = typed.map(nameKey)
  const found = new Map<string, Suggestion>()
  for (let at = 0; at < folded.length; ) {
    const match = (index.get(folded[at] ?? '') ?? []).find(({ words }) => standsAt(words, folded, typed, at))
    if (match === undefined) at += 1
    else {
      const words = typed.slice(at, at + match.words.length).join(' ')
      if (!found.has(match.technologyId))
        found.set(match.technologyId, { technologyId: match.technologyId, words })
      at += match.words.length
    }
  }
  return [...found.values()]
}

function standsAt(words: readonly string[], folded: string[], typed: string[], at: number): boolean {
  if (words.length === 1 && !/^\p{Lu}/u.test(typed[at] ?? '')) return false
  return words.every((word, index) => folded[at + index] === word)
}
