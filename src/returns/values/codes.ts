// Which of our codes does the answer in a cell stand for?
import { foldText } from '../../lib/text.ts'
import { BLANK, type CellReading, NO_ISSUES, tidy } from './cell-reading.ts'

/** For each coded field: our code, and patterns of the folded text that mean it; the first that fits counts. */
const CODES: Record<string, [code: string, pattern: RegExp][]> = {
  process_type: [
    [
      'invitation_to_quote',
      /^(itq|rfq|invitation to quote|quote|quotation|request for quot|three quot|3 quot|written quot)/,
    ],
    [
      'direct',
      /direct award|waiver|single tender|sole source|without (prior )?(publication|competition|call)|exempt/,
    ],
    ['framework_call_off', /call.?off|mini.?competition|further competition|framework|g.?cloud/],
    ['dynamic_market', /dynamic (purchasing|market)|\bdps\b/],
    ['limited', /^limited|negotiated|competitive dialogue|competitive flexible/],
    ['selective', /^selective|restricted/],
    ['open', /^open/],
    [
      'invitation_to_tender',
      /^(itt|published (invitation|tender)|invitation to tender|tender|public tender|full tender|competitive tender)/,
    ],
    ['other', /^(other|part b.*|grant|none|n\/a|not applicable)$/],
  ],
  route: [
    ['dynamic_market', /dynamic (purchasing|market)|\bdps\b/],
    [
      'framework_call_off',
      /framework|call.?off|g.?cloud|mini.?comp|further comp|\brm\d{3,}|crown commercial|digital outcomes/,
    ],
    [
      'direct_award',
      /direct|waiver|exempt|single (tender|source)|sole (source|supplier)|without (prior )?(publication|competition)/,
    ],
    ['own_tender', /tender|open|restricted|quot|negotiat|competitive|dialogue|procedure|itt|itq|rfq/],
    ['other', /^(other|none|n\/a|not applicable)$/],
  ],
  contract_type: [
    ['single_award', /^single (award|supplier)/],
    ['multiple_award', /^multi(ple|-)? ?(award|supplier)/],
    ['framework_agreement', /framework/],
    ['dynamic_purchasing_system', /dynamic (purchasing|market)|^dps$/],
    ['grant_agreement', /grant/],
    ['works', /^works?$|^works? contract|^construction$/],
    ['services', /^services?$|^services? contract|^service contract/],
    ['goods', /^(goods?|supplies|supply)$|^(goods?|supplies) contract/],
    ['other', /^other$|call.?off|lease|licen[cs]e|concession|partnership|corporate/],
  ],
  value_basis: [
    ['estimated', /estimat|approx/],
    ['actual', /fixed|actual/],
    ['maximum', /max/],
    ['annual', /annual|per annum|year/],
    ['monthly', /month/],
    ['one_off', /one.?off/],
    ['whole', /whole|total|term|lifetime/],
  ],
}

/** Codes of the Open Contracting standard; a contract that has run its course is `terminated` there. */
const CONTRACT_STATUS: [code: string, pattern: RegExp][] = [
  ['pending', /pending|planned|draft|awarded|not (yet )?started|future|mobilis|pipeline|in procurement/],
  ['cancelled', /cancel|withdrawn|abandon/],
  ['terminated', /terminat|expired|(?<!ext)ended|closed|complete|lapsed|archiv|inactive|dormant/],
  ['active', /active|live|current|open|in force|running|extended|ongoing|on.?going|in term|published/],
]
const SYSTEM_STATUS: [code: string, pattern: RegExp][] = [
  ['planned', /plan|procur|pipeline|future|implement|pilot|trial|test|project/],
  ['retired', /retired|decom|ended|not in use|no longer|closed|archiv|sunset done/],
  ['retiring', /retir|replac|sunset|legacy|end of life|phas|being decom|migrat|exit/],
  ['live', /live|active|current|in use|production|operational|supported|in service|yes|bau/],
]
const HOSTING: [code: string, pattern: RegExp][] = [
  ['hybrid', /hybrid|mixed|both|part/],
  ['saas', /saas|software as a service|vendor.?hosted|supplier.?hosted|web.?based/],
  ['cloud', /cloud|azure|aws|amazon|google|iaas|paas|public|private cloud/],
  ['hosted', /hosted|external|third.?party|data.?cent(re|er) \(supplier\)|managed/],
  [
    'on_premises',
    /on.?prem|in.?house|internal|local|council|own|self.?hosted|onsite|on.?site|data.?cent(re|er)|shared service/,
  ],
  ['desktop', /desktop|standalone|installed|pc/],
]

const UNSTATED = new Set([
  '',
  'tbc',
  'tba',
  'unknown',
  'not known',
  'n/a',
  'na',
  '-',
  'none',
  'not applicable',
  'not stated',
])

/** Our code for the text, or null with the text kept and a warning. `systems` chooses the codes of a systems return. */
export function readCode(text: string, field: string, systems: boolean): CellReading<string> {
  const typed = tidy(text)
  if (typed === '') return BLANK
  const folded = foldText(typed).slice(0, 200)
  const known = codesOf(field, systems)
  for (const [code, pattern] of known) {
    if (folded.replace(/ /g, '_') === code || pattern.test(folded)) return { value: code, issues: NO_ISSUES }
  }
  if (UNSTATED.has(folded)) return { value: null, word: typed, issues: NO_ISSUES }
  return {
    value: null,
    word: typed,
    issues: [
      {
        code: 'code_unrecognised',
        detail: `is not one of the answers known for this field (${known.map(([code]) => code).join(', ')}); the text is kept.`,
      },
    ],
  }
}

function codesOf(field: string, systems: boolean): [string, RegExp][] {
  if (field === 'status') return systems ? SYSTEM_STATUS : CONTRACT_STATUS
  if (field === 'hosting') return HOSTING
  return CODES[field] ?? []
}
