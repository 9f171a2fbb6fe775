// What would a very large return look like? Made up, the same for the same seed.

/** A stream of numbers in [0, 1) that depends on nothing but the seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const HEADINGS = [
  'Contract reference',
  'Title',
  'Description',
  'Department',
  'Supplier name',
  'Company number',
  'Start date',
  'End date',
  'Review date',
  'Total contract value (ex VAT)',
  'Process type',
  'SME',
  'VCSE',
  'Contract type',
]

const THINGS =
  'housing repairs,street lighting,library stock,adult social care,payroll software,parking enforcement,tree surveys,school meals,fleet maintenance,legal advice,agency staff,waste collection,planning portal,network support,home care,leisure centres,lift maintenance,cloud hosting,translation,archive storage,office furniture,security guarding,roof works,playground equipment,case management system,document scanning,telephony,boiler servicing,fostering placements,debt advice'.split(
    ',',
  )
const WORDS =
  'the provision of a managed service for residents and staff across the borough including supply installation support maintenance and regular reporting to the council with call out at short notice as set out in the specification for all sites listed which may be extended by agreement subject to performance and budget'.split(
    ' ',
  )
const NAMES =
  'Alder,Birch,Cobalt,Dunmore,Elmstead,Fernhall,Garrick,Holloway,Ivel,Juniper,Kestrel,Larkfield,Merrow,Norbury,Oakhurst,Pinder,Quarry,Rowan,Sable,Thornby,Umber,Vesper,Wexcombe,Yarrow'.split(
    ',',
  )
const TRADES = 'Services,Systems,Works,Care,Solutions,Partners,Supplies,Networks,Projects,Consulting'.split(
  ',',
)
const FORMS = 'Ltd,Limited,LTD,Ltd.,PLC,LLP'.split(',')
const DEPARTMENTS =
  'Adults and Health,Children and Families,Corporate Services,Environment,Finance,Housing,Place,Public Realm'.split(
    ',',
  )

type Pick = <T>(from: readonly T[]) => T

/** The lines of a contracts return: about 490 bytes a row, 8,000 suppliers in several spellings, now and then a dirty cell. */
export function* benchReturn(rows: number, seed: number, changedShare = 0): Generator<string> {
  yield `${HEADINGS.join(',')}\n`
  const random = seededRandom(seed)
  const change = seededRandom(seed + 1)
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as (typeof from)[number]
  for (let row = 1; row <= rows; row += 1) yield rowOf(row, random, pick, change() < changedShare)
}

function rowOf(row: number, random: () => number, pick: Pick, changed: boolean): string {
  const thing = pick(THINGS)
  const supplier = Math.floor(random() ** 2 * 8_000)
  const start = 2018 + Math.floor(random() * 8)
  const years = 1 + Math.floor(random() * 5)
  const pounds = Math.round(5_000 * 10 ** (random() * 3))
  const dirt = random()
  const cells = [
    `C${String(row).padStart(7, '0')}`,
    `${capital(thing)} ${pick(WORDS)} ${pick(DEPARTMENTS)} ${1 + Math.floor(random() * 40)}`,
    quoted(dirt > 0.99 ? `${sentence(random, pick)}\n${sentence(random, pick)}` : sentence(random, pick)),
    pick(DEPARTMENTS),
    supplierName(supplier, pick),
    random() < 0.4 ? String(1_000_000 + supplier * 97).padStart(8, '0') : '',
    dirt < 0.004 ? '31/02/2021' : day(start, random),
    dirt > 0.004 && dirt < 0.008 ? '' : day(start + years, random),
    '',
    dirt > 0.008 && dirt < 0.013 ? '' : `"${(pounds + (changed ? 1_000 : 0)).toLocaleString('en-GB')}"`,
    pick(['Open', 'Restricted', 'Framework call-off', 'Quotation']),
    pick(['Y', 'N', '']),
    pick(['N', '', 'Y']),
    pick(['Services', 'Goods', 'Works']),
  ]
  return `${cells.join(',')}\n`
}

function supplierName(supplier: number, pick: Pick): string {
  const first = NAMES[supplier % NAMES.length]
  const trade = TRADES[Math.floor(supplier / NAMES.length) % TRADES.length]
  const number = Math.floor(supplier / (NAMES.length * TRADES.length))
  return `${first} ${NAMES[(supplier * 7) % NAMES.length]} ${trade} ${number === 0 ? '' : `Area ${number} `}${pick(FORMS)}`
}

function sentence(random: () => number, pick: Pick): string {
  const words = Array.from({ length: 42 + Math.floor(random() * 24) }, () => pick(WORDS))
  return `${capital(words.join(' '))}.`
}

function day(year: number, random: () => number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(1 + Math.floor(random() * 28))}/${two(1 + Math.floor(random() * 12))}/${year}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function quoted(text: string): string {
  return `"${text}"`
}
