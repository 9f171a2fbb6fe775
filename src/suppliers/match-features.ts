// Which observations about two names enter the score?
import { contentWords } from './align-words.ts'
import { councilKey } from './council-names.ts'
import { isGeneric, type NameComparison } from './name-comparison.ts'
import { CONNECTIVES, PLACES, QUALIFIERS } from './name-vocabulary.ts'
import { joinLoose, joinStrict } from './name-words.ts'
import { wordBits } from './word-frequency.ts'

/** The names of all observations that hold for a comparison; each carries a weight in bits. Sides do not matter. */
export function matchFeatures(c: NameComparison): readonly string[] {
  const alike = diceOfLetters(joinStrict(c.left.words), joinStrict(c.right.words))
  return [
    ...coreFeatures(c),
    ...extraFeatures(c),
    ...sharedFeatures(c),
    ...formFeatures(c),
    ...shapeFeatures(c, alike),
    ...differenceFeatures(c),
    ...withinFeatures(c, alike),
  ]
}

function coreRelation(c: NameComparison): string {
  if (c.strictEqual) return 'equal'
  const changed = c.alignment.links.some((link) => link.relation === 'typo' || link.relation === 'shortened')
  if (c.extraWords.length === 0) return changed ? 'all_but_slips' : 'all_linked'
  if (c.alignment.links.length === 0) return 'nothing_shared'
  return c.fewerExtraBits === 0 ? 'one_within_other' : 'overlap'
}

function coreFeatures(c: NameComparison): string[] {
  const relation = coreRelation(c)
  const features = [`core:${relation}`, `core_form:${relation}:${c.formRelation}`]
  if (c.left.words.length > 0 && joinLoose(c.left.words) === joinLoose(c.right.words))
    features.push('loose_key_equal')
  const council = councilKey(c.left.words)
  if (council !== null)
    features.push(council === councilKey(c.right.words) ? 'council_equal' : 'council_differs')
  if (isGeneric(c.left.words) || isGeneric(c.right.words)) features.push('generic_name')
  return features
}

/** The bin of a number of bits. */
function bin(bits: number, edges: readonly number[]): number {
  return edges.filter((edge) => bits > edge).length
}

function extraFeatures(c: NameComparison): string[] {
  const full = c.left.legalForm !== null && c.right.legalForm !== null ? 'both_forms' : 'form_open'
  const fewer = bin(c.fewerExtraBits, [0, 7, 12, 18, 26])
  const more = bin(c.moreExtraBits, [0, 6, 9, 12, 16, 22, 32])
  const total = c.sharedBits + c.fewerExtraBits + c.moreExtraBits
  const features = [
    `fewer_extra:${fewer}`,
    `more_extra:${more}`,
    `more_extra_form:${Math.min(more, 5)}:${full}`,
    `covered:${bin(c.sharedBits / Math.max(1, total), [0.15, 0.3, 0.45, 0.6, 0.75, 0.9])}`,
    `covered_less:${bin(c.sharedBits / Math.max(1, c.sharedBits + c.fewerExtraBits), [0.2, 0.4, 0.6, 0.8, 0.99])}`,
  ]
  if (c.extraWords.length > 0) {
    const rarest = Math.max(...c.extraWords.map(wordBits))
    features.push(`rarest_extra:${bin(rarest, [6, 8, 10, 12, 14])}`)
    if (c.extraWords.every((word) => QUALIFIERS.has(word))) features.push(`only_qualifiers_extra:${full}`)
    if (c.extraWords.every((word) => PLACES.has(word))) features.push(`only_places_extra:${full}`)
  }
  return features
}

function sharedFeatures(c: NameComparison): string[] {
  const { links } = c.alignment
  const features = [
    `rarest_shared:${bin(c.rarestSharedBits, [0, 7, 9, 11, 13, 15])}`,
    `shared_words:${Math.min(links.length, 5)}`,
    `shared_bits:${bin(c.sharedBits, [0, 8, 14, 20, 28, 40])}`,
    `first_word:${c.firstWordEqual}`,
    `last_word:${c.lastWordEqual}`,
    `first_and_covered:${c.firstWordEqual}:${c.fewerExtraBits === 0}`,
  ]
  for (const relation of [
    'plural',
    'abbreviation',
    'typo',
    'shortened',
    'cut',
    'initials',
    'spacing',
  ] as const) {
    if (links.some((link) => link.relation === relation)) features.push(`link:${relation}`)
  }
  if (links.length > 0 && links.every((link) => wordBits(link.left) < 9.5))
    features.push('only_common_words_shared')
  return features
}

function formFeatures(c: NameComparison): string[] {
  const forms = [c.left.legalForm, c.right.legalForm]
  const features = [`form:${c.formRelation}`]
  if (c.formRelation === 'conflict') {
    features.push(
      forms.every((form) => form === 'ltd' || form === 'plc') ? 'form_ltd_plc' : 'form_conflict_hard',
    )
  }
  if (forms.includes('nhs_trust')) features.push(c.formRelation === 'same' ? 'nhs_both' : 'nhs_one')
  return features
}

function shapeFeatures(c: NameComparison, alike: number): string[] {
  const features = [`prefix:${c.prefix}`, `letters_alike:${bin(alike, [0.2, 0.35, 0.5, 0.65, 0.8, 0.92])}`]
  if (c.prefix !== 'none') {
    features.push(`prefix_length:${c.prefix}:${bin(c.shorterLength, [12, 19, 25, 29])}`)
    const shorter = c.left.words.length < c.right.words.length ? c.left : c.right
    features.push(`prefix_form:${shorter.legalForm === null ? 'open' : 'closed'}`)
    features.push(`prefix_words:${Math.min(3, contentWords(shorter.words).length)}`)
  }
  if (c.prefix !== 'none' && COLUMN_WIDTHS.has(c.shorterLength)) features.push('prefix_fills_column')
  const reading = agreeingReading(c)
  if (reading !== null) features.push(reading)
  if (isAcronym(c)) features.push('acronym_of_other')
  if (extraInBrackets(c)) features.push('extra_words_in_brackets')
  return features
}

function differenceFeatures(c: NameComparison): string[] {
  const features = [`numbers:${c.numbers}`, `places:${c.places}`]
  if (PUBLIC.some((word) => c.left.words.includes(word) && c.right.words.includes(word))) {
    features.push(`public_places:${c.places}:${c.firstWordEqual}`)
  }
  if (c.ukDiffers) features.push('country_differs')
  if (c.qualifiersDiffer) features.push('qualifier_differs')
  if (c.places === 'conflict' && c.formRelation === 'both_missing')
    features.push('places_conflict_without_forms')
  return features
}

/** One name wholly inside the other: by which of the two states its legal form, how much is extra, and where. */
function withinFeatures(c: NameComparison, alike: number): string[] {
  const { extraLeft, extraRight, links } = c.alignment
  const full = c.left.legalForm !== null && c.right.legalForm !== null
  const features = [
    `letters_alike_form:${bin(alike, [0.35, 0.55, 0.75])}:${full ? 'both_forms' : c.formRelation}`,
  ]
  if (c.extraWords.length === 0 || (extraLeft.length > 0 && extraRight.length > 0)) {
    if (c.extraWords.length > 0)
      features.push(`overlap:${bin(c.fewerExtraBits, [8, 13, 20])}:${bin(c.moreExtraBits, [10, 16, 24])}`)
    return features
  }
  const [inner, outer, extra] =
    extraLeft.length === 0 ? [c.left, c.right, extraRight] : [c.right, c.left, extraLeft]
  const forms = `${inner.legalForm === null ? 'open' : 'closed'}_in_${outer.legalForm === null ? 'open' : 'closed'}`
  const size = Math.min(4, links.length)
  features.push(
    `within:${forms}`,
    `within_extra:${forms}:${bin(c.moreExtraBits, [7, 11, 18])}`,
    `within_words:${size}:${forms}`,
  )
  features.push(
    `within_rarity:${bin(c.rarestSharedBits, [8, 11, 14])}:${bin(Math.max(...extra.map(wordBits)), [8, 11, 14])}`,
  )
  features.push(
    `within_bits:${bin(c.sharedBits, [10, 16, 24, 34])}`,
    `within_side:${sideOfExtra(outer.words, extra)}:${size > 1}`,
  )
  features.push(
    `within_start:${sideOfExtra(outer.words, extra) === 'start'}:${bin(c.rarestSharedBits, [9, 12])}`,
  )
  if (extra.every((word) => HEALTH.has(word)))
    features.push(`health_words_extra:${outer.legalForm === 'nhs_trust'}`)
  return features
}

const HEALTH = new Set([
  'hospital',
  'hospitals',
  'health',
  'healthcare',
  'care',
  'services',
  'service',
  'university',
  'community',
  'mental',
])

function sideOfExtra(outer: readonly string[], extra: readonly string[]): 'start' | 'middle' | 'end' {
  if (extra.includes(outer[outer.length - 1] ?? '')) return 'end'
  return extra.includes(contentWords(outer)[0] ?? '') ? 'start' : 'middle'
}

/** Words of bodies that are told apart by their place rather than by their other words. */
const PUBLIC = [
  'council',
  'university',
  'hospital',
  'hospitals',
  'nhs',
  'school',
  'hospice',
  'mind',
  'relate',
  'cvs',
  'homestart',
  'college',
]

/** Twice the shared pairs of letters over all pairs: 1 for the same letters, 0 for nothing in common. */
export function diceOfLetters(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b ? 1 : 0
  const pairOf = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1)
  const pairs = new Map<number, number>()
  for (let at = 0; at < a.length - 1; at++) {
    const pair = pairOf(a, at)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let at = 0; at < b.length - 1; at++) {
    const pair = pairOf(b, at)
    const left = pairs.get(pair) ?? 0
    if (left > 0) {
      shared++
      pairs.set(pair, left - 1)
    }
  }
  return (2 * shared) / (a.length + b.length - 2)
}

/** Widths at which ledgers are known to cut names. */
const COLUMN_WIDTHS = new Set([24, 25, 30, 32, 34, 35, 36, 39, 40, 50])

/** The name of one cell stands whole in the trading name, address or client of the other (or the other way round). */
function agreeingReading(c: NameComparison): string | null {
  const roles = [c.left.role, c.right.role].filter((role) => role !== 'name')
  if (roles.length !== 1 || c.fewerExtraBits > 0 || c.rarestSharedBits < 9) return null
  return `agrees_as:${roles[0]}`
}

/** One name is a single word that spells the initials of the other. */
function isAcronym(c: NameComparison): boolean {
  const [short, long] = c.left.words.length < c.right.words.length ? [c.left, c.right] : [c.right, c.left]
  const word = short.words[0] ?? ''
  if (short.words.length !== 1 || word.length < 3 || long.words.length < 3) return false
  const initials = (words: readonly string[]): string => words.map((each) => each[0] ?? '').join('')
  return [initials(long.words), initials(contentWords(long.words))].some((value) => value.startsWith(word))
}

/** Every extra word stands in brackets or after a dash of the cell as typed. */
function extraInBrackets(c: NameComparison): boolean {
  if (c.extraWords.length === 0) return false
  const beside = [c.left.raw, c.right.raw]
    .flatMap((raw) => raw.toLowerCase().match(/\([^)]*\)?|\s-\s.*$|,.*$/g) ?? [])
    .join(' ')
    .replace(/['.]/g, '')
  return beside !== '' && c.extraWords.every((word) => CONNECTIVES.has(word) || beside.includes(word))
}
