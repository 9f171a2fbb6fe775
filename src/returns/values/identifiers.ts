// Which company, charity or procurement code does a cell name?
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

const NONE = new Set([
  'n/a',
  'na',
  'none',
  '-',
  'not applicable',
  'tbc',
  'tba',
  'unknown',
  'not known',
  'sole trader',
  'not registered',
  'no',
  'nil',
  '0',
  'not stated',
  'individual',
  'overseas',
])
const WHOLE =
  /^(?:\d{8}|(?:SC|NI|OC|SO|NC|FC|BR|CE|CS|RC|SL|LP|NL|GE|GN|GS|IC|SI|NP|NO|NR|ZC|SZ|NZ|SF|NF|PC|AC|SA|NA|IP|SP|RS|ES|OE)[0-9]{6}|(?:IP|RS|SP|NP|NO|R0)[0-9]{4,5}[A-Z0-9]{1,2})$/

/**
 * Eight characters as Companies House shows them. Six or seven digits are padded and said so (a spreadsheet took the
 * leading zero); anything else is kept as text only.
 */
export function readCompanyNumber(text: string): CellReading<string> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (NONE.has(typed.toLowerCase())) return { value: null, word: typed, issues: NO_ISSUES }
  const bare = typed
    .toUpperCase()
    .replace(/^(GB-COH-?|GB\/|CRN:?|REG\.? NO\.?:?|NO\.?:?)\s*/, '')
    .replace(/[\s'-]|\.(?!\d)|(?<!\d)\./g, '')
  if (WHOLE.test(bare)) return { value: bare, issues: NO_ISSUES }
  const padded = paddedNumber(bare)
  if (padded === null) return { value: null, word: typed, issues: [{ code: 'company_number_suspect' }] }
  return {
    value: padded,
    issues: [
      {
        code: 'company_number_suspect',
        detail: 'had lost its leading zero, which was put back.',
        suggestion: padded,
      },
    ],
  }
}

function paddedNumber(bare: string): string | null {
  if (/^\d{6,7}$/.test(bare)) return bare.padStart(8, '0')
  const prefixed = /^(SC|NI|OC|SO|NC)(\d{4,5})$/.exec(bare)
  return prefixed?.[1] && prefixed[2] ? prefixed[1] + prefixed[2].padStart(6, '0') : null
}

/** Six or seven digits (England and Wales), SC0nnnnn (Scotland), 10nnnn (Northern Ireland). */
export function readCharityNumber(text: string): CellReading<string> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (NONE.has(typed.toLowerCase())) return { value: null, word: typed, issues: NO_ISSUES }
  const bare = typed
    .toUpperCase()
    .replace(/^(GB-CHC-?|GB\/|NO\.?:?|CHARITY NO\.?:?)\s*/, '')
    .replace(/\s/g, '')
    .replace(/-\d{1,2}$/, '')
  if (/^(\d{6,7}|SC0?\d{5}|NIC?\d{6})$/.test(bare)) return { value: bare, issues: NO_ISSUES }
  return { value: null, word: typed, issues: [{ code: 'charity_number_suspect' }] }
}

/** The first CPV code of a cell as eight digits; the check digit is taken off, lost trailing noughts are put back. */
export function readCpv(text: string): CellReading<string> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (NONE.has(typed.toLowerCase())) return { value: null, word: typed, issues: NO_ISSUES }
  const whole = /(?:^|\D)(\d{8})(?:-\d)?(?!\d)/.exec(typed)
  if (whole?.[1]) return { value: whole[1], issues: NO_ISSUES }
  const short = /^(\d{2,7})$/.exec(typed)?.[1]
  if (!short) return { value: null, word: typed, issues: [{ code: 'cpv_suspect' }] }
  return { value: null, word: typed, issues: [{ code: 'cpv_suspect', suggestion: short.padEnd(8, '0') }] }
}
