// How is a decision about two names put in words?
import type { LegalForm } from './legal-forms.ts'
import type { PairDecision } from './match-decision.ts'
import type { NameComparison } from './name-comparison.ts'

type Rule = NonNullable<PairDecision['rule']>
type Bar = PairDecision['bars'][number]

const RULES: Record<Rule, string> = {
  same_name:
    'The names are the same apart from capitals, punctuation, spacing and how the legal form is written.',
  same_council: 'Both names are ways of writing the name of the same council.',
  same_words_linked: 'The names are the same apart from linking words such as “and” or “of”.',
  same_words_reordered: 'The names hold the same words, turned round.',
  abbreviated_words: 'The names are the same once usual abbreviations are written out.',
  plural_in_long_name: 'The names differ by one plural s in a long name.',
  typing_slip: 'The names differ by one slip of the keyboard in a rare word.',
  cut_inside_word: 'One name is the start of the other, cut inside a word by the width of a column.',
  own_initials_beside_name: 'One cell adds the initials of the same name.',
  account_code_beside_name: 'One cell adds an account code after the same name.',
  same_number: 'Both have the same confirmed register number, and the names do not contradict it.',
}

const BARS: Record<Bar, string> = {
  legal_forms_conflict: 'the legal forms differ',
  numbers_differ: 'a number in the names differs',
  country_differs: 'only one of them says “UK” or another country',
  qualifier_differs: 'a word such as “Group”, “Holdings” or “Services” differs',
  place_differs: 'a place in the names differs',
  generic_name: 'the name is made of common words only',
  public_body_or_not: 'only one of them is an NHS body by its name',
  shared_by_many: 'many schools, churches or nurseries bear this name',
  other_reading: 'they agree only in a trading name or an address',
  identifiers_differ: 'their confirmed register numbers differ',
  stated_numbers_differ: 'the register numbers stated for them differ',
  not_an_organisation: 'one of the cells does not name a single organisation',
  spelling_alert: 'one of them mixes scripts or turns the writing direction',
}

const FORM_NAMES: Partial<Record<LegalForm, string>> = {
  unlimited: 'unlimited company',
  registered_society: 'registered society',
  royal_charter: 'royal charter',
  nhs_trust: 'NHS trust',
  pty_ltd: 'Pty Ltd',
  pte_ltd: 'Pte Ltd',
}

/** The decision in one to four plain sentences. */
export function explainDecision(
  decision: Omit<PairDecision, 'explanation'>,
  comparison: NameComparison,
): string {
  const sentences: string[] = []
  if (decision.rule !== null) sentences.push(RULES[decision.rule])
  else if (decision.decision === 'review')
    sentences.push('The names may mean one supplier, but a person must look.')
  else sentences.push('The names are taken for two suppliers.')
  if (decision.bars.length > 0)
    sentences.push(`Not merged because ${listed(decision.bars.map((bar) => BARS[bar]))}.`)
  const differences = differencesOf(decision, comparison)
  if (differences.length > 0) sentences.push(`Differences: ${differences.join('; ')}.`)
  return sentences.join(' ')
}

function differencesOf(decision: Omit<PairDecision, 'explanation'>, comparison: NameComparison): string[] {
  const differences = decision.links
    .filter((link) => link.relation !== 'equal')
    .map((link) => `“${link.left}” for “${link.right}”`)
  if (decision.onlyLeft.length > 0) differences.push(`only in one: ${decision.onlyLeft.join(' ')}`)
  if (decision.onlyRight.length > 0) differences.push(`only in the other: ${decision.onlyRight.join(' ')}`)
  const { left, right } = comparison
  if (left.legalForm !== right.legalForm)
    differences.push(`legal form ${formName(left.legalForm)} and ${formName(right.legalForm)}`)
  return differences
}

function formName(form: LegalForm | null): string {
  return form === null ? 'not stated' : (FORM_NAMES[form] ?? form.toUpperCase())
}

function listed(reasons: readonly string[]): string {
  return reasons.length < 2
    ? reasons.join('')
    : `${reasons.slice(0, -1).join(', ')} and ${reasons[reasons.length - 1]}`
}
