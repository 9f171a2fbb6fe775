// When has a return come as far as it goes by itself?
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { findReturn } from './return-queries.ts'
import type { ReturnDetail } from './return-schemas.ts'

export interface WaitOptions {
  seconds: number
  /** Called at every look, for a progress bar. */
  onProgress?: (seen: ReturnDetail) => void
  /** `published` waits on at `read` where publication follows by itself; `read` never does. */
  until?: 'read' | 'published'
}

const LOOK_MILLISECONDS = 50

/** Thrown when a return is not at an end within the time. */
class StillGoing extends Error {}

/** Looks until the return is at an end. @throws Error when it is not within the time. */
export async function waitForReturn(
  deps: Pick<Deps, 'db'>,
  id: string,
  options: WaitOptions,
): Promise<ReturnDetail> {
  const going =
    options.until === 'read' ? ['received', 'reading'] : ['received', 'reading', 'read', 'publishing']
  const last = performance.now() + options.seconds * 1000
  for (;;) {
    const seen = await findReturn(deps.db, id, null)
    if (seen === null) throw new Error(`There is no return ${id}.`)
    options.onProgress?.(seen)
    if (!going.includes(seen.state) || (seen.state === 'read' && !seen.publish_when_read)) return seen
    if (performance.now() > last)
      throw new StillGoing(`The return ${id} is still ${seen.state} after ${options.seconds} seconds.`)
    await sleep(LOOK_MILLISECONDS)
  }
}

/** Gives a program a moment to read or publish the return; whether it was at an end within a second and a half. */
export async function settledSoon(deps: Pick<Deps, 'db'>, id: string): Promise<boolean> {
  try {
    await waitForReturn(deps, id, { seconds: 1.5, until: 'read' })
    return true
  } catch (error) {
    if (error instanceof StillGoing) return false
    throw error
  }
}
