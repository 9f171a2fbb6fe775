// How is it found anew which contracts could end together?
import type { Deps } from '../deps.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { alignmentClusters } from './alignment.ts'
import {
  type AlignmentSubject,
  alignmentCoverage,
  alignmentSubjects,
  contractsOfSubjects,
  subjectText,
} from './alignment-source-queries.ts'
import {
  forgetOtherSubjects,
  lockAlignment,
  recordAlignmentRun,
  storeClusters,
} from './alignment-store-queries.ts'

/** Contracts held in memory at a time, unless one subject alone has more. */
const BATCH = 10_000

export type FoundAlignment = { on: CalendarDate; subjects: number; clusters: number; changed: number }

/**
 * Finds the clusters of every technology and service area for the London day of the clock or the one given, in one
 * transaction: readers see all of them or what they saw before. Safe twice and at once; a second time it changes nothing.
 */
export function findAlignment(
  deps: Pick<Deps, 'db' | 'clock'>,
  on: CalendarDate = londonDay(deps.clock()),
): Promise<FoundAlignment> {
  return deps.db.transaction(async (tx) => {
    await lockAlignment(tx)
    const subjects = await alignmentSubjects(tx, on)
    const found = { on, subjects: subjects.length, clusters: 0, changed: 0 }
    for (const batch of batches(subjects)) {
      const contracts = await contractsOfSubjects(tx, batch, on)
      const aligned = batch.map((subject) => {
        const own = contracts.get(subjectText(subject)) ?? []
        return { subject, contracts: own, clusters: alignmentClusters(own, on) }
      })
      found.clusters += aligned.reduce((sum, { clusters }) => sum + clusters.length, 0)
      found.changed += await storeClusters(tx, aligned, on)
    }
    found.changed += await forgetOtherSubjects(tx, subjects)
    await recordAlignmentRun(tx, on, await alignmentCoverage(tx, on))
    return found
  })
}

type Counted = AlignmentSubject & { contracts: number }

function batches(subjects: readonly Counted[]): Counted[][] {
  const made: Counted[][] = []
  let held = BATCH
  for (const subject of subjects) {
    if (held + subject.contracts > BATCH) {
      made.push([])
      held = 0
    }
    made.at(-1)?.push(subject)
    held += subject.contracts
  }
  return made
}
