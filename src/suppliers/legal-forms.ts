// Which legal form does a name end in, and may two forms belong to one legal entity?

/** Canonical codes of legal forms: those of the United Kingdom and Ireland, then the foreign ones that trade here. */
export type LegalForm =
  | 'ltd'
  | 'plc'
  | 'llp'
  | 'lp'
  | 'cic'
  | 'cio'
  | 'scio'
  | 'unlimited'
  | 'registered_society'
  | 'royal_charter'
  | 'nhs_trust'
  | 'dac'
  | 'inc'
  | 'corp'
  | 'llc'
  | 'gmbh'
  | 'ag'
  | 'kg'
  | 'sa'
  | 'sas'
  | 'sarl'
  | 'bv'
  | 'nv'
  | 'ab'
  | 'aps'
  | 'oy'
  | 'spa'
  | 'srl'
  | 'se'
  | 'pty_ltd'
  | 'pte_ltd'

/**
 * Spellings of each form as words, lower case, without punctuation. Facts of the Companies Act 2006 ss. 58–60 (with the
 * Welsh endings), the Limited Liability Partnerships Act 2000, the Charities Act 2011 and common foreign registers,
 * and misspellings that ledgers hold.
 */
const SPELLINGS: Record<LegalForm, readonly string[]> = {
  ltd: [
    'ltd',
    'limited',
    'ltd company',
    'limited company',
    'private limited company',
    'private limited',
    'limited by guarantee',
    'company limited by guarantee',
    'clg',
    'cyf',
    'cyfyngedig',
    'limted',
    'limitd',
    'lmited',
    'limitied',
    'limtied',
    'limiited',
    'limitted',
    'limired',
    'limitedd',
    'limeted',
    'llimited',
    'ltdd',
    'lltd',
    'ldt',
    'ltd ltd',
    'limited ltd',
    'ltd limited',
    'teoranta',
  ],
  plc: [
    'plc',
    'public limited company',
    'public limited co',
    'public ltd company',
    'public ltd co',
    'ccc',
    'cwmni cyfyngedig cyhoeddus',
    'plc ltd',
    'cpt',
  ],
  llp: [
    'llp',
    'limited liability partnership',
    'ltd liability partnership',
    'pac',
    'partneriaeth atebolrwydd cyfyngedig',
  ],
  lp: ['lp', 'limited partnership', 'partneriaeth cyfyngedig'],
  cic: [
    'cic',
    'community interest company',
    'community interest co',
    'community interest company limited',
    'community interest company ltd',
    'cic ltd',
    'cic limited',
    'community interest comp',
    'cbc',
    'cwmni buddiant cymunedol',
    'community interest plc',
  ],
  cio: ['cio', 'charitable incorporated organisation', 'charitable incorporated organization'],
  scio: ['scio', 'scottish charitable incorporated organisation'],
  unlimited: ['unlimited', 'unltd', 'unlimited company', 'anghyfyngedig', 'ulc'],
  registered_society: [
    'registered society',
    'industrial and provident society',
    'community benefit society',
    'bencom',
  ],
  royal_charter: ['incorporated by royal charter', 'royal charter'],
  nhs_trust: ['nhs trust', 'nhs foundation trust', 'national health service trust'],
  dac: ['dac', 'designated activity company'],
  inc: ['inc', 'incorporated'],
  corp: ['corp', 'corporation'],
  llc: ['llc', 'limited liability company'],
  gmbh: ['gmbh', 'mbh'],
  ag: ['ag', 'aktiengesellschaft'],
  kg: ['gmbh and co kg', 'kg', 'kgaa'],
  sa: ['sa'],
  sas: ['sas'],
  sarl: ['sarl', 's a r l'],
  bv: ['bv', 'b v'],
  nv: ['nv'],
  ab: ['ab', 'aktiebolag'],
  aps: ['aps', 'a s'],
  oy: ['oy', 'oyj'],
  spa: ['spa'],
  srl: ['srl'],
  se: ['se'],
  pty_ltd: ['pty ltd', 'pty limited', 'proprietary limited', 'pty'],
  pte_ltd: ['pte ltd', 'pte limited', 'pte'],
}

/** Words that are also plain words or places: a form only where more than one other word stands before them. */
const WEAK = new Set([
  'spa',
  'se',
  'sa',
  'ab',
  'kg',
  'corporation',
  'pac',
  'lp',
  'nv',
  'bv',
  'cpt',
  'a s',
  'pte',
])

/** Endings that a column of fixed width leaves of "limited", believed only in names at least this long. */
const CUT_LIMITED = new Set(['lt', 'li', 'lim', 'limi', 'limit', 'limite'])
const CUT_NAME_LENGTH = 24

type Ending = { words: readonly string[]; form: LegalForm; weak: boolean }

const ENDINGS = endingsByLastWord()

function endingsByLastWord(): ReadonlyMap<string, readonly Ending[]> {
  const byLast = new Map<string, Ending[]>()
  for (const [form, spellings] of Object.entries(SPELLINGS) as [LegalForm, readonly string[]][]) {
    for (const spelling of spellings) {
      const words = spelling.split(' ')
      const last = words[words.length - 1] ?? ''
      const endings = byLast.get(last) ?? []
      endings.push({ words, form, weak: WEAK.has(spelling) })
      byLast.set(last, endings)
    }
  }
  for (const endings of byLast.values()) endings.sort((a, b) => b.words.length - a.words.length)
  return byLast
}

/** The form at the end of some words: how many words it takes, and whether the column's width cut it short. */
export type PeeledForm = { form: LegalForm; length: number; cut: boolean }

/**
 * The longest legal ending of `words`, or null. At least one word is always left before it.
 * `rawLength` is the number of characters of the name as typed; it decides whether "LIMI" may be a cut "LIMITED".
 */
export function peelLegalForm(words: readonly string[], rawLength: number): PeeledForm | null {
  const last = words[words.length - 1]
  if (last === undefined || words.length < 2) return null
  for (const ending of ENDINGS.get(last) ?? []) {
    const before = words.length - ending.words.length
    if (before < (ending.weak ? 2 : 1)) continue
    if (ending.words.every((word, index) => word === words[before + index])) {
      return { form: ending.form, length: ending.words.length, cut: false }
    }
  }
  const nhs = peelNhsEnding(words)
  if (nhs !== null) return nhs
  if (rawLength >= CUT_NAME_LENGTH && words.length > 2 && CUT_LIMITED.has(last)) {
    return { form: 'ltd', length: 1, cut: true }
  }
  return null
}

/** "NHS Trust", "NHS Foundation Trust" and the shapes a ledger cuts them to: NHSFT, NHS F TR, NHS FDN TRUST, NHS FOUNDATIO. */
function peelNhsEnding(words: readonly string[]): PeeledForm | null {
  const start = words.findIndex((word, at) => at > 0 && /^nhs(?:ft?|t)?$/.test(word))
  if (start < 1 || words.length - start > 6) return null
  const rest = words.slice(start + 1).map((word) => word.replace(/^([a-z]+)0\d\d$/, '$1'))
  const glued = words[start] !== 'nhs'
  if (rest.length === 0 && !glued && start < 2) return null
  return rest.every(isNhsEndingWord)
    ? { form: 'nhs_trust', length: words.length - start, cut: rest.length === 0 && !glued }
    : null
}

function isNhsEndingWord(word: string): boolean {
  return word === 'nhs' || ['foundation', 'trust', 'foundationtrust'].some((full) => abbreviates(word, full))
}

/** True if `short` is the first letter of `full` followed by letters of it in order: "fdn" of "foundation". */
function abbreviates(short: string, full: string): boolean {
  if (short === '' || short[0] !== full[0]) return false
  let at = 0
  for (const letter of short) {
    at = full.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

/** True if this one word is by itself an unmistakable legal ending ("ltd", "limited", "plc", "llp", "cic", …). */
export function isLegalEndingWord(word: string): boolean {
  return (ENDINGS.get(word) ?? []).some((ending) => ending.words.length === 1 && !ending.weak)
}

/** How two forms stand to each other: `conflict` means that the law holds them for two different entities. */
export type FormRelation = 'same' | 'one_missing' | 'both_missing' | 'conflict'

/** Compares two forms; a form that is not stated conflicts with nothing. */
export function compareLegalForms(a: LegalForm | null, b: LegalForm | null): FormRelation {
  if (a === b) return a === null ? 'both_missing' : 'same'
  return a === null || b === null ? 'one_missing' : 'conflict'
}
