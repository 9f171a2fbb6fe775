// Which words does a heading consist of, once spelling habits are taken away?
import { collapseSpace, removeInvisible } from '../../lib/text.ts'

/** One heading taken apart. */
export interface HeadingWords {
  /** Its words in order, without filler, in the spelling the synonyms use. */
  words: string[]
  /** The same words, sorted and once each: two headings with one key mean the same. */
  key: string
  /** Pence that a bare number under it counts for, where it states a unit such as `£k`. */
  multiplier: number
  /** Whether the heading asks for yes or no: `(Y/N)`, `Yes / No`. */
  asksYesNo: boolean
  /** Whether the heading says that the amount is with or without VAT. */
  vat: 'net' | 'gross' | null
}

const FILLER = new Set(
  'the of a an for in is are be and or with by on as at it its this that if any e g eg ie please known applicable dd mm yy yyyy ddmmyyyy dmy format gbp pound sterling s y n t yes'.split(
    ' ',
  ),
)

/** Spellings that mean the same word in a heading. */
const SPELLINGS: Record<string, string> = {
  ref: 'reference',
  refs: 'reference',
  refno: 'reference',
  refnumber: 'reference',
  no: 'number',
  num: 'number',
  nr: 'number',
  nos: 'number',
  desc: 'description',
  descr: 'description',
  dept: 'department',
  departmental: 'department',
  directorates: 'directorate',
  organization: 'organisation',
  org: 'organisation',
  auth: 'authority',
  amt: 'amount',
  val: 'value',
  est: 'estimated',
  approx: 'approximate',
  yearly: 'annual',
  annum: 'annual',
  annually: 'annual',
  pa: 'annual',
  annualised: 'annual',
  annualized: 'annual',
  year: 'annual',
  max: 'maximum',
  min: 'minimum',
  commencement: 'start',
  commence: 'start',
  commences: 'start',
  commencing: 'start',
  begin: 'start',
  begins: 'start',
  beginning: 'start',
  starts: 'start',
  starting: 'start',
  commenced: 'start',
  started: 'start',
  expiry: 'end',
  expires: 'end',
  expire: 'end',
  expiration: 'end',
  ends: 'end',
  ending: 'end',
  finish: 'end',
  finishes: 'end',
  expiring: 'end',
  dates: 'date',
  name: 'name',
  names: 'name',
  title: 'title',
  titles: 'title',
  incl: 'including',
  inc: 'including',
  includes: 'including',
  include: 'including',
  inclusive: 'including',
  excl: 'excluding',
  exc: 'excluding',
  ex: 'excluding',
  exclusive: 'excluding',
  excludes: 'excluding',
  exclude: 'excluding',
  nett: 'net',
  tcv: 'total contract value',
  acv: 'annual contract value',
  cost: 'cost',
  costs: 'cost',
  price: 'cost',
  spend: 'spend',
  expenditure: 'spend',
  ext: 'extension',
  extensions: 'extension',
  extn: 'extension',
  extend: 'extension',
  extendable: 'extendable',
  extended: 'extended',
  coy: 'company',
  comp: 'company',
  co: 'company',
  regd: 'registered',
  reg: 'registered',
  registration: 'registered',
  proc: 'procurement',
  contr: 'contract',
  cont: 'contract',
  agreements: 'agreement',
  organisations: 'organisation',
  provider: 'provider',
  url: 'url',
  link: 'url',
  hyperlink: 'url',
  web: 'url',
  website: 'url',
  weblink: 'url',
  uri: 'uri',
  identifier: 'id',
  identification: 'id',
  ids: 'id',
  uid: 'unique id',
  smes: 'sme',
  vcs: 'vcse',
  vcses: 'vcse',
  vcso: 'vcse',
  vco: 'vcse',
  voluntary: 'voluntary',
  lifetime: 'lifetime',
  options: 'option',
  optional: 'option',
  months: 'month',
  years: 'annual',
  comments: 'comment',
  notes: 'note',
  remarks: 'comment',
  renewals: 'renewal',
  vendors: 'vendor',
  contractors: 'contractor',
  suppliers: 'supplier',
  providers: 'provider',
  users: 'user',
  systems: 'system',
  applications: 'application',
  products: 'product',
  services: 'service',
  goods: 'good',
  details: 'detail',
  documents: 'document',
  docs: 'document',
  doc: 'document',
  terms: 'term',
  codes: 'code',
  labels: 'label',
  contracts: 'contract',
  values: 'value',
  periods: 'period',
  categories: 'category',
  frameworks: 'framework',
  boroughs: 'borough',
  bodies: 'body',
  areas: 'area',
  works: 'work',
  subcontractor: 'sub contractor',
  subcontractors: 'sub contractor',
  openended: 'open ended',
}

const YES_NO = /\byes\s?(?:\/|or)\s?no\b|\by\s?(?:\/|or)\s?n\b/i

/** What stands further on in a heading is not looked at. */
const LONGEST_HEADING = 300

/** Takes a heading apart; `ContractTitle`, `contract_title` and `Contract  Title:` all give the same key. */
export function headingWords(heading: string): HeadingWords {
  const plain = collapseSpace(removeInvisible(heading.slice(0, LONGEST_HEADING).normalize('NFKC')))
  const multiplier = unitOf(plain)
  const asksYesNo = YES_NO.test(plain)
  const words = plain
    .replace(/\(\s*t\s*\)\s*$/i, ' text')
    .replace(YES_NO, ' ')
    .replace(/\b([SPI])aaS\b/g, (name) => name.toLowerCase())
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/p\.\s?a\.?/g, ' annual ')
    .replace(/£\s?(000s?|k|m)\b|\b(000s|thousands|millions)\b|\(\s*(k|m|000)\s*\)/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (SPELLINGS[word] ?? word).split(' '))
    .filter((word) => word !== '' && !FILLER.has(word))
  return { words, key: wordsKey(words), multiplier, asksYesNo, vat: vatOf(words) }
}

/** The key of a set of words, in whatever order. */
export function wordsKey(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' ')
}

function unitOf(heading: string): number {
  if (/£\s?m\b|£\s?millions?|\(\s*(£\s?)?m(illions?)?\s*\)|\bin millions\b/i.test(heading)) return 100_000_000
  if (/£\s?k\b|[£'’]\s?000s?\b|\(\s*(£\s?)?(k|000s?|thousands?)\s*\)|\b(in )?thousands\b/i.test(heading))
    return 100_000
  return 100
}

function vatOf(words: readonly string[]): 'net' | 'gross' | null {
  if (words.includes('net')) return 'net'
  if (words.includes('gross')) return 'gross'
  if (!words.includes('vat')) return null
  if (words.includes('excluding')) return 'net'
  return words.includes('including') ? 'gross' : null
}
