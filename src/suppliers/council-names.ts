// Which council does a name mean, however it puts "borough"?

const LONDON_BOROUGHS = new Set(
  `barkinganddagenham barnet bexley brent bromley camden croydon ealing enfield greenwich hackney hammersmithandfulham haringey harrow
  havering hillingdon hounslow islington kensingtonandchelsea kingstonuponthames lambeth lewisham merton newham redbridge
  richmonduponthames southwark sutton towerhamlets walthamforest wandsworth westminster`.split(/\s+/),
)
const LONDON_STYLES = new Set([
  'london',
  'borough',
  'council',
  'lb',
  'lbc',
  'rb',
  'rbc',
  'royal',
  'of',
  'the',
  'mayor',
  'and',
  'burgesses',
  'city',
])
const SAYS_COUNCIL = new Set(['borough', 'council', 'lb', 'lbc', 'rb', 'rbc', 'mbc', 'bc', 'city'])
const BOROUGH_STYLES =
  /^(?:(.+) (?:metropolitan borough council|borough council|mbc|bc)|(?:metropolitan borough|borough|mb) of (.+?)(?: council)?)$/
const CITY_STYLES = /^(?:(.+) city council|city of (.+) council|council of the city of (.+))$/

/**
 * One key for the ways in which a council is written: "LB of Harrow", "London Borough of Harrow" and "Harrow Council" for
 * the London boroughs and Westminster; elsewhere only "Borough Council" with its "Metropolitan" and short forms, and
 * "City Council" with "City of … Council". Null for every other name. The City of London is left out, because
 * "City of London" names several bodies.
 */
export function councilKey(words: readonly string[]): string | null {
  if (!words.some((word) => SAYS_COUNCIL.has(word))) return null
  return londonKey(words) ?? styledKey(words.join(' '))
}

function londonKey(words: readonly string[]): string | null {
  const city = words.includes('city')
  const place = words
    .filter((word) => !LONDON_STYLES.has(word) || (word === 'and' && isInnerAnd(words)))
    .join('')
  if (!LONDON_BOROUGHS.has(place) || city !== (place === 'westminster' && city)) return null
  return `council:london:${place}`
}

/** "Hammersmith and Fulham", but not "the Mayor and Burgesses of". */
function isInnerAnd(words: readonly string[]): boolean {
  return !words.includes('mayor')
}

function styledKey(text: string): string | null {
  const borough = BOROUGH_STYLES.exec(text)
  if (borough) return `council:borough:${borough[1] ?? borough[2]}`
  const city = CITY_STYLES.exec(text)
  return city ? `council:city:${city[1] ?? city[2] ?? city[3]}` : null
}
