// What does it take for a notice to be linked to a contract, and is it about that contract or what follows?
import { addMonths, type CalendarDate, daysBetween } from '../lib/calendar-date.ts'

/** The ways in which a notice finds its contract, the surest first; the last finds only what somebody must judge. */
export const METHODS = [
  'related process',
  'ocid',
  'portal number',
  'local reference',
  'supplier, start and value',
  'title',
] as const
export type LinkMethod = (typeof METHODS)[number]

/** A contract that a process may be about, by one of the ways. */
export type Candidate = {
  ocid: string
  contractId: string
  authorityId: number
  method: LinkMethod
  /** How alike the titles are, 0 to 1. */
  likeness: number
  /** Of the contract and of the latest release that states one. */
  contract: Period
  notice: Period
  /** Said of what the process is to the one it names: it comes after it. */
  follows: boolean
}

export type Period = { startOn: CalendarDate | null; endOn: CalendarDate | null }

export type About = 'current' | 'next' | null

export type ProposedLink = {
  ocid: string
  contractId: string
  authorityId: number
  method: LinkMethod
  state: 'linked' | 'doubtful'
  about: About
  explanation: string
}

/** How far two starts may lie apart to be one, in days. */
export const START_TOLERANCE_DAYS = 31
const MOST_DOUBTFUL = 3

/**
 * One contract by the surest way that finds any: linked. Several by that way: all doubtful, the likest titles first. By
 * its title alone: doubtful. The candidates are of one process.
 */
export function linksOf(candidates: readonly Candidate[]): ProposedLink[] {
  const method = METHODS.find((way) => candidates.some((one) => one.method === way))
  if (method === undefined) return []
  const found = candidates
    .filter((one) => one.method === method)
    .toSorted((a, b) => b.likeness - a.likeness || (a.contractId < b.contractId ? -1 : 1))
  const isSure = method !== 'title' && found.length === 1
  return found.slice(0, MOST_DOUBTFUL).map((one) => ({
    ocid: one.ocid,
    contractId: one.contractId,
    authorityId: one.authorityId,
    method,
    state: isSure ? 'linked' : 'doubtful',
    about: aboutOf(one),
    explanation: explanation(one, found.length),
  }))
}

/**
 * By the periods where both are known: starts within 31 days of each other are one contract; a start that is not before
 * the current end less three months is that of what follows. Else nobody says, and the day of each notice decides.
 */
export function aboutOf({ method, follows, contract, notice }: Candidate): About {
  if (method === 'related process' && follows) return 'next'
  if (method === 'supplier, start and value') return 'current'
  if (notice.startOn === null) return null
  if (
    contract.startOn !== null &&
    Math.abs(daysBetween(contract.startOn, notice.startOn)) <= START_TOLERANCE_DAYS
  )
    return 'current'
  return contract.endOn !== null && notice.startOn >= addMonths(contract.endOn, -3) ? 'next' : null
}

function explanation({ method, likeness }: Candidate, count: number): string {
  const said = {
    'related process': 'The notice names the process of this contract as one it follows or belongs to.',
    ocid: 'Notice and contract carry the same open contracting id.',
    'portal number': 'Notice and contract carry the same number of the tendering portal.',
    'local reference': 'Notice and contract carry the same reference of the authority.',
    'supplier, start and value':
      'The same supplier, a start within 31 days and a value within a tenth of the one in the contract.',
    title: `Only the titles are alike (${Math.round(likeness * 100)} of 100).`,
  }[method]
  return count > 1 && method !== 'title' ? `${said} So do ${count - 1} other contracts.` : said
}
