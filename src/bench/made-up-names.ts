// What would the names of a million suppliers look like? Made up, the same for the same seed.
import type { TypedName } from '../suppliers/spelling-queries.ts'

const TRADES =
  'Services,Care,Group,School,Solutions,House,Trust,Centre,London,Association,Management,Training,Systems,Home,Consulting,Community,Property,Health,Housing,Education,Primary,International,Building,Transport,Support,Media,College,Associates,Catering,Security,Engineering,Design,Supplies,Partners,Works,Networks,Projects,Electrical,Roofing,Software,Cleaning,Landscapes'.split(
    ',',
  )
const ONSETS = 'b br c ch cl cr d dr f fl g gr h j k l m n p pr r s sc sh st t th tr v w wh y qu'.split(' ')
const VOWELS = 'a e i o u ai ea ee ou oa'.split(' ')
const MIDDLES = 'b ck d ff g l ll m n nd nt p r rd rl rn rt s ss st t tt v x z'.split(' ')
const ENDS = 'ton ham ley ford wick by er on an el is a o in mere den worth ell ow ing'.split(' ')
const FORMS = ['Ltd', 'Ltd', 'Limited', 'Limited', 'LTD', 'plc', 'LLP', 'CIC', '']

/** How many words there are, by rank the commonest first: the trades, then invented ones. */
const VOCABULARY = 40_000
/** The first word of a name is none of the commonest, and its frequency falls less steeply with its rank. */
const FIRST = { commonest: 40, steepness: 0.8 }
const LATER = { commonest: 1, steepness: 0.9 }
/** Shares of names with one, two and three words; the rest have four. */
const UP_TO_WORDS = [0.05, 0.4, 0.75]

/**
 * Names of made-up companies, three in ten with a number. How often words, beginnings and initials are shared was set
 * after 90,000 published names of suppliers to councils; `npm run bench -- matching` prints both side by side. With more
 * of them the made-up names grow alike sooner than real ones, whose words never end.
 */
export function madeUpName(random: () => number): TypedName {
  const dice = random()
  const later = UP_TO_WORDS.filter((share) => dice >= share)
  const words = [madeUpWord(random, FIRST), ...later.map(() => madeUpWord(random, LATER))]
  const form = FORMS[Math.floor(random() * FORMS.length)]
  const number = random() < 0.3 ? String(1_000_000 + Math.floor(random() * 14_000_000)).padStart(8, '0') : ''
  return { name: `${words.join(' ')} ${form}`.trim(), companyNumber: number }
}

/** By Zipf's law: a word comes up as often as its rank is low. */
function madeUpWord(random: () => number, { commonest, steepness }: typeof FIRST): string {
  const rank = Math.floor(commonest * (VOCABULARY / commonest) ** (random() ** steepness))
  return TRADES[rank - 1] ?? inventedWord(rank)
}

/** A common word is shorter. */
function inventedWord(rank: number): string {
  const sounds = [ONSETS, VOWELS, MIDDLES, ...(rank > SHORT ? [VOWELS, MIDDLES] : []), ENDS]
  let left = Math.imul(rank, 2_654_435_761) >>> 0
  const text = sounds.map((from) => {
    const sound = from[left % from.length]
    left = Math.floor(left / from.length)
    return sound
  })
  return text.join('').replace(/^./, (first) => first.toUpperCase())
}

const SHORT = 3_000
