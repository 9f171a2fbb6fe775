// When can a contract end: at which ends, by which options, and is it said which end is meant?
import {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  daysInMonth,
  endOfMonth,
} from '../lib/calendar-date.ts'
import type { ContractFacts, EndPrecision } from './contract-facts.ts'
import { readTermText, type Term } from './term-text.ts'

/** How far stated steps and a stated maximum may lie apart before it is worth saying, in days. */
const TOLERANCE_DAYS = 31

/**
 * The ends of a contract. `optionEnds` are the ends after each option not yet used, in order, the last of them the
 * maximum; `maximumEnd` is null where nobody knows it; `unused` says that an option is left, even one of unstated length.
 */
export type ContractEnds = {
  currentEnd: CalendarDate | null
  optionEnds: readonly CalendarDate[]
  maximumEnd: CalendarDate | null
  unused: boolean | 'unknown'
  meaningKnown: boolean
  fromText: boolean
  /** The steps between the ends come from a term in words. */
  stepsFromText: boolean
  notes: readonly string[]
}

type Steps = { months: readonly number[]; from: 'stated' | 'text' | 'nothing' }

/** The ends that the facts give, before any intention of the authority. */
export function contractEnds(facts: ContractFacts): ContractEnds {
  const term = facts.termText === null ? null : readTermText(facts.termText)
  const stated = toTheMonth(facts.maximumEndOn, facts.maximumEndPrecision)
  const notes: string[] = []
  if (facts.termText !== null && term === null) notes.push('the term in words could not be read')
  notes.push(...coarseNotes(facts))
  const current = currentEnd(facts, term, stated)
  if (current.end === null) return noEnd(facts, stated, notes)
  if (current.note) notes.push(current.note)
  const steps = unusedSteps(facts, term, { ...current, end: current.end, stated }, notes)
  const optionEnds = endsOfOptions(current.end, steps.months, stated, notes)
  const last = optionEnds.at(-1)
  if (facts.hasOptions === false && last) notes.push('said to have no options, yet the maximum end is later')
  const noneLeft =
    facts.hasOptions === false || facts.options.length > 0 || steps.from === 'text' || stated !== null
  const maximumFromText =
    steps.from === 'text' && steps.months.length > 0 && (stated === null || stated <= current.end)
  return {
    currentEnd: current.end,
    optionEnds,
    maximumEnd: last ?? (noneLeft && !optionLeftUnstated(facts, term, stated) ? current.end : null),
    unused: last !== undefined || optionLeftUnstated(facts, term, stated) || (noneLeft ? false : 'unknown'),
    meaningKnown: meaningKnown(facts, steps.from, stated),
    fromText: current.from === 'text' || maximumFromText,
    stepsFromText: steps.from === 'text',
    notes,
  }
}

/** A quarter or a year is counted from its last day, and said to be. */
function coarseNotes({
  currentEndPrecision: end,
  maximumEndPrecision: latest,
  ...facts
}: ContractFacts): string[] {
  const said = (name: string, precision: EndPrecision) =>
    `the authority gives the ${name} to its ${precision} only: days are counted from the last day of it and may come up to ${precision === 'year' ? 'a year' : 'three months'} sooner`
  const isCoarse = (precision: EndPrecision) => precision === 'quarter' || precision === 'year'
  return [
    ...(facts.currentEndOn !== null && isCoarse(end) ? [said('end', end)] : []),
    ...(facts.maximumEndOn !== null && isCoarse(latest) ? [said('maximum end', latest)] : []),
  ]
}

/** The ends once the authority has said that it will extend: the next option counts as used. */
export function extendedByNextOption(ends: ContractEnds): ContractEnds {
  const [next, ...left] = ends.optionEnds
  if (next === undefined) {
    const note =
      ends.unused === true
        ? 'to be extended by a length nobody stated'
        : 'to be extended, but no option is known'
    return { ...ends, notes: [...ends.notes, note] }
  }
  const fromText = ends.fromText || (ends.stepsFromText && left.length > 0)
  return { ...ends, currentEnd: next, optionEnds: left, unused: left.length > 0, fromText }
}

/** The last day of a term of so many months that begins on a day: the day before its anniversary, or the month's last where it has none. */
function lastDayOfTerm(startOn: CalendarDate, months: number): CalendarDate {
  const day = Number(startOn.slice(8, 10))
  const month = addMonths(`${startOn.slice(0, 8)}01`, months)
  const length = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  return day > length ? endOfMonth(month) : addDays(month, day - 2)
}

function noEnd(facts: ContractFacts, stated: CalendarDate | null, notes: string[]): ContractEnds {
  const unused = facts.options.some(({ exercised }) => exercised !== true) ? true : 'unknown'
  notes.push('no end is stated')
  return {
    currentEnd: null,
    optionEnds: [],
    maximumEnd: stated,
    unused,
    meaningKnown: false,
    fromText: false,
    stepsFromText: false,
    notes,
  }
}

type CurrentEnd = { end: CalendarDate | null; from: 'stated' | 'text'; note?: string }

/** The stated end; else the first period of the term in words with the options used; else the maximum less the options left; else the maximum. */
function currentEnd(facts: ContractFacts, term: Term | null, stated: CalendarDate | null): CurrentEnd {
  const end = toTheMonth(facts.currentEndOn, facts.currentEndPrecision)
  if (end !== null) return { end, from: 'stated' }
  if (facts.startOn !== null && term !== null && term.initial !== null) {
    const used = sum(facts.options.filter(({ exercised }) => exercised === true).map(({ months }) => months))
    return {
      end: lastDayOfTerm(facts.startOn, term.initial + used),
      from: 'text',
      note: 'the end comes from the term in words',
    }
  }
  if (stated === null) return { end: null, from: 'stated' }
  const left = unusedMonths(facts)
  if (left.length === 0)
    return { end: stated, from: 'stated', note: 'only the maximum end is stated: read as the end' }
  return {
    end: addMonths(stated, -sum(left)),
    from: 'stated',
    note: 'the end is the maximum end less the options left',
  }
}

function unusedSteps(
  facts: ContractFacts,
  term: Term | null,
  ends: { end: CalendarDate; from: 'stated' | 'text'; stated: CalendarDate | null },
  notes: string[],
): Steps {
  const { end } = ends
  if (facts.options.length > 0) {
    const left = unusedMonths(facts)
    const months = ends.from === 'text' ? left : left.slice(shownAsUsed(facts, term, end, ends.stated))
    if (months.length < left.length) notes.push('options that the end already includes are read as used')
    if (months.length > 0 && facts.options.some(({ exercised }) => exercised === null))
      notes.push('options not said to be used are read as unused')
    return { months, from: 'stated' }
  }
  if (term === null || term.options.length === 0) return { months: [], from: 'nothing' }
  if (facts.hasOptions === false) {
    notes.push('the term in words names options, yet the contract is said to have none')
    return { months: [], from: 'nothing' }
  }
  if (ends.from === 'text') return { months: term.options, from: 'text' }
  if (facts.startOn === null || term.initial === null) {
    notes.push('the options in the term in words are read as unused')
    return { months: term.options, from: 'text' }
  }
  return {
    months: term.options.slice(usedSteps(facts.startOn, term.initial, term.options, end)),
    from: 'text',
  }
}

/**
 * How many options the ends show as used where nobody said of any whether it was: all where the stated end is the
 * stated maximum; else, where the term in words names the same steps, those that the end includes.
 */
function shownAsUsed(
  { options, startOn }: ContractFacts,
  term: Term | null,
  end: CalendarDate,
  stated: CalendarDate | null,
): number {
  if (options.some(({ exercised }) => exercised !== null)) return 0
  if (stated === end) return options.length
  if (startOn === null || term === null || term.initial === null) return 0
  const isSame = term.options.join() === options.map(({ months }) => months).join()
  return isSame ? usedSteps(startOn, term.initial, term.options, end) : 0
}

/** How many options of the term in words the stated end already includes, to within 31 days. */
function usedSteps(
  startOn: CalendarDate,
  initial: number,
  options: readonly number[],
  end: CalendarDate,
): number {
  let used = 0
  let months = initial
  for (const step of options) {
    months += step
    if (daysBetween(end, lastDayOfTerm(startOn, months)) > TOLERANCE_DAYS) break
    used += 1
  }
  return used
}

/** The end after each step left; a stated maximum later than the current end is the last of them, whatever the steps add up to. */
function endsOfOptions(
  end: CalendarDate,
  months: readonly number[],
  stated: CalendarDate | null,
  notes: string[],
): CalendarDate[] {
  const ends = months.map((_step, index) => addMonths(end, sum(months.slice(0, index + 1))))
  if (stated === null) return ends
  const last = ends.at(-1) ?? end
  const apart = daysBetween(last, stated)
  if (months.length > 0 && Math.abs(apart) > TOLERANCE_DAYS)
    notes.push('the options do not add up to the stated maximum end')
  if (stated < end || (stated === end && months.length > 0)) {
    if (stated < end) notes.push('the stated maximum end comes before the end')
    return ends
  }
  if (apart > TOLERANCE_DAYS || (months.length === 0 && apart > 0)) return [...ends, stated]
  return stated === end ? [] : [...ends.slice(0, -1).filter((one) => one < stated), stated]
}

/** Said to have options, of which nothing else is known. */
function optionLeftUnstated(facts: ContractFacts, term: Term | null, stated: CalendarDate | null): boolean {
  const told = facts.options.length > 0 || (term !== null && term.options.length > 0) || stated !== null
  return facts.hasOptions === true && !told
}

function meaningKnown(facts: ContractFacts, steps: Steps['from'], stated: CalendarDate | null): boolean {
  if (facts.endMeaning !== null) return facts.endMeaning === 'known'
  if (facts.hasOptions === false || facts.options.length > 0 || steps === 'text') return true
  return stated !== null && facts.currentEndOn !== null
}

/** The register keeps a quarter or a year as the last day of it (decision 0014). */
function toTheMonth(date: CalendarDate | null, precision: EndPrecision): CalendarDate | null {
  return date !== null && precision === 'month' ? endOfMonth(date) : date
}

const unusedMonths = (facts: ContractFacts) =>
  facts.options.filter(({ exercised }) => exercised !== true).map(({ months }) => months)

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
