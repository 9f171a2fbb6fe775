// How is an upcoming tender told in a few words?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { OpportunitySummary } from '../../../opportunities/opportunity-schemas.ts'
import { formatDay, formatDecimalPounds, relativeDay } from '../../filters.ts'
import { coarseWords } from '../../withheld-words.ts'

interface PhaseWords {
  label: string
  colour: 'green' | 'yellow' | 'red' | 'grey' | ''
  /** What it means, for whoever chooses it. */
  meaning: string
}

const PHASES: Record<NonNullable<OpportunitySummary['phase']>, PhaseWords> = {
  'talk now': { label: 'Talk now', colour: 'green', meaning: 'early enough to be heard' },
  'tender due': { label: 'Tender due', colour: 'yellow', meaning: 'a tender must come out soon' },
  late: { label: 'Late', colour: 'red', meaning: 'no tender known, though it should be out' },
  published: { label: 'Published', colour: '', meaning: 'a notice is out' },
  watch: { label: 'Watch', colour: 'grey', meaning: 'too early to talk' },
  awarded: { label: 'Awarded', colour: 'grey', meaning: 'somebody has won' },
  closed: { label: 'Closed', colour: 'grey', meaning: 'what follows has begun, or nothing does' },
  'past end': {
    label: 'Past its end',
    colour: 'grey',
    meaning: 'its end is past, yet it was confirmed after that',
  },
  lapsed: { label: 'Lapsed', colour: 'grey', meaning: 'ended, and nobody confirmed it since' },
  stopping: { label: 'Stopping', colour: 'grey', meaning: 'the authority will not replace it' },
}

const NO_END: PhaseWords = { label: 'No end stated', colour: 'grey', meaning: 'nothing can be said of when' }

export function phaseWords(phase: OpportunitySummary['phase']): PhaseWords {
  return phase === null ? NO_END : PHASES[phase]
}

/** What to do and until when: `Talk until 30 June 2027, in 7 months`. */
export function nextStep(
  { phase, earliest, end_precision: precision }: OpportunitySummary,
  today: CalendarDate,
): string {
  const on = (day: CalendarDate) => `${formatDay(day)}, ${relativeDay(day, today)}`
  const ended = (day: CalendarDate) => {
    const words = coarseWords(day, precision)
    return words === null ? `Ended on ${on(day)}` : `Ended in ${words}`
  }
  if (phase === null || earliest === null) return 'Its end is not stated, so nothing can be said of when'
  if (phase === 'watch') return `Start talking from ${on(earliest.approach_from)}`
  if (phase === 'talk now') return `Talk until ${on(earliest.approach_by)}`
  if (phase === 'tender due') return `Tender to be out by ${on(earliest.tender_latest)}`
  if (phase === 'late') return `Tender expected since ${formatDay(earliest.tender_latest)}`
  if (phase === 'past end') return `${ended(earliest.end)} by what is stated, yet confirmed since`
  if (phase === 'lapsed') return `${ended(earliest.end)}, not confirmed since`
  return phaseWords(phase).meaning.replace(/^./, (first) => first.toUpperCase())
}

export const FITS: Record<OpportunitySummary['sme_fit'], string> = {
  good: 'Good for a small supplier: below the threshold',
  possible: 'Possible for a small supplier: above the threshold',
  hard: 'Hard for a small supplier: over £5m',
  'not known': 'Not known whether it is below the threshold',
}

/** `£412,500 without VAT` with its band; the band alone where no value is stated. */
export function valueWords({ value, value_band }: OpportunitySummary): { amount: string; band: string } {
  if (value === null) return { amount: 'Not stated', band: '' }
  return { amount: `${formatDecimalPounds(value.net)} without VAT`, band: value_band }
}
