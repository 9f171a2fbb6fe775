// Who notices that a job was lost?
import type { Deps } from '../src/deps.ts'
import { forgetInterests } from '../src/opportunities/interest-queries.ts'
import { forgetSent } from '../src/queue/outbox-queries.ts'
import { sweepReturns } from '../src/returns/sweep-returns.ts'

const FORGET_DAYS = 7
const FORGET_EVERY_MILLISECONDS = 3_600_000

/**
 * Asks again, every so often, for what the tables say is unfinished: the queue may be emptied without loss. Entries that
 * the queue has had for a week are forgotten, once an hour.
 */
export function startSweep(
  deps: Deps,
  everyMilliseconds: number,
  staleSeconds: number,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let forgotAt = 0
  const forget = async () => {
    if (performance.now() - forgotAt < FORGET_EVERY_MILLISECONDS) return
    forgotAt = performance.now()
    await forgetSent(deps.db, FORGET_DAYS)
    await forgetInterests(deps.db, new Date(deps.clock()))
  }
  const timer = setInterval(() => {
    running = forget()
      .then(() => sweepReturns(deps, staleSeconds))
      .then(
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
