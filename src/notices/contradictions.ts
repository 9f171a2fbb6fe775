// Where does a notice say something else than the authority's return?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'

/** What a return says of a contract; nulls are not stated or not for the public, and contradict nothing. */
export type ReturnSays = {
  startOn: CalendarDate | null
  startPrecision: 'day' | 'month'
  currentEndOn: CalendarDate | null
  currentEndPrecision: 'day' | 'month'
  maximumEndOn: CalendarDate | null
  maximumEndPrecision: 'day' | 'month'
  signedOn: CalendarDate | null
  valueNet: Pence | null
  valueGross: Pence | null
}

/** What a notice of this very contract says. */
export type NoticeSays = {
  startOn: CalendarDate | null
  endOn: CalendarDate | null
  latestEndOn: CalendarDate | null
  signedOn: CalendarDate | null
  valueNet: Pence | null
  valueGross: Pence | null
}

/** Both stand beside each other; neither takes the other's place. Days, or pence of amounts. */
export type Contradiction =
  | {
      field: 'start' | 'current end' | 'maximum end' | 'signed'
      fromReturn: CalendarDate
      fromNotice: CalendarDate
    }
  | { field: 'value without VAT' | 'value with VAT'; fromReturn: Pence; fromNotice: Pence }

/**
 * Days that differ (months where the return knows only the month), and amounts that differ by a pound or more. An end
 * of the notice contradicts the current end only if it is no other end of the contract either. Only what both state.
 */
export function contradictions(one: ReturnSays, other: NoticeSays): Contradiction[] {
  const found: Contradiction[] = []
  const day = (
    field: 'start' | 'current end' | 'maximum end' | 'signed',
    ours: CalendarDate | null,
    theirs: CalendarDate | null,
    precision: 'day' | 'month',
  ) => {
    if (ours !== null && theirs !== null && !sameDay(ours, theirs, precision))
      found.push({ field, fromReturn: ours, fromNotice: theirs })
  }
  const amount = (
    field: 'value without VAT' | 'value with VAT',
    ours: Pence | null,
    theirs: Pence | null,
  ) => {
    if (ours !== null && theirs !== null && Math.abs(ours - theirs) >= 100)
      found.push({ field, fromReturn: ours, fromNotice: theirs })
  }
  day('start', one.startOn, other.startOn, one.startPrecision)
  const isOtherEnd =
    one.maximumEndOn !== null &&
    other.endOn !== null &&
    sameDay(one.maximumEndOn, other.endOn, one.maximumEndPrecision)
  if (!isOtherEnd) day('current end', one.currentEndOn, other.endOn, one.currentEndPrecision)
  day('maximum end', one.maximumEndOn, other.latestEndOn, one.maximumEndPrecision)
  day('signed', one.signedOn, other.signedOn, 'day')
  amount('value without VAT', one.valueNet, other.valueNet)
  amount('value with VAT', one.valueGross, other.valueGross)
  return found
}

function sameDay(one: CalendarDate, other: CalendarDate, precision: 'day' | 'month'): boolean {
  return precision === 'month' ? one.slice(0, 7) === other.slice(0, 7) : one === other
}
