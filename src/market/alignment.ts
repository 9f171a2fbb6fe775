// At which common date could contracts of several authorities end, and who would have to extend by what?
import { addMonths, type CalendarDate, dayNumber, endOfMonth } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'

/** Pence a year without VAT; low and high differ where a range was stated, or not whether VAT is in it. */
export type AnnualRange = { low: Pence; high: Pence }

/**
 * A running contract for the one system or service that is to be aligned. `optionEnds` are its ends after each unused
 * option, in order; the last is its maximum end.
 */
export type AlignmentContract = {
  id: string
  authorities: readonly string[]
  currentEnd: CalendarDate
  optionEnds: readonly CalendarDate[]
  annual: AnnualRange | 'not stated' | 'withheld'
  /** The last day to decide on the next option; null where none is left. */
  decideBy: CalendarDate | null
}

/** How a contract meets the target: by its own end, or extended by so many whole options to an end never past its maximum. */
export type AlignmentMember = {
  id: string
  authorities: readonly string[]
  end: CalendarDate
  optionsUsed: number
  monthsExtended: number
  decideBy: CalendarDate | null
}

export type CannotMeet = {
  id: string
  why: 'ends before, with no option left to reach it' | 'ends after' | 'no whole option ends near it'
}

/** A target is the last day of a month. `decideBy` is the earliest decision of a member that must extend; null where none must. */
export type AlignmentCluster = {
  target: CalendarDate
  members: readonly AlignmentMember[]
  authorities: number
  /** Of the members that state a value, each contract once, and how many do, withhold it or do not state it. */
  combinedAnnual: AnnualRange
  withValue: number
  withheld: number
  notStated: number
  extending: number
  monthsExtended: number
  decideBy: CalendarDate | null
}

const YEARS_AHEAD = 5
const END_NEAR_MONTHS = 3
const OPTION_NEAR_MONTHS = 1

/**
 * Clusters of at least two authorities, the best first: more members, then more combined £ a year, then fewer months
 * of extension, then the earlier date. Targets are the months of every contract's current and maximum end in the next
 * five years; of targets with the same members meeting in the same way only the best is kept. Contracts that have
 * ended by the day are left out. A member meets the target with its own end within three months of it, or extended by
 * whole options to an end within one month of it.
 */
export function alignmentClusters(
  contracts: readonly AlignmentContract[],
  on: CalendarDate,
): AlignmentCluster[] {
  const running = runningOn(contracts, on)
  const clusters = targetsOf(running, on).flatMap((target) => clusterAt(target, running))
  return withoutRepeats(clusters.toSorted(better))
}

/** The cluster of one target, the last day of a month; null where the contracts of fewer than two authorities meet it. */
export function clusterOn(
  contracts: readonly AlignmentContract[],
  target: CalendarDate,
  on: CalendarDate,
): AlignmentCluster | null {
  return clusterAt(target, runningOn(contracts, on))[0] ?? null
}

/** The way a contract meets a target with the fewest options; null where it cannot. */
export function meets(contract: AlignmentContract, target: CalendarDate): AlignmentMember | null {
  return memberAt(contract, aimAt(target))
}

/** The running contracts that cannot meet a target, each with its reason. */
export function cannotMeet(
  contracts: readonly AlignmentContract[],
  target: CalendarDate,
  on: CalendarDate,
): CannotMeet[] {
  const aim = aimAt(target)
  return runningOn(contracts, on)
    .filter((contract) => memberAt(contract, aim) === null)
    .map((contract) => ({ id: contract.id, why: whyNot(contract, aim) }))
}

/** A target and the days between which an end, or an end after an option, is near it. */
type Aim = Record<'target' | 'endFrom' | 'endTo' | 'optionFrom' | 'optionTo', CalendarDate>

function aimAt(target: CalendarDate): Aim {
  return {
    target,
    endFrom: addMonths(target, -END_NEAR_MONTHS),
    endTo: addMonths(target, END_NEAR_MONTHS),
    optionFrom: addMonths(target, -OPTION_NEAR_MONTHS),
    optionTo: addMonths(target, OPTION_NEAR_MONTHS),
  }
}

function memberAt(contract: AlignmentContract, aim: Aim): AlignmentMember | null {
  const { id, authorities, currentEnd, optionEnds, decideBy } = contract
  const member = { id, authorities, decideBy }
  if (aim.endFrom <= currentEnd && currentEnd <= aim.endTo) {
    return { ...member, end: currentEnd, optionsUsed: 0, monthsExtended: 0 }
  }
  if (currentEnd > aim.target) return null
  const index = optionEnds.findIndex((end) => aim.optionFrom <= end && end <= aim.optionTo)
  const end = optionEnds[index]
  if (end === undefined) return null
  return { ...member, end, optionsUsed: index + 1, monthsExtended: monthsBetween(currentEnd, end) }
}

function runningOn(contracts: readonly AlignmentContract[], on: CalendarDate): AlignmentContract[] {
  return [...new Map(contracts.map((one) => [one.id, one])).values()].filter(
    ({ currentEnd }) => currentEnd >= on,
  )
}

function targetsOf(contracts: readonly AlignmentContract[], on: CalendarDate): CalendarDate[] {
  const last = addMonths(on, YEARS_AHEAD * 12)
  const ends = contracts.flatMap(({ currentEnd, optionEnds }) => [
    currentEnd,
    optionEnds.at(-1) ?? currentEnd,
  ])
  return [...new Set(ends.filter((end) => end > on && end <= last).map(endOfMonth))]
}

function clusterAt(target: CalendarDate, contracts: readonly AlignmentContract[]): AlignmentCluster[] {
  const aim = aimAt(target)
  const members: AlignmentMember[] = []
  const money = { combinedAnnual: { low: 0, high: 0 }, withValue: 0, withheld: 0, notStated: 0 }
  for (const contract of contracts) {
    const member = memberAt(contract, aim)
    if (member === null) continue
    members.push(member)
    addValue(money, contract.annual)
  }
  const authorities = new Set(members.flatMap((member) => member.authorities)).size
  if (authorities < 2 || members.length < 2) return []
  const extending = members.filter(({ optionsUsed }) => optionsUsed > 0)
  return [
    {
      target,
      members,
      authorities,
      ...money,
      extending: extending.length,
      monthsExtended: members.reduce((sum, { monthsExtended }) => sum + monthsExtended, 0),
      decideBy: extending.flatMap(({ decideBy }) => decideBy ?? []).toSorted()[0] ?? null,
    },
  ]
}

type Money = Pick<AlignmentCluster, 'combinedAnnual' | 'withValue' | 'withheld' | 'notStated'>

function addValue(money: Money, annual: AlignmentContract['annual']): void {
  if (annual === 'withheld') money.withheld += 1
  else if (annual === 'not stated') money.notStated += 1
  else {
    money.withValue += 1
    money.combinedAnnual.low += annual.low
    money.combinedAnnual.high += annual.high
  }
}

function whyNot({ currentEnd, optionEnds }: AlignmentContract, aim: Aim): CannotMeet['why'] {
  if (currentEnd > aim.target) return 'ends after'
  const last = optionEnds.at(-1)
  const reachable = last !== undefined && last >= aim.optionFrom
  return reachable ? 'no whole option ends near it' : 'ends before, with no option left to reach it'
}

function better(a: AlignmentCluster, b: AlignmentCluster): number {
  return (
    b.members.length - a.members.length ||
    b.combinedAnnual.high - a.combinedAnnual.high ||
    a.monthsExtended - b.monthsExtended ||
    (a.target < b.target ? -1 : 1)
  )
}

/** The first cluster of each set of members, which is the best of them in a sorted list. */
function withoutRepeats(sorted: readonly AlignmentCluster[]): AlignmentCluster[] {
  const seen = new Set<string>()
  return sorted.filter(({ members }) => {
    const key = members.map(({ id }) => id).join('\n')
    return !seen.has(key) && seen.add(key)
  })
}

/** Whole months from one end to a later one, part months rounded to the nearer. */
function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / 30.436875)
}
