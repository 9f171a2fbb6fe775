// Does a cell say yes, no, or nothing we can tell?
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

const YES = new Set(['y', 'yes', 'true', 't', '1', 'x', '✓', '✔', '☑', 'yes.'])
const NO = new Set(['n', 'no', 'false', 'f', '0', '✗', '✘', '☐', 'no.'])
const UNKNOWN = new Set([
  'unknown',
  'not known',
  'n/k',
  'nk',
  'n/a',
  'na',
  'not applicable',
  'tbc',
  'tba',
  'not stated',
  'not recorded',
  '-',
  '?',
  'don’t know',
  "don't know",
])
const SIZES: Record<string, Record<string, boolean>> = {
  is_sme: {
    sme: true,
    small: true,
    medium: true,
    micro: true,
    'small or medium': true,
    'small/medium': true,
    'small or medium-sized enterprise': true,
    large: false,
    'non sme': false,
    'non-sme': false,
    'not sme': false,
    'not an sme': false,
  },
  is_vcse: {
    vcse: true,
    vcs: true,
    voluntary: true,
    'voluntary sector': true,
    'community sector': true,
    charity: true,
    'social enterprise': true,
    'non vcse': false,
    'non-vcse': false,
    'not vcse': false,
    private: false,
    'private sector': false,
    'for profit': false,
  },
}

/** True, false, or null: blank is not stated and never no. Words that answer the question of `field` count (`SME`, `Large`). */
export function readYesNo(text: string, field: string): CellReading<boolean> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  const lower = typed.toLowerCase()
  if (YES.has(lower)) return { value: true, issues: NO_ISSUES }
  if (NO.has(lower)) return { value: false, issues: NO_ISSUES }
  if (UNKNOWN.has(lower)) return { value: null, issues: NO_ISSUES, word: typed }
  const said = SIZES[field]?.[lower]
  if (said !== undefined) return { value: said, issues: NO_ISSUES }
  const led = /^(yes|no)\b\s*[-–:,(]/.exec(lower)
  if (led) return { value: led[1] === 'yes', issues: NO_ISSUES }
  return { value: null, word: typed, issues: [{ code: 'yes_no_unreadable' }] }
}
