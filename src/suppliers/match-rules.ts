// May two names be merged without a person's look, and by which rule?
import { contentWords, type WordLink, type WordRelation } from './align-words.ts'
import { editDistanceWithin } from './edit-distance.ts'
import { isRareWord, type NameComparison } from './name-comparison.ts'
import type { NameView } from './name-views.ts'
import { PLACES, WELL_KNOWN_INITIALS } from './name-vocabulary.ts'
import { isGeneric, type ReadView } from './read-views.ts'
import { isKnownWord, totalBits } from './word-frequency.ts'

/** The rules that merge, each measured on labelled pairs of real names; none of them looks at a score. */
export type MergeRule =
  | 'same_name'
  | 'same_council'
  | 'same_words_linked'
  | 'same_words_reordered'
  | 'abbreviated_words'
  | 'plural_in_long_name'
  | 'typing_slip'
  | 'cut_inside_word'
  | 'own_initials_beside_name'
  | 'account_code_beside_name'

/** Reasons that forbid a merge whatever the words say. */
export type MergeBar =
  | 'legal_forms_conflict'
  | 'numbers_differ'
  | 'country_differs'
  | 'qualifier_differs'
  | 'place_differs'
  | 'generic_name'
  | 'public_body_or_not'
  | 'shared_by_many'
  | 'other_reading'

/** The rule that merges two readings, or null with the reasons that stand in the way. */
export function mergeRule(comparison: NameComparison): { rule: MergeRule | null; bars: readonly MergeBar[] } {
  const bars = mergeBars(comparison)
  const rule = bars.length > 0 ? null : firstRule(comparison)
  return { rule, bars }
}

/** As `mergeRule` about a name and itself: of all bars only those that rest on one name may stand. */
export function mergesWithItself({ words, legalForm }: NameView): boolean {
  const isBorneByMany =
    legalForm === null && words.some((word) => HOMONYM_WORDS.has(word)) && !words.some(tellsApart)
  return !isBorneByMany && !isGeneric(contentWords(words))
}

function mergeBars(c: NameComparison): MergeBar[] {
  const bars: MergeBar[] = []
  if (c.formRelation === 'conflict') bars.push('legal_forms_conflict')
  if (!isAccountCodeBeside(c) && (c.numbers === 'conflict' || c.numbers === 'one_sided'))
    bars.push('numbers_differ')
  if (!c.strictEqual) addBarsOfExtraWords(c, bars)
  if (c.left.isGeneric || c.right.isGeneric) bars.push('generic_name')
  if (isNhsOrNot(c)) bars.push('public_body_or_not')
  if (isHomonym(c)) bars.push('shared_by_many')
  if (!speaksForSupplier(c.left) || !speaksForSupplier(c.right)) bars.push('other_reading')
  return bars
}

/** Words that tell companies of one group apart, unless the shorter name was cut before it could say them. */
function addBarsOfExtraWords(c: NameComparison, bars: MergeBar[]): void {
  if (c.prefix === 'inside' || isSameCouncil(c)) return
  if (c.ukDiffers) bars.push('country_differs')
  if (c.qualifiersDiffer) bars.push('qualifier_differs')
  if (c.places !== 'none') bars.push('place_differs')
}

function isSameCouncil({ left, right }: NameComparison): boolean {
  return left.council !== null && left.council === right.council
}

/** "Wexby University NHS FT" and "University of Wexby": without a word of health the missing "NHS" is no slip. */
function isNhsOrNot(c: NameComparison): boolean {
  return hasNhs(c) && c.formRelation === 'one_missing' && !c.left.words.some((word) => HEALTH_WORDS.has(word))
}

const HEALTH_WORDS = new Set(
  'hospital hospitals hosp health healthcare ambulance mental care partnership clinic infirmary'.split(' '),
)

/** Schools, churches and the like without a place: many bear the same name, and no legal form tells them apart. */
function isHomonym(c: NameComparison): boolean {
  if (c.formRelation === 'same' || !c.left.words.some((word) => HOMONYM_WORDS.has(word))) return false
  return !c.left.words.some(tellsApart) && !c.right.words.some(tellsApart)
}

function tellsApart(word: string): boolean {
  return PLACES.has(word) || !isKnownWord(word)
}

const HOMONYM_WORDS = new Set(
  'school church nursery preschool playgroup pharmacy surgery chapel mosque parish hotel inn'.split(' '),
)

/** A trading name or the place cared of may belong to several companies; a factor's client is the supplier itself. */
function speaksForSupplier(view: ReadView): boolean {
  return view.role === 'name' || view.role === 'behalf'
}

function firstRule(c: NameComparison): MergeRule | null {
  if (c.strictEqual) return 'same_name'
  if (isSameCouncil(c)) return 'same_council'
  if (c.prefix === 'inside' && mayBeCut(c)) return 'cut_inside_word'
  if (isOwnInitials(c)) return 'own_initials_beside_name'
  if (isAccountCodeBeside(c)) return 'account_code_beside_name'
  if (c.extraWords.length > 0) return null
  return ruleOfLinks(c)
}

/** Every content word is linked: by which relations decides. */
function ruleOfLinks(c: NameComparison): MergeRule | null {
  const changed = c.alignment.links.filter((link) => link.relation !== 'equal' && link.relation !== 'spacing')
  const words = countWords(c)
  if (changed.length === 0) return ruleOfSameWords(c)
  if (!inOrder(c)) return null
  if (changed.every((link) => isSureAbbreviation(link, c)) && words >= 2) return 'abbreviated_words'
  const beyondTable = changed.filter((link) => !isSureAbbreviation(link, c))
  if (beyondTable.length === 1 && isPlainPlural(beyondTable[0]) && words >= 3) return 'plural_in_long_name'
  if (changed.length === 1 && only(changed, ['typo']) && isSlip(changed[0], words)) return 'typing_slip'
  if (changed.length === 1 && only(changed, ['cut']) && mayBeCut(c)) return 'cut_inside_word'
  return null
}

/** Content words of the name that has fewer; an NHS body's ending counts as a word, because it is part of what it is called. */
function countWords(c: NameComparison): number {
  const count = ({ content, legalForm }: ReadView): number =>
    content.length + (legalForm === 'nhs_trust' ? 1 : 0)
  return Math.min(count(c.left), count(c.right)) + (c.formRelation === 'one_missing' && hasNhs(c) ? 1 : 0)
}

function hasNhs(c: NameComparison): boolean {
  return c.left.legalForm === 'nhs_trust' || c.right.legalForm === 'nhs_trust'
}

/**
 * The same content words: in the same order, or turned round as ledgers that wrap the last words to the front do. Two
 * whole registered names in another order are two names, and so are common words alone ("Institute of Care Standards").
 */
function ruleOfSameWords(c: NameComparison): MergeRule | null {
  if (c.sharedBits < SURE_BITS) return null
  if (inOrder(c)) return 'same_words_linked'
  if (c.formRelation === 'same' && !hasNhs(c)) return null
  const left = c.left.content
  if (left.length === 2 && left.includes('university')) return 'same_words_reordered'
  if (left.length < 3 || !left.some((word) => PLACES.has(word) || isRareWord(word))) return null
  return isRotation(left, c.right.content) ? 'same_words_reordered' : null
}

const SURE_BITS = 16

function isRotation(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && ` ${[...left, ...left].join(' ')} `.includes(` ${right.join(' ')} `)
}

/** Columns that cut names are at least this wide. */
const CUT_LENGTH = 26

/** A name that still shows its whole legal ending was not cut; nor was one that only lacks a plural s. */
function mayBeCut(c: NameComparison): boolean {
  const shorter = c.left.text.length < c.right.text.length ? c.left : c.right
  if (shorter.raw.length < CUT_LENGTH || (shorter.legalForm !== null && !shorter.formCut)) return false
  const longer = shorter === c.left ? c.right : c.left
  const last = shorter.words.length - 1
  return longer.words[last] !== `${shorter.words[last]}s`
}

/**
 * A usual abbreviation, initials that everybody reads alike, or the start of a common word that is no word itself
 * ("envir"), but not as the first word, where it is rather a name of its own ("Dig Example").
 */
function isSureAbbreviation(link: WordLink, c: NameComparison): boolean {
  if (link.relation === 'abbreviation') return true
  const [short, full] =
    link.left.length < link.right.length ? [link.left, link.right] : [link.right, link.left]
  if (link.relation === 'initials') return WELL_KNOWN_INITIALS.has(short)
  if (link.relation !== 'shortened' || isKnownWord(short) || !isKnownWord(full) || PLACES.has(short))
    return false
  return c.left.words[0] !== link.left && c.right.words[0] !== link.right
}

function only(links: readonly WordLink[], relations: readonly WordRelation[]): boolean {
  return links.every((link) => relations.includes(link.relation))
}

function inOrder(c: NameComparison): boolean {
  const order = c.alignment.links.map((link) => ({
    left: c.left.words.indexOf(link.left.split(' ')[0] ?? ''),
    right: c.right.words.indexOf(link.right.split(' ')[0] ?? ''),
  }))
  order.sort((a, b) => a.left - b.left)
  return order.every((at, index) => index === 0 || at.right >= (order[index - 1]?.right ?? 0))
}

/** A plural s, unless it tells one place from a chain of them ("Care Home", "Care Homes"). */
function isPlainPlural(link: WordLink | undefined): boolean {
  return link?.relation === 'plural' && !PREMISES.has(link.left) && !PREMISES.has(link.right)
}

const PREMISES = new Set([
  'home',
  'nursery',
  'hotel',
  'school',
  'store',
  'shop',
  'inn',
  'college',
  'academy',
  'pharmacy',
])

/**
 * One slip in a word of seven letters or more, its first letter right, and at least one of the two no known word. A letter
 * replaced by another counts only in names of three words or more: "Wexhall Forum" is not "Wexhill Forum".
 */
function isSlip(link: WordLink | undefined, words: number): boolean {
  if (link === undefined || words < 2) return false
  const { left, right } = link
  if (Math.max(left.length, right.length) < 7 || left[0] !== right[0]) return false
  if (left.length === right.length && words < 3 && !isSwap(left, right)) return false
  return editDistanceWithin(left, right, 1) && (!isKnownWord(left) || !isKnownWord(right))
}

/** Two neighbouring letters in the wrong order, which no other word explains; another letter may be another place. */
function isSwap(left: string, right: string): boolean {
  return [...left].sort().join('') === [...right].sort().join('')
}

/** "Quillmere Action Network (QAN)": the only extra word spells the initials of the rest. */
function isOwnInitials(c: NameComparison): boolean {
  const { alignment } = c
  if (c.extraWords.length !== 1 || alignment.links.some((link) => link.relation !== 'equal')) return false
  const extra = c.extraWords[0] ?? ''
  const { words, content } = alignment.extraLeft.length === 1 ? c.right : c.left
  const initials = (list: readonly string[]): string => list.map((word) => word[0] ?? '').join('')
  return extra.length >= 3 && words.length >= 3 && (extra === initials(words) || extra === initials(content))
}

/** "… 901450514": the only extra words are account codes, five figures or more, after the whole of the other name. */
function isAccountCodeBeside(c: NameComparison): boolean {
  const { extraLeft, extraRight, links } = c.alignment
  if (c.prefix !== 'word' || c.extraWords.length === 0 || links.some((link) => link.relation !== 'equal'))
    return false
  if (extraLeft.length > 0 && extraRight.length > 0) return false
  return c.extraWords.every((word) => /^[a-z]{0,4}\d{5,}$/.test(word)) && totalBits(c.left.words) > 14
}
