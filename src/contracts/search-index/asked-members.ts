// Which contracts of each authority meet which part of a question?
import type { Dimension } from '../contract-filters.ts'
import { and } from './members.ts'
import { type IndexQuestion, narrowing } from './narrowing-members.ts'
import type { HeldRegister, Members, Segment } from './segment.ts'

/** A question put to the register, its conditions looked up once for counts and pages alike. */
export interface AskedRegister {
  held: HeldRegister
  question: IndexQuestion
  /** The dimensions by which the question narrows. */
  narrowed: readonly Dimension[]
  /** Without those that have none of the words asked for. */
  segments: readonly AskedSegment[]
}

/** What of a question the contracts of a segment meet. */
export interface AskedSegment {
  segment: Segment
  /** The place of the segment in the register. */
  at: number
  /** Whether its authority is asked for, or none is. */
  isAsked: boolean
  /** Those who meet everything but the dimension left out, and may not be changed; null where that is everybody. */
  meeting(leftOut?: Dimension): Members | null
}

/** Conditions are looked up in a segment when its members are first asked for. */
export function askRegister(held: HeldRegister, question: IndexQuestion): AskedRegister {
  const dimensions = narrowing(held, question)
  const { authorityIds, words } = question
  const segments = held.segments.flatMap((segment, at): AskedSegment[] => {
    const found = words === null ? null : (words[at] ?? 'none')
    if (found === 'none') return []
    const conditions = once(() => dimensions.map(([, membersOf]) => membersOf(segment, at)))
    const meetingAllBut = (leftOut?: Dimension) => {
      const parts = conditions().filter((_, place) => dimensions[place]?.[0] !== leftOut)
      return inAll(found === null ? parts : [found, ...parts])
    }
    const meetingAll = once(() => meetingAllBut())
    const meeting = (leftOut?: Dimension) => (leftOut === undefined ? meetingAll() : meetingAllBut(leftOut))
    return [{ segment, at, isAsked: authorityIds?.includes(segment.authorityId) ?? true, meeting }]
  })
  const ofAuthorities: Dimension[] = authorityIds === null ? [] : ['authority']
  return { held, question, narrowed: [...ofAuthorities, ...dimensions.map(([name]) => name)], segments }
}

function inAll([first, ...others]: Members[]): Members | null {
  return first === undefined ? null : others.reduce((met, members) => and(met, members), first)
}

function once<Found>(find: () => Found): () => Found {
  let found: { value: Found } | null = null
  return () => {
    found ??= { value: find() }
    return found.value
  }
}
