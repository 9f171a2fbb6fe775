// How long does it take to derive a large register anew and to match what changed with many saved searches?
import { matchSearches } from '../alerts/match-searches.ts'
import type { Deps } from '../deps.ts'
import { addDays, londonDay } from '../lib/calendar-date.ts'
import { deriveOpportunities } from '../opportunities/derive-opportunities.ts'
import { countMatches, forgetMarks, makeSearches } from './made-up-searches-queries.ts'
import { loadMadeUp } from './opportunities-bench-command.ts'
import { withRegister } from './search-command.ts'

type Say = (line: string) => void

/**
 * Loads made-up contracts into a new cluster and prints how long it takes to derive all of them and to match so many searches
 * with the changes of a night, of a month, and with a register that is all new; and by how much memory grew at most.
 */
export async function alertsBench(say: Say, rows: number, searches: number): Promise<void> {
  await withRegister(async (deps) => {
    await loadMadeUp(deps, rows)
    const today = londonDay(deps.clock())
    const memory = watchMemory()
    await derive(deps, say, 'derived, the first time', today)
    await matchSearches(deps, today)
    await makeSearches(deps.db, searches)
    await derive(deps, say, 'derived, the next night', addDays(today, 1))
    await match(deps, say, `${searches} searches, changes of a night`, addDays(today, 1))
    await derive(deps, say, 'derived, a month later', addDays(today, 31))
    await match(deps, say, `${searches} searches, changes of a month`, addDays(today, 31))
    await match(deps, say, `${searches} searches, nothing changed`, addDays(today, 31))
    await forgetMarks(deps.db)
    await match(deps, say, `${searches} searches, everything new`, addDays(today, 31))
    say(`memory: at most ${memory.stop()} MB more than before`)
  })
}

async function derive(deps: Deps, say: Say, what: string, on: string): Promise<void> {
  const began = performance.now()
  const { contracts, changed } = await deriveOpportunities(deps, {}, on)
  say(`${what}: ${contracts} contracts in ${secondsSince(began)} s, ${changed} changed`)
}

async function match(deps: Deps, say: Say, what: string, on: string): Promise<void> {
  const before = await countMatches(deps.db)
  const began = performance.now()
  const changes = await matchSearches(deps, on)
  const seconds = secondsSince(began)
  const matches = (await countMatches(deps.db)) - before
  say(`${what}: ${changes} changes in ${seconds} s, ${matches} matches`)
}

const secondsSince = (began: number) => ((performance.now() - began) / 1000).toFixed(1)

/** Looks ten times a second; `stop` answers by how many megabytes the process grew at most. */
function watchMemory(): { stop(): number } {
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 100)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.round((most - before) / 1024 / 1024)
    },
  }
}
