// Which suppliers does a cell name?

import { isRedactionMarker } from '../../suppliers/redaction.ts'
import type { CellIssue } from '../issues.ts'
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

/** Longer texts are no names; patterns are not tried on them. */
const LONGEST_NAME = 400

const PLACEHOLDER =
  /^(various|various suppliers?|various providers?|various contractors?|multiple|multiple suppliers?|multiple providers?|several|several suppliers?|several providers?|many|numerous|numerous suppliers|tbc|tba|tbd|to be confirmed|to be determined|to be appointed|to be awarded|n\/?a|not applicable|none|nil|unknown|not known|not awarded|not yet awarded|no supplier|no award|-+|\?+|\.+|see (list|attached|notes?|below|above|schedule|description|spreadsheet|annex).*|(various|multiple|several|numerous)( suppliers?| providers?| contractors?)?[ ,(:–-]+see .*|sundry (creditors?|suppliers?)|misc(ellaneous)?|miscellaneous suppliers?|individuals?|private individuals?|a private individual|sole trader|framework|framework suppliers|internal|in.?house|supplier|supplier name|not disclosed|undisclosed|dps suppliers?)\.?$/i
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
    const marker = isMarker(part)
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
  const isShort = part.length <= LONGEST_NAME
  const trading = isShort ? /^(.{2,}?),?[ (]+(?:t\/as?|trading as)[ :]+(.{2,}?)\)?$/i.exec(part) : null
  if (!trading?.[1] || !trading[2]) return { name: part }
  return { name: trading[1].trim(), tradingAs: trading[2].trim() }
}

/** What every redaction marker has in it, so that names are not looked at twice. */
const MARKER_HINT =
  /[*█■▇▓]|x{3}|r\W*\d*\W*[ea]\W*\d*\W*[dc]|withh|suppress|anonym|removed|disclos|protect|gdpr|foi|exempt|personal|commercial|confiden|private|sensitive|section|[45][03]/i

/** Whether a cell of names is a redaction marker; cheap for what is none. */
export function isMarker(part: string): boolean {
  return part.length <= 200 && MARKER_HINT.test(part) && isRedactionMarker(part)
}
