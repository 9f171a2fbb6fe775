// Who notices that a job was lost?
import type { Deps } from '../src/deps.ts'
import { sweepReturns } from '../src/returns/sweep-returns.ts'

/** Asks again, every so often, for what the tables say is unfinished: the queue may be emptied without loss. */
export function startSweep(
  deps: Deps,
  everyMilliseconds: number,
  staleSeconds: number,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = sweepReturns(deps, staleSeconds).then(
      (found) => {
        if (found > 0) deps.log.warn({ found }, 'unfinished returns asked for again')
      },
      (error) => deps.log.warn({ err: error }, 'sweep waits'),
    )
  }, everyMilliseconds)
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
