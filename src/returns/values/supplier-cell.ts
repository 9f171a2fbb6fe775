// Which suppliers does a cell name?
import type { CellIssue } from '../issues.ts'
import { slipsBetween } from '../mapping/heading-lookup.ts'
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

/** One supplier of a contract, by the name typed. */
export interface NamedSupplier {
  name: string
  role?: string
  /** The name behind `t/a`. */
  tradingAs?: string
  /** The name stands for nobody in particular ("Various", "TBC"). */
  placeholder?: boolean
}

export interface SupplierReading extends CellReading<NamedSupplier[]> {
  /** The cell is a redaction marker: every name of the row is withheld. */
  redacted?: boolean
}

const PLACEHOLDER =
  /^(various|various suppliers?|various providers?|various contractors?|multiple|multiple suppliers?|multiple providers?|several|several suppliers?|several providers?|many|numerous|numerous suppliers|tbc|tba|tbd|to be confirmed|to be determined|to be appointed|to be awarded|n\/?a|not applicable|none|nil|unknown|not known|not awarded|not yet awarded|no supplier|no award|-+|\?+|see (list|attached|notes?|below|above|schedule|description|spreadsheet|annex).*|sundry (creditors?|suppliers?)|misc(ellaneous)?|miscellaneous suppliers?|individuals?|private individuals?|a private individual|sole trader|framework|framework suppliers|internal|in.?house|supplier|supplier name|not disclosed|undisclosed|dps suppliers?)\.?$/i
const MARKER =
  /^(\*{3,}|x{4,}|█+|data protection( exemption)?|personal data|withheld|name withheld|exempt(ed)?( information)?|confidential|commercially sensitive|commercial in confidence|gdpr)\b.{0,40}$/i

/** Splits on `;`, spaced ` / ` and line breaks only, and peels off `t/a`. Placeholders and redaction markers are flagged. */
export function readSuppliers(text: string): SupplierReading {
  const trimmed = text.trim()
  if (trimmed === '') return BLANK
  const parts = splitParts(trimmed)
  if (parts.length === 0) return BLANK
  const issues: CellIssue[] = parts.length > 1 ? [{ code: 'supplier_multiple' }] : []
  let redacted = false
  const suppliers = parts.map((part) => {
    const supplier = namedSupplier(part)
    const marker = isRedactionMarker(part)
    if (marker) redacted = true
    if (supplier.placeholder || marker) {
      issues.push({ code: marker ? 'redaction_marker' : 'supplier_placeholder' })
      return { ...supplier, placeholder: true }
    }
    return supplier
  })
  return {
    value: suppliers,
    issues: issues.length === 0 ? NO_ISSUES : issues,
    ...(redacted ? { redacted } : {}),
  }
}

function splitParts(text: string): string[] {
  if (!/[;\n\r\u0085\u2028\u2029]| \/ /.test(text)) return [text.trim()]
  return text
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#\d{1,6});/g, (entity) => entity.replace(';', '\u0000'))
    .split(/;|[\n\r\u0085\u2028\u2029]+| \/ (?!as\b)/)
    .map((part) => part.replaceAll('\u0000', ';').trim())
    .filter((part) => part !== '')
}

function namedSupplier(part: string): NamedSupplier {
  if (part.length < 40 && PLACEHOLDER.test(tidy(part))) return { name: part, placeholder: true }
  const trading = /^(.{2,}?),?[ (]+(?:t\/as?|trading as)[ :]+(.{2,}?)\)?$/i.exec(part)
  if (!trading?.[1] || !trading[2]) return { name: part }
  return { name: trading[1].trim(), tradingAs: trading[2].trim() }
}

/** Whether text is a redaction marker, misspelt or with digits inside; a real name with the same stem is not. */
export function isRedactionMarker(text: string): boolean {
  if (text.length > 60) return false
  if (MARKER.test(text)) return true
  const letters = text
    .replace(/[\d*_\-[\](). ]+/g, ' ')
    .trim()
    .toLowerCase()
  const [first = '', second = ''] = letters.split(' ')
  const joined = letters.replace(/ /g, '')
  if (joined.length >= 6 && joined.length <= 11 && slipsBetween(joined, 'redacted', 3) <= 2)
    return joined !== 'redactive' && joined !== 'reacted'
  const stem = first.length >= 6 && slipsBetween(first, 'redacted', 3) <= 2 && first !== 'redactive'
  return (
    stem &&
    (second === '' ||
      [
        'personal',
        'data',
        'commercial',
        'name',
        'information',
        'supplier',
        'under',
        'due',
        'for',
        'as',
        'section',
        'sensitive',
      ].includes(second))
  )
}
