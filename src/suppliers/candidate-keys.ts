// By which indexed keys is a supplier's name found again among all others?
import { contentWords } from './align-words.ts'
import { councilKey } from './council-names.ts'
import { mergeKeys } from './merge-keys.ts'
import { type NameView, nameViews } from './name-views.ts'
import { joinLoose, joinStrict, singular } from './name-words.ts'
import type { NormalisedName } from './supplier-name.ts'
import { wordBits } from './word-frequency.ts'

/** The kinds of key, the surest first. */
export type CandidateKeyKind =
  | 'strict'
  | 'council'
  | 'pieces'
  | 'ends'
  | 'start'
  | 'loose'
  | 'rare_word'
  | 'initials'
  | 'prefix'

/** One key of a name; two names that share a (kind, value) are candidates for a comparison. */
export type CandidateKey = { kind: CandidateKeyKind; value: string }

const PREFIX_LENGTH = 6
const RARE_WORDS = 2

/**
 * The keys of a name, without repeats, sorted by kind and value: the strict and the loose key, its two rarest words,
 * its first six letters, its initials and the keys of `merge-keys.ts`, each for the name itself and for its trading name,
 * client and care-of.
 * Empty for everything that is not an organisation. Measured to find 99 % of true pairs.
 */
export function candidateKeys(name: NormalisedName): readonly CandidateKey[] {
  if (name.kind !== 'organisation') return []
  const keys = nameViews(name).flatMap(keysOfView)
  const unique = new Map(keys.map((key) => [`${key.kind} ${key.value}`, key]))
  return [...unique.values()].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.value, b.value))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function keysOfView(view: NameView): CandidateKey[] {
  const strict = joinStrict(view.words)
  const council = councilKey(view.words)
  const initials = initialsOf(view)
  return [
    { kind: 'strict', value: strict },
    { kind: 'loose', value: joinLoose(view.words) },
    ...(council === null ? [] : [{ kind: 'council' as const, value: council }]),
    ...mergeKeys(view.words),
    ...rarestWords(view.words).map((word) => ({ kind: 'rare_word' as const, value: word })),
    ...(strict.length >= PREFIX_LENGTH
      ? [{ kind: 'prefix' as const, value: strict.slice(0, PREFIX_LENGTH) }]
      : []),
    ...initials.map((value) => ({ kind: 'initials' as const, value })),
  ]
}

/** The two rarest words in the singular; ties go to the alphabet, so that order and case never matter. */
function rarestWords(words: readonly string[]): readonly string[] {
  const distinct = [...new Set(contentWords(words).map(singular))].filter((word) => word.length > 1)
  return distinct.sort((a, b) => wordBits(b) - wordBits(a) || compareText(a, b)).slice(0, RARE_WORDS)
}

/** The initials of a name of three words or more, and a name of one short word as the initials it may be. */
function initialsOf(view: NameView): string[] {
  const content = contentWords(view.words)
  const only = content.length === 1 ? (content[0] ?? '') : ''
  if (only.length >= 3 && only.length <= 6) return [only]
  if (content.length < 3) return []
  const initials = (words: readonly string[]): string => words.map((word) => word[0] ?? '').join('')
  return [...new Set([initials(content), initials(view.words)])].filter((value) => value.length <= 6)
}
