// Which word of one name answers to which word of the other?
import { editDistanceWithin } from './edit-distance.ts'
import { CONNECTIVES, standsFor } from './name-vocabulary.ts'

/** How two linked words differ; `shortened` is the start of a longer word, `spacing` one
 * word written as several, `initials` an acronym of several. */
export type WordRelation =
  | 'equal'
  | 'plural'
  | 'abbreviation'
  | 'spacing'
  | 'typo'
  | 'shortened'
  | 'cut'
  | 'initials'

/** A link between words of the left and of the right name (several words are joined by blanks). */
export type WordLink = { left: string; right: string; relation: WordRelation }

/** Every word of both names once: linked, or left over. Linking words ("and", "of", "the") take no part. */
export type Alignment = {
  links: readonly WordLink[]
  extraLeft: readonly string[]
  extraRight: readonly string[]
}

const RELATIONS: readonly WordRelation[] = ['equal', 'plural', 'abbreviation', 'typo', 'shortened', 'cut']

/** The words that carry the name: all but the linking ones, unless nothing else is left. */
export function contentWords(words: readonly string[]): readonly string[] {
  const content = words.filter((word) => !CONNECTIVES.has(word))
  return content.length === 0 ? words : content
}

/** A name's words, and those of them that carry it. */
export type AlignedWords = { words: readonly string[]; content: readonly string[] }

/** Links words of two names, the surest relation first. Symmetric: swapping the names swaps the sides. */
export function alignWords(left: AlignedWords, right: AlignedWords): Alignment {
  const links: WordLink[] = []
  const rest = { left: [...left.content], right: [...right.content] }
  for (const relation of RELATIONS) {
    linkBy(relation, rest, left.words, right.words, links)
    if (rest.left.length === 0 || rest.right.length === 0) break
    if (relation !== 'equal') continue
    for (const join of [joinSpaced, joinInitials]) {
      const joined = join(rest.left, rest.right, left.words, right.words)
      links.push(...joined.links)
      rest.left = joined.restLeft
      rest.right = joined.restRight
    }
  }
  return { links, extraLeft: rest.left, extraRight: rest.right }
}

type Rest = { links: WordLink[]; restLeft: string[]; restRight: string[] }

/** Takes the words that it links out of what is left of both names. */
function linkBy(
  relation: WordRelation,
  rest: { left: string[]; right: string[] },
  allLeft: readonly string[],
  allRight: readonly string[],
  links: WordLink[],
): void {
  let left = 0
  for (const word of rest.left) {
    const at = relatedAt(relation, word, rest.right, allLeft, allRight)
    if (at < 0) rest.left[left++] = word
    else {
      links.push({ left: word, right: rest.right[at] ?? '', relation })
      rest.right.splice(at, 1)
    }
  }
  rest.left.length = left
}

/** Where the first of `others` stands that a word is related to, or -1. */
function relatedAt(
  relation: WordRelation,
  word: string,
  others: readonly string[],
  allLeft: readonly string[],
  allRight: readonly string[],
): number {
  if (relation === 'equal') return others.indexOf(word)
  let at = 0
  for (const other of others) {
    if (related(relation, word, other, allLeft, allRight)) return at
    at += 1
  }
  return -1
}

function related(
  relation: Exclude<WordRelation, 'equal'>,
  a: string,
  b: string,
  allLeft: readonly string[],
  allRight: readonly string[],
): boolean {
  switch (relation) {
    case 'plural':
      return isPlural(a, b) || isPlural(b, a)
    case 'abbreviation':
      return standsFor(a, b) || standsFor(b, a)
    case 'shortened':
      return isShortened(a, b) || isShortened(b, a)
    case 'typo':
      return isTypo(a, b)
    default:
      return isCut(a, b, allLeft) || isCut(b, a, allRight)
  }
}

function isPlural(one: string, many: string): boolean {
  const more = many.length - one.length
  return (
    one.length > 2 &&
    (more === 1 || more === 2) &&
    one[0] === many[0] &&
    (many === `${one}s` ||
      many === `${one}es` ||
      (one.endsWith('eau') && many === `${one}x`) ||
      (one.endsWith('y') && many === `${one.slice(0, -1)}ies`))
  )
}

/** The first three letters or more of a word at least two longer: "envir", "environment". */
function isShortened(short: string, full: string): boolean {
  return short.length >= 3 && full.length >= short.length + 2 && full.startsWith(short)
}

/** No word of a name is longer; the limit keeps the work in proportion. */
const LONGEST_WORD = 40

/** One slip in words of four letters or more (six where the first letter differs), two in words of nine or more; figures are never slips. */
function isTypo(a: string, b: string): boolean {
  const shortest = Math.min(a.length, b.length)
  if (shortest < 4 || a[0] !== b[0] ? shortest < 6 : false) return false
  if (shortest > LONGEST_WORD || /\d/.test(a) || /\d/.test(b)) return false
  return editDistanceWithin(a, b, shortest >= 9 ? 2 : 1)
}

/** The last word of a name, cut short by a column's width. */
function isCut(short: string, full: string, words: readonly string[]): boolean {
  return (
    words.length > 2 &&
    words[words.length - 1] === short &&
    full.length > short.length &&
    full.startsWith(short)
  )
}

/** "eye care" = "eyecare": two or three neighbours of one side make one word of the other. */
function joinSpaced(left: readonly string[], right: readonly string[]): Rest {
  const first = spacedInto(left, right)
  const second = spacedInto(first.rest, first.others)
  return {
    links: [
      ...first.pairs.map(([joined, word]) => ({ left: joined, right: word, relation: 'spacing' as const })),
      ...second.pairs.map(([joined, word]) => ({ left: word, right: joined, relation: 'spacing' as const })),
    ],
    restLeft: second.rest,
    restRight: second.others,
  }
}

/** Pairs runs of `source` words with single words of `target`; `rest` is what is left of the target, `others` of the source. */
function spacedInto(
  source: readonly string[],
  target: readonly string[],
): { pairs: [string, string][]; others: string[]; rest: string[] } {
  const pairs: [string, string][] = []
  const others = [...source]
  const rest: string[] = []
  for (const word of target) {
    const run = word.length < 4 ? null : findRun(others, word)
    if (run === null) rest.push(word)
    else pairs.push([others.splice(run.at, run.length).join(' '), word])
  }
  return { pairs, others, rest }
}

function findRun(words: readonly string[], joined: string): { at: number; length: number } | null {
  for (let at = 0; at < words.length - 1; at++) {
    if (!joined.startsWith(words[at] ?? '')) continue
    for (let length = 2; length <= 3 && at + length <= words.length; length++) {
      if (words.slice(at, at + length).join('') === joined) return { at, length }
    }
  }
  return null
}

/** "cvs" = "council for voluntary service": a word of two to six letters that spells the others' first letters in a row. */
function joinInitials(
  left: readonly string[],
  right: readonly string[],
  allLeft: readonly string[],
  allRight: readonly string[],
): Rest {
  const first = initialsInto(left, right, allRight)
  if (first !== null)
    return {
      links: [{ left: first.short, right: first.run.join(' '), relation: 'initials' }],
      restLeft: first.others,
      restRight: first.rest,
    }
  const second = initialsInto(right, left, allLeft)
  if (second === null) return { links: [], restLeft: [...left], restRight: [...right] }
  return {
    links: [{ left: second.run.join(' '), right: second.short, relation: 'initials' }],
    restLeft: second.rest,
    restRight: second.others,
  }
}

function initialsInto(shorts: readonly string[], rest: readonly string[], all: readonly string[]) {
  for (const short of shorts) {
    if (short.length < 2 || short.length > 6 || /\d/.test(short)) continue
    const run = initialsRun(short, rest) ?? initialsRun(short, all)?.filter((word) => rest.includes(word))
    if (run === undefined || run.length < 2) continue
    return { short, run, others: without(shorts, [short]), rest: without(rest, run) }
  }
  return null
}

function initialsRun(short: string, words: readonly string[]): string[] | undefined {
  for (let at = 0; at + short.length <= words.length; at++) {
    if (spellsFrom(short, words, at)) return words.slice(at, at + short.length)
  }
  return undefined
}

function spellsFrom(short: string, words: readonly string[], from: number): boolean {
  for (let at = 0; at < short.length; at++) if (words[from + at]?.[0] !== short[at]) return false
  return true
}

function without(words: readonly string[], gone: readonly string[]): string[] {
  const rest = [...words]
  for (const word of gone) {
    const at = rest.indexOf(word)
    if (at >= 0) rest.splice(at, 1)
  }
  return rest
}
