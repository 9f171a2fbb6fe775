// Which words of a name qualify it, place it, link it or stand short for another?
import { nameSets } from './name-sets.ts'

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Words that tell companies of one group apart (SI 2015/17 since 31 January 2015); never ignored when merging. */
export const QUALIFIERS =
  list(`uk gb group groups holding holdings international services service europe european emea global worldwide company trading
  trust foundation charity enterprises england britain british ireland scotland scottish wales welsh ni management properties property investments finance financial retail operations
  distribution solutions systems technologies consulting capital partners partnership corporate`)

/** Words that only link others, and titles. */
export const CONNECTIVES = list('and of the for in at on to by a an de la le with mr mrs miss ms mx dr')

/** Counties, cities, boroughs and regions: a name that says another place is another body. */
export const PLACES =
  list(`london north south east west northern southern eastern western central mid midlands midland england scotland wales ireland
  yorkshire lancashire cheshire cumbria durham northumberland tyneside teesside wearside merseyside derbyshire nottinghamshire lincolnshire leicestershire
  rutland staffordshire shropshire herefordshire worcestershire warwickshire northamptonshire cambridgeshire norfolk suffolk essex hertfordshire
  bedfordshire buckinghamshire oxfordshire berkshire gloucestershire wiltshire somerset dorset devon cornwall hampshire sussex surrey kent
  middlesex birmingham manchester liverpool leeds sheffield bradford bristol cardiff swansea newport edinburgh glasgow aberdeen dundee belfast
  newcastle sunderland gateshead hull york doncaster rotherham barnsley wakefield huddersfield halifax calderdale kirklees bolton bury oldham rochdale
  salford stockport tameside trafford wigan preston blackpool blackburn burnley lancaster carlisle chester warrington wirral sefton knowsley
  nottingham derby leicester lincoln coventry wolverhampton walsall dudley sandwell solihull stoke stafford shrewsbury telford hereford worcester
  gloucester cheltenham oxford reading slough windsor swindon bath exeter plymouth torbay bournemouth poole southampton portsmouth brighton
  hove eastbourne hastings canterbury maidstone medway dover guildford crawley luton bedford cambridge peterborough norwich ipswich colchester chelmsford
  southend basildon harlow watford stevenage northampton kettering corby barking dagenham barnet bexley brent bromley camden croydon
  ealing enfield greenwich hackney hammersmith fulham haringey harrow havering hillingdon hounslow islington kensington chelsea kingston lambeth lewisham
  merton newham redbridge richmond southwark sutton tower hamlets waltham wandsworth westminster humber trent severn thames tees wear tyne mersey`)

/** Abbreviations and other spellings → the words they may stand for. "St" is a saint or a
 * street, whichever the other name says. */
const SHORT_FORMS: Record<string, string> = {
  svc: 'service services',
  svcs: 'services service',
  serv: 'services service',
  servs: 'services',
  srvs: 'services',
  ser: 'services service',
  mgmt: 'management',
  mgt: 'management',
  mngt: 'management',
  mang: 'management',
  managment: 'management',
  assoc: 'association associates associated',
  assocs: 'associates',
  assn: 'association',
  ass: 'association',
  univ: 'university',
  uni: 'university',
  hosp: 'hospital hospitals',
  hosps: 'hospitals',
  dept: 'department',
  govt: 'government',
  intl: 'international',
  int: 'international',
  eng: 'engineering engineers',
  engrs: 'engineers',
  engr: 'engineering',
  engg: 'engineering',
  mfg: 'manufacturing',
  yorks: 'yorkshire',
  herts: 'hertfordshire',
  beds: 'bedfordshire',
  bucks: 'buckinghamshire',
  cambs: 'cambridgeshire',
  glos: 'gloucestershire',
  hants: 'hampshire',
  lancs: 'lancashire',
  leics: 'leicestershire',
  lincs: 'lincolnshire',
  northants: 'northamptonshire',
  notts: 'nottinghamshire',
  oxon: 'oxfordshire',
  salop: 'shropshire',
  staffs: 'staffordshire',
  warks: 'warwickshire',
  wilts: 'wiltshire',
  worcs: 'worcestershire',
  berks: 'berkshire',
  derbys: 'derbyshire',
  northd: 'northumberland',
  bham: 'birmingham',
  bmth: 'bournemouth',
  kens: 'kensington',
  chel: 'chelsea',
  ldn: 'london',
  wton: 'wolverhampton',
  sth: 'south southern',
  nth: 'north northern',
  sch: 'school schools',
  prim: 'primary',
  sec: 'secondary security',
  comm: 'community commercial communications',
  cttee: 'committee',
  fdn: 'foundation',
  fndn: 'foundation',
  found: 'foundation',
  foundn: 'foundation',
  tst: 'trust',
  trst: 'trust',
  tr: 'trust',
  ctr: 'centre',
  cntr: 'centre',
  center: 'centre',
  centers: 'centres',
  soc: 'society',
  inst: 'institute institution',
  org: 'organisation',
  organization: 'organisation',
  natl: 'national',
  nat: 'national',
  bros: 'brothers',
  hse: 'house',
  sols: 'solicitors',
  acad: 'academy',
  coll: 'college',
  dev: 'development developments',
  devt: 'development',
  educ: 'education educational',
  edn: 'education',
  env: 'environment environmental',
  envir: 'environment environmental',
  equip: 'equipment',
  info: 'information',
  ins: 'insurance',
  lab: 'laboratory laboratories',
  labs: 'laboratories',
  med: 'medical',
  prof: 'professional',
  res: 'research residential',
  tech: 'technology technical technologies',
  trans: 'transport',
  utd: 'united',
  st: 'saint street',
  hlth: 'health',
  hc: 'healthcare',
  hlthcare: 'healthcare',
  phcy: 'pharmacy',
  program: 'programme',
  theater: 'theatre',
  labor: 'labour',
  infr: 'infrastructure',
  co: 'company',
  coy: 'company',
  grp: 'group',
  hldgs: 'holdings',
  hldg: 'holding',
  props: 'properties',
  prop: 'property properties',
  cons: 'construction consulting consultants',
  const: 'construction',
  constr: 'construction',
  contr: 'contractors contracting',
  consult: 'consulting consultancy consultants',
  distrib: 'distribution',
  elec: 'electrical',
  electr: 'electrical',
  ind: 'industrial industries',
  inds: 'industries',
  maint: 'maintenance',
  mech: 'mechanical',
  pharm: 'pharmacy pharmaceuticals',
  prod: 'productions products',
  prods: 'products productions',
  sys: 'systems',
  syst: 'systems',
  tel: 'telecom',
  vol: 'voluntary',
  emer: 'emergency',
  gen: 'general',
  sol: 'solutions solicitors',
  solns: 'solutions',
  soln: 'solutions',
  adv: 'advice advisory',
  auth: 'authority',
  bldg: 'building',
  bldrs: 'builders',
  boro: 'borough',
  cncl: 'council',
  jnr: 'junior',
  snr: 'senior',
  pri: 'primary',
  reg: 'regional',
  resid: 'residential',
  nurs: 'nursing',
}

const EXPANSIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SHORT_FORMS).map(([short, full]) => [short, full.split(' ')]),
)

/** True if `short` is a usual abbreviation or other spelling of `full`. */
export function standsFor(short: string, full: string): boolean {
  return EXPANSIONS.get(short)?.includes(full) ?? false
}

const FAMILIES = spellingFamilies()

function spellingFamilies(): ReadonlyMap<string, string> {
  const sets = nameSets([])
  for (const [short, fulls] of EXPANSIONS) for (const full of fulls) sets.join(short, full)
  const words = [...EXPANSIONS].flatMap(([short, fulls]) => [short, ...fulls])
  return new Map(words.map((word) => [word, sets.of(word)]))
}

/** One word for all that the table takes for one another, directly or through others; the word itself if it is not there. */
export function spellingFamily(word: string): string {
  return FAMILIES.get(word) ?? word
}

/** Initials that everybody reads alike: a rule takes them for the words that they stand for. */
export const WELL_KNOWN_INITIALS = list('cvs cab crc pcc ymca ywca rspca nspcc ccg')
