// Which short forms do authorities write for which words?

/** Short form, small, and what it stands for in titles of contracts. */
const ACRONYMS: Record<string, readonly string[]> = {
  anpr: ['automatic number plate recognition'],
  asc: ['adult social care'],
  bi: ['business intelligence'],
  bms: ['building management system'],
  cafm: ['computer aided facilities management'],
  cctv: ['closed circuit television'],
  crm: ['customer relationship management'],
  csc: ["children's social care"],
  dpo: ['data protection officer'],
  edrms: ['electronic document and records management'],
  ehcp: ['education health and care plan'],
  epos: ['electronic point of sale'],
  erp: ['enterprise resource planning'],
  fm: ['facilities management'],
  gis: ['geographic information system', 'geographical information system'],
  hgv: ['heavy goods vehicle'],
  hmo: ['house in multiple occupation'],
  hr: ['human resources'],
  hwrc: ['household waste recycling centre'],
  ict: ['information technology', 'information and communications technology'],
  it: ['ict', 'information technology', 'information and communications technology'],
  ivr: ['interactive voice response'],
  lms: ['learning management system', 'library management system'],
  mfd: ['multi functional device', 'multifunctional device'],
  mtfs: ['medium term financial strategy'],
  nndr: ['non domestic rates', 'business rates'],
  pcn: ['penalty charge notice'],
  ppe: ['personal protective equipment'],
  rpa: ['robotic process automation'],
  saas: ['software as a service'],
  send: ['special educational needs'],
  tms: ['transport management system'],
  vdi: ['virtual desktop infrastructure'],
  voip: ['voice over ip'],
  wan: ['wide area network'],
}

/** What a word stands for when it is a short form that we know; else nothing. */
export function expansionsOf(word: string): readonly string[] {
  return ACRONYMS[word.toLowerCase()] ?? []
}

const SHORT_FORMS = Object.entries(ACRONYMS).flatMap(([short, longs]) =>
  longs.filter((long) => long.includes(' ')).map((long) => ({ short, words: long.split(' ') })),
)

/** The short forms of what stands at the beginning of the words, and how many words that takes; the longest first. */
export function shortFormAt(words: readonly string[]): { shorts: string[]; length: number } | null {
  const found = SHORT_FORMS.filter((one) =>
    one.words.every((word, index) => words[index]?.toLowerCase() === word),
  )
  const length = Math.max(0, ...found.map((one) => one.words.length))
  if (length === 0) return null
  return { shorts: found.filter((one) => one.words.length === length).map((one) => one.short), length }
}
