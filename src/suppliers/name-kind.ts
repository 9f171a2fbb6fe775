// Is this supplier cell the name of an organisation, or something that must never become a shared supplier?

import { decodeEntities } from './fold-name.ts'
import type { LegalForm } from './legal-forms.ts'
import { isLegalEndingWord } from './legal-forms.ts'
import type { NameParts } from './name-parts.ts'
import { splitWords } from './name-words.ts'
import { COMMON_SURNAMES, GIVEN_NAMES, ORGANISATION_WORDS, PERSON_TITLES } from './person-words.ts'
import { isRedactionMarker } from './redaction.ts'

/** What a supplier cell holds. Only an `organisation` is ever grouped with another spelling. */
export type NameKind =
  | 'organisation'
  | 'redacted'
  | 'placeholder'
  | 'person'
  | 'internal'
  | 'several'
  | 'blank'

// A cell is a placeholder or internal when every word of it is of that vocabulary and one of them is a trigger.
const PLACEHOLDER_TRIGGERS = new Set(
  `various varies several multiple multi many miscellaneous misc sundry sundries mixed tbc tba tbd na none nil null unknown unassigned
  unspecified unnamed undefined unavailable see refer attached below above pending vacant dummy test testing xx xxx zzz confirmed advised
  determined agreed appointed awarded decided assigned applicable available known stated recorded supplied provided dps supplier suppliers
  vendor vendors contractor contractors provider providers creditor creditors payee payees bidder bidders name blank
  other others list schedule appendix annex onetime oneoff spot awaiting generic default`.split(/\s+/),
)
/** Triggers only as the first word: "Other suppliers", but not "Theatre of Others". */
const LEADING_TRIGGERS = new Set(['other', 'others', 'name', 'list', 'schedule'])
const PLACEHOLDER_FILLERS = new Set(
  `a an and the of to be by for from in on is are as at it or not no yes yet more than all any each number over this that with per
  list lists listed schedule appendix annex sheet tab attachment document documents file notes note comment comments description details detail
  column row contract contracts framework lot lots dynamic purchasing system approved preferred successful call off spot purchase purchases
  one time off individual local small new external different separate awaiting award decision information info data entry value
  supplier suppliers vendor vendors contractor contractors provider providers creditor creditors payee payees bidder bidders name names
  company companies firm firms organisation organisations party parties service services goods etc used use only register due course
  tender tendered procurement process currently later date time confirmation confirm`.split(/\s+/),
)
const INTERNAL_TRIGGERS = new Set(
  `internal internally inhouse interdepartmental intercompany recharge recharges journal`.split(' '),
)
const INTERNAL_FILLERS = new Set(
  `in house service services provision provided provider delivery delivered supplier team teams transfer transfers recharge recharges
  department departments departmental inter staff council the authority account accounts trading own directorate journal by to and n a`.split(
    /\s+/,
  ),
)

/** The kind of a cell, judged in this order: blank, redacted, several, placeholder, internal, person, organisation. */
export function classifyName(
  raw: string,
  folded: string,
  words: readonly string[],
  form: LegalForm | null,
  parts: NameParts,
): NameKind {
  if (words.length === 0)
    return /[*█■▇▓]{3}/.test(raw) ? 'redacted' : raw.trim() === '' ? 'blank' : 'placeholder'
  if (isRedactionMarker(folded)) return 'redacted'
  if (isSeveral(raw, folded, parts)) return 'several'
  if (form === null && isPlaceholder(words)) return 'placeholder'
  if (form === null && isInternal(words)) return 'internal'
  return form === null && isPerson(folded, words, parts) ? 'person' : 'organisation'
}

function isPlaceholder(words: readonly string[]): boolean {
  if (words.every((word) => /^[0-9x]+$/.test(word)))
    return words.every((word) => !/[1-9]/.test(word) || word.length < 3)
  return allOf(words, PLACEHOLDER_TRIGGERS, PLACEHOLDER_FILLERS)
}

function isInternal(words: readonly string[]): boolean {
  const inHouse = words.length > 1 && words[0] === 'in' && words[1] === 'house'
  if (inHouse) return words.every((word) => INTERNAL_FILLERS.has(word) || INTERNAL_TRIGGERS.has(word))
  return allOf(words, INTERNAL_TRIGGERS, INTERNAL_FILLERS)
}

function allOf(
  words: readonly string[],
  triggers: ReadonlySet<string>,
  fillers: ReadonlySet<string>,
): boolean {
  let triggered = false
  let isFirst = true
  for (const word of words) {
    if (triggers.has(word) && (isFirst || !LEADING_TRIGGERS.has(word))) triggered = true
    else if (!fillers.has(word)) return false
    isFirst = false
  }
  return triggered
}

/** Split only on ";", a spaced "/" and line breaks, or where two legal names are joined by "and". */
function isSeveral(typed: string, folded: string, parts: NameParts): boolean {
  const raw = decodeEntities(typed)
  if (/[;\n\r\u2028]| \/ /.test(raw) && parts.tradingAs === null) {
    if (raw.split(/;|\s\/\s|[\n\r\u2028]+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length > 1)
      return true
  }
  if (parts.tradingAs !== null || !/ and |&|,/.test(folded)) return false
  const words = splitWords(folded)
  const joint = words.findIndex((word, at) => word === 'and' && isLegalEndingWord(words[at - 1] ?? ''))
  return joint > 0 && isLegalEndingWord(words[words.length - 1] ?? '') && words.length - joint > 2
}

/** A likely natural person: a title, a common given name with a surname, initials with a common surname, or "QC". */
function isPerson(folded: string, words: readonly string[], parts: NameParts): boolean {
  if (parts.tradingAs !== null || words.length < 2) return false
  if (isTitledPerson(words)) return true
  if (words.length > 5) return false
  if (words.some((word) => ORGANISATION_WORDS.has(word) || /\d/.test(word))) return false
  const first = words[0] ?? ''
  const last = words[words.length - 1] ?? ''
  if (last === 'qc' || last === 'kc') return words.length <= 4
  if (words.length > 3) return false
  if (SURNAME_FIRST.test(folded) && (GIVEN_NAMES.has(last) || last.length <= 2)) return true
  if (GIVEN_NAMES.has(first))
    return words.length === 2 || isMiddleName(words[1] ?? '') || COMMON_SURNAMES.has(last)
  return words.length === 2 && COMMON_SURNAMES.has(last) && isInitials(first, folded)
}

/** "Dr Example", "Mr and Mrs R Example": a title, and no word of an organisation but "and". */
function isTitledPerson(words: readonly string[]): boolean {
  if (!PERSON_TITLES.has(words[0] ?? '')) return false
  const named = words.filter((word) => word !== 'and' && !PERSON_TITLES.has(word))
  return named.length <= 4 && !named.some((word) => ORGANISATION_WORDS.has(word) || /\d/.test(word))
}

const SURNAME_FIRST = /^\s*\p{L}[\p{L}'-]+, ?\p{L}/u

function isMiddleName(word: string): boolean {
  return GIVEN_NAMES.has(word) || word.length <= 2
}

/** One or two letters, or letters set apart: "J", "WH", "J. R. R."; three letters in a row are rather a firm's. */
function isInitials(word: string, folded: string): boolean {
  if (word.length <= 2) return word.length === 1 || !/[aeiouy]/.test(word)
  return /^\s*(?:[a-z][. ]+){2,3}[a-z]{2,}/.test(folded)
}
