// Is this cell a redaction marker rather than a name?
import { editDistanceWithin } from './edit-distance.ts'

/** Why a name is withheld, as far as the marker says. */
export type RedactionReason = 'personal' | 'commercial' | 'other'

/** A marker is short; a long text that mentions redaction is about something. */
const LONGEST_MARKER = 200

const LETTERS = /[^a-z ]+/g
const STEM = 'redacted'

/** Whole phrases that withhold without the word "redacted"; each must be the whole of the cell. */
const PHRASES =
  /^(?:(?:name|supplier|vendor|payee|provider|details?|data|information|text)s? ?){0,3}(?:(?:is|are|has been|have been) )?(?:withheld|suppressed|anonymised|anonymized|removed for (?:privacy|data protection|confidentiality)|not disclosed|undisclosed)(?: (?:for|under|by|due|as|on|in|personal|commercial|data|information|name|sensitive|protection|confidential|confidentiality|privacy|legal|reasons?|grounds?|to|the|of|foi|foia|gdpr|dpa|act|section|s|request))*$/
const GROUNDS =
  /^(?:(?:data protection|dpa|gdpr|foia?|freedom of information)(?: act)?(?: exemption| exempt| exempted| section| s)+|(?:section|s)? ?(?:40|43) ?(?:foia?)? (?:exemption|exempt)|personal (?:data|information|details?)(?: (?:protected|removed|exempt|exemption|withheld))?|(?:commercially|commercial in) (?:sensitive|confidential|confidence)(?: (?:information|data))?|commercial(?:ly)? sensitive|(?:strictly )?confidential(?: (?:information|data|name|supplier))?|private (?:individual|person|data)|sensitive (?:data|information|personal data)|exempt(?:ed)?(?: (?:information|data|from publication|from disclosure))?)$/

/**
 * True if the cell is a redaction marker: "REDACTED PERSONAL DATA", its misspellings (edit distance at most two from
 * "redacted", digits inside ignored: "RED12345ACTED"), rows of asterisks or blocks, and the usual phrases for withholding.
 * Real names that share the stem ("Redactive Example Ltd") are not markers.
 */
export function isRedactionMarker(text: string): boolean {
  return redactionReason(text) !== null
}

/**
 * The reason a redaction marker states, `other` where it states none, null where the text is not a marker.
 * A marker that follows or precedes other text ("Guest House#REDACTED") counts: one marker withholds the row.
 */
export function redactionReason(text: string): RedactionReason | null {
  if (/[*█■▇▓xX]{3}/.test(text) && /^[\s*█■▇▓xX.\-_#[\]()]+$/.test(text)) return 'other'
  const folded = text.normalize('NFKC').toLowerCase()
  const plain = folded
    .replace(/[0-9*]+/g, '')
    .replace(LETTERS, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  if (plain === '' || plain.length > LONGEST_MARKER) return null
  if (!holdsRedactedWord(plain) && !isSpacedOut(plain) && !isGround(folded, plain)) return null
  if (/person|individual|private|privacy|gdpr|dpa|data protection|section|child|client/.test(plain))
    return 'personal'
  return /commerc|confiden/.test(plain) ? 'commercial' : 'other'
}

function isGround(folded: string, plain: string): boolean {
  return (
    /^redact(?:ions?)?$/.test(plain) ||
    PHRASES.test(plain) ||
    GROUNDS.test(plain) ||
    (/[0-9*]/.test(folded) && GROUNDS.test(withDigits(folded))) ||
    /^\w*withheld$/.test(plain)
  )
}

function withDigits(folded: string): string {
  return folded
    .replace(/[^a-z0-9 ]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** A word that ends as "redacted" does and begins as its misspellings do. */
const MAY_HOLD_REDACTED = /(?:^| )r?e[a-z]*d(?: |$)/

function holdsRedactedWord(plain: string): boolean {
  return MAY_HOLD_REDACTED.test(plain) && plain.split(' ').some(isRedactedWord)
}

/** "R E D A C T E D" and "RED ACTED". */
function isSpacedOut(plain: string): boolean {
  if (plain.length > 2 * STEM.length + 1) return false
  const joined = plain.replaceAll(' ', '')
  return joined.length <= STEM.length + 1 && isRedactedWord(joined)
}

/** A word within two edits of "redacted" that keeps its start and its end, so that "redactive" and "reacted" stay words. */
function isRedactedWord(word: string): boolean {
  if (word === STEM) return true
  if (word.length < 6 || word.length > 10 || !/^r?e/.test(word) || !/e?d$/.test(word)) return false
  if (ENGLISH_NEIGHBOURS.has(word)) return false
  return editDistanceWithin(word, STEM, 2)
}

const ENGLISH_NEIGHBOURS = new Set([
  'reacted',
  'related',
  'rejected',
  'retracted',
  'enacted',
  'refracted',
  'reduced',
  'created',
  'elected',
  'erected',
  'ejected',
  'reached',
  'dedicated',
  'detected',
  'expected',
  'educated',
  'reenacted',
  'reflected',
  'selected',
  'repeated',
  'restated',
  'reacquired',
  'rebated',
  'relocated',
  'rated',
  'readapted',
  'retarded',
  'retreated',
  'regarded',
  'rewarded',
  'readied',
  'recanted',
  'repacked',
])
