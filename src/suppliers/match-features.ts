// Which observations about two names enter the score?
import type { WordRelation } from './align-words.ts'
import type { FormRelation } from './legal-forms.ts'
import type { NameComparison } from './name-comparison.ts'
import { CONNECTIVES, PLACES, QUALIFIERS } from './name-vocabulary.ts'
import { bins, forEach, inBin, scale } from './observation-names.ts'
import { letterPairs, type ReadView } from './read-views.ts'
import { wordBits } from './word-frequency.ts'

/** The names of all observations that hold for a comparison; each carries a weight in bits. Sides do not matter. */
export function matchFeatures(c: NameComparison): readonly string[] {
  const alike = diceOfPairs(c.left.letterPairs, c.right.letterPairs, c.strictEqual)
  const features: string[] = []
  addCore(c, features)
  addExtra(c, features)
  addShared(c, features)
  addForm(c, features)
  addShape(c, alike, features)
  addDifferences(c, features)
  addWithin(c, alike, features)
  return features
}

const FORM_RELATIONS: readonly FormRelation[] = ['same', 'one_missing', 'both_missing', 'conflict']
const CORE_RELATIONS = [
  'equal',
  'all_but_slips',
  'all_linked',
  'nothing_shared',
  'one_within_other',
  'overlap',
] as const

function coreRelation(c: NameComparison): (typeof CORE_RELATIONS)[number] {
  if (c.strictEqual) return 'equal'
  const changed = c.alignment.links.some((link) => link.relation === 'typo' || link.relation === 'shortened')
  if (c.extraWords.length === 0) return changed ? 'all_but_slips' : 'all_linked'
  if (c.alignment.links.length === 0) return 'nothing_shared'
  return c.fewerExtraBits === 0 ? 'one_within_other' : 'overlap'
}

const CORE = forEach(CORE_RELATIONS, (core) => `core:${core}`)
const CORE_FORM = forEach(CORE_RELATIONS, (core) =>
  forEach(FORM_RELATIONS, (form) => `core_form:${core}:${form}`),
)

function addCore(c: NameComparison, features: string[]): void {
  const { left, right } = c
  const relation = coreRelation(c)
  features.push(CORE[relation], CORE_FORM[relation][c.formRelation])
  if (left.words.length > 0 && left.loose === right.loose) features.push('loose_key_equal')
  if (left.council !== null)
    features.push(left.council === right.council ? 'council_equal' : 'council_differs')
  if (left.isGeneric || right.isGeneric) features.push('generic_name')
}

const STATED = ['both_forms', 'form_open'] as const
const FEWER_EXTRA = scale('fewer_extra', [0, 7, 12, 18, 26])
const MORE_EXTRA = scale('more_extra', [0, 6, 9, 12, 16, 22, 32])
const MORE_EXTRA_FORM = forEach(STATED, (full) => scale('more_extra_form', [0, 6, 9, 12, 16], `:${full}`))
const COVERED = scale('covered', [0.15, 0.3, 0.45, 0.6, 0.75, 0.9])
const COVERED_LESS = scale('covered_less', [0.2, 0.4, 0.6, 0.8, 0.99])
const RAREST_EXTRA = scale('rarest_extra', [6, 8, 10, 12, 14])
const ONLY_QUALIFIERS_EXTRA = forEach(STATED, (full) => `only_qualifiers_extra:${full}`)
const ONLY_PLACES_EXTRA = forEach(STATED, (full) => `only_places_extra:${full}`)

function addExtra(c: NameComparison, features: string[]): void {
  const full = areFormsStated(c) ? 'both_forms' : 'form_open'
  const total = c.sharedBits + c.fewerExtraBits + c.moreExtraBits
  features.push(
    inBin(FEWER_EXTRA, c.fewerExtraBits),
    inBin(MORE_EXTRA, c.moreExtraBits),
    inBin(MORE_EXTRA_FORM[full], c.moreExtraBits),
    inBin(COVERED, c.sharedBits / Math.max(1, total)),
    inBin(COVERED_LESS, c.sharedBits / Math.max(1, c.sharedBits + c.fewerExtraBits)),
  )
  if (c.extraWords.length === 0) return
  features.push(inBin(RAREST_EXTRA, rarestBits(c.extraWords)))
  if (c.extraWords.every((word) => QUALIFIERS.has(word))) features.push(ONLY_QUALIFIERS_EXTRA[full])
  if (c.extraWords.every((word) => PLACES.has(word))) features.push(ONLY_PLACES_EXTRA[full])
}

function areFormsStated({ left, right }: NameComparison): boolean {
  return left.legalForm !== null && right.legalForm !== null
}

function rarestBits(words: readonly string[]): number {
  return words.reduce((rarest, word) => Math.max(rarest, wordBits(word)), Number.NEGATIVE_INFINITY)
}

const RAREST_SHARED = scale('rarest_shared', [0, 7, 9, 11, 13, 15])
const SHARED_WORDS = scale('shared_words', [0, 1, 2, 3, 4])
const SHARED_BITS = scale('shared_bits', [0, 8, 14, 20, 28, 40])
const LINKS: readonly (readonly [WordRelation, string])[] = (
  ['plural', 'abbreviation', 'typo', 'shortened', 'cut', 'initials', 'spacing'] as const
).map((relation) => [relation, `link:${relation}`])

function addShared(c: NameComparison, features: string[]): void {
  const { links } = c.alignment
  const isCovered = c.fewerExtraBits === 0
  features.push(
    inBin(RAREST_SHARED, c.rarestSharedBits),
    inBin(SHARED_WORDS, links.length),
    inBin(SHARED_BITS, c.sharedBits),
    c.firstWordEqual ? 'first_word:true' : 'first_word:false',
    c.lastWordEqual ? 'last_word:true' : 'last_word:false',
  )
  if (c.firstWordEqual)
    features.push(isCovered ? 'first_and_covered:true:true' : 'first_and_covered:true:false')
  else features.push(isCovered ? 'first_and_covered:false:true' : 'first_and_covered:false:false')
  if (links.some(({ relation }) => relation !== 'equal'))
    for (const [relation, name] of LINKS)
      if (links.some((link) => link.relation === relation)) features.push(name)
  if (links.length > 0 && links.every((link) => wordBits(link.left) < 9.5))
    features.push('only_common_words_shared')
}

const FORM = forEach(FORM_RELATIONS, (form) => `form:${form}`)

function addForm(c: NameComparison, features: string[]): void {
  const [one, other] = [c.left.legalForm, c.right.legalForm]
  features.push(FORM[c.formRelation])
  if (c.formRelation === 'conflict') {
    const areLtdAndPlc = (one === 'ltd' && other === 'plc') || (one === 'plc' && other === 'ltd')
    features.push(areLtdAndPlc ? 'form_ltd_plc' : 'form_conflict_hard')
  }
  if (one === 'nhs_trust' || other === 'nhs_trust')
    features.push(c.formRelation === 'same' ? 'nhs_both' : 'nhs_one')
}

const PREFIXES = ['none', 'word', 'inside'] as const
const PREFIX = forEach(PREFIXES, (prefix) => `prefix:${prefix}`)
const PREFIX_LENGTH = forEach(PREFIXES, (prefix) => scale(`prefix_length:${prefix}`, [12, 19, 25, 29]))
const PREFIX_WORDS = scale('prefix_words', [0, 1, 2])
const LETTERS_ALIKE = scale('letters_alike', [0.2, 0.35, 0.5, 0.65, 0.8, 0.92])

function addShape(c: NameComparison, alike: number, features: string[]): void {
  features.push(PREFIX[c.prefix], inBin(LETTERS_ALIKE, alike))
  if (c.prefix !== 'none') {
    const shorter = c.left.words.length < c.right.words.length ? c.left : c.right
    features.push(
      inBin(PREFIX_LENGTH[c.prefix], c.shorterLength),
      shorter.legalForm === null ? 'prefix_form:open' : 'prefix_form:closed',
      inBin(PREFIX_WORDS, shorter.content.length),
    )
    if (COLUMN_WIDTHS.has(c.shorterLength)) features.push('prefix_fills_column')
  }
  const reading = agreeingReading(c)
  if (reading !== null) features.push(reading)
  if (isAcronym(c)) features.push('acronym_of_other')
  if (extraInBrackets(c)) features.push('extra_words_in_brackets')
}

const NUMBERS = forEach(['none', 'equal', 'one_sided', 'conflict'], (numbers) => `numbers:${numbers}`)
const PLACES_OF = forEach(['none', 'one_sided', 'conflict'], (places) => `places:${places}`)

function addDifferences(c: NameComparison, features: string[]): void {
  features.push(NUMBERS[c.numbers], PLACES_OF[c.places])
  if (PUBLIC.some((word) => c.left.words.includes(word) && c.right.words.includes(word)))
    features.push(`public_places:${c.places}:${c.firstWordEqual}`)
  if (c.ukDiffers) features.push('country_differs')
  if (c.qualifiersDiffer) features.push('qualifier_differs')
  if (c.places === 'conflict' && c.formRelation === 'both_missing')
    features.push('places_conflict_without_forms')
}

const LETTERS_ALIKE_FORM = forEach(['both_forms', ...FORM_RELATIONS], (form) =>
  scale('letters_alike_form', [0.35, 0.55, 0.75], `:${form}`),
)
const OVERLAP = bins([8, 13, 20], (bin) => scale(`overlap:${bin}`, [10, 16, 24]))

/** How many letters are alike by the legal forms; how much is left over where neither name is inside the other. */
function addWithin(c: NameComparison, alike: number, features: string[]): void {
  const { extraLeft, extraRight } = c.alignment
  features.push(inBin(LETTERS_ALIKE_FORM[areFormsStated(c) ? 'both_forms' : c.formRelation], alike))
  if (c.extraWords.length === 0) return
  if (extraLeft.length > 0 && extraRight.length > 0)
    features.push(inBin(inBin(OVERLAP, c.fewerExtraBits), c.moreExtraBits))
  else addInside(c, features)
}

const INSIDE = forEach(['open_in_open', 'open_in_closed', 'closed_in_open', 'closed_in_closed'], (forms) => ({
  within: `within:${forms}`,
  extra: scale(`within_extra:${forms}`, [7, 11, 18]),
  words: scale('within_words', [0, 1, 2, 3], `:${forms}`),
}))
const INSIDE_RARITY = bins([8, 11, 14], (bin) => scale(`within_rarity:${bin}`, [8, 11, 14]))
const INSIDE_BITS = scale('within_bits', [10, 16, 24, 34])
const INSIDE_SIDE = forEach(['start', 'middle', 'end'], (side) => ({
  one: `within_side:${side}:false`,
  several: `within_side:${side}:true`,
  start: scale(`within_start:${side === 'start'}`, [9, 12]),
}))

/** One name wholly inside the other: by which of the two states its legal form, how much is extra, and where. */
function addInside(c: NameComparison, features: string[]): void {
  const { extraLeft, extraRight, links } = c.alignment
  const [inner, outer] = extraLeft.length === 0 ? [c.left, c.right] : [c.right, c.left]
  const extra = extraLeft.length === 0 ? extraRight : extraLeft
  const inside = INSIDE[`${openOrClosed(inner)}_in_${openOrClosed(outer)}`]
  const side = INSIDE_SIDE[sideOfExtra(outer, extra)]
  features.push(
    inside.within,
    inBin(inside.extra, c.moreExtraBits),
    inBin(inside.words, links.length),
    inBin(inBin(INSIDE_RARITY, c.rarestSharedBits), rarestBits(extra)),
    inBin(INSIDE_BITS, c.sharedBits),
    links.length > 1 ? side.several : side.one,
    inBin(side.start, c.rarestSharedBits),
  )
  if (extra.every((word) => HEALTH.has(word)))
    features.push(`health_words_extra:${outer.legalForm === 'nhs_trust'}`)
}

function openOrClosed({ legalForm }: ReadView): 'open' | 'closed' {
  return legalForm === null ? 'open' : 'closed'
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

function sideOfExtra({ words, content }: ReadView, extra: readonly string[]): 'start' | 'middle' | 'end' {
  if (extra.includes(words[words.length - 1] ?? '')) return 'end'
  return extra.includes(content[0] ?? '') ? 'start' : 'middle'
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
  return diceOfPairs(letterPairs(a), letterPairs(b), a === b)
}

/** As `diceOfLetters`, of pairs in ascending order. */
function diceOfPairs(a: readonly number[], b: readonly number[], areEqual: boolean): number {
  if (areEqual) return 1
  if (a.length === 0 || b.length === 0) return 0
  let shared = 0
  for (let left = 0, right = 0; left < a.length && right < b.length; ) {
    const difference = (a[left] ?? 0) - (b[right] ?? 0)
    if (difference === 0) shared += 1
    if (difference <= 0) left += 1
    if (difference >= 0) right += 1
  }
  return (2 * shared) / (a.length + b.length)
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
  return [initials(long.words), initials(long.content)].some((value) => value.startsWith(word))
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
