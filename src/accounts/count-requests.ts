// How often did a caller ask lately, of every process together?

import { shareQuestion } from '../db/share-question.ts'
import type { Deps } from '../deps.ts'
import { openRedisCounts } from '../queue/redis-counts.ts'
import { type Counted, exchangeCounts, type Use } from './request-count-queries.ts'

export interface RequestCounts {
  /** Counts one request of the caller; how many there were in its window of `window` milliseconds, and how long that lasts. */
  count(caller: string, most: number, window: number): Promise<{ current: number; ttl: number }>
  close(): Promise<void>
}

interface Entry {
  /** Of other processes, when last told. */
  others: number
  /** Of this process, in this window. */
  mine: number
  /** Of those, how many the store was not told of. */
  untold: number
  endsAt: number
  window: number
}

/** How often what was counted is told to the store, in milliseconds. */
const TELL_EVERY = 1_000
/** A request waits this long for the store, then goes on with what is known. */
const PATIENCE = 300
/** After the store failed, requests do not wait for it for so long. */
const LEFT_ALONE = 5_000
/** Callers told of at once, and remembered. */
const BATCH = 2_000
const ROOM = 100_000

/**
 * One count for all processes, in Redis when there is one, else in PostgreSQL. Most requests cost neither a statement nor a
 * hop: each process counts for itself and exchanges its counts every second, and earlier for a caller who has used a quarter
 * of what was left here alone. While the store is away each process counts alone.
 */
export function countRequests(deps: Pick<Deps, 'db' | 'config' | 'clock' | 'log'>): RequestCounts {
  const redis = deps.config.REDIS_URL ? openRedisCounts(deps.config.REDIS_URL, deps.log) : null
  const tell = redis?.exchange ?? ((uses: Use[], now: number) => exchangeCounts(deps.db, uses, now))
  const entries = new Map<string, Entry>()
  let leftAloneUntil = 0

  const exchange = shareQuestion(async () => {
    const uses = takeUses(entries)
    if (uses.length === 0) return
    try {
      settle(entries, uses, await tell(uses, deps.clock()), deps.clock())
    } catch (error) {
      leftAloneUntil = deps.clock() + LEFT_ALONE
      giveBack(entries, uses)
      deps.log.warn({ err: error }, 'requests are counted in this process alone')
    }
  })

  const timer = setInterval(() => {
    forgetEnded(entries, deps.clock())
    if (deps.clock() >= leftAloneUntil) void exchange()
  }, TELL_EVERY).unref()

  return {
    async count(caller, most, window) {
      const entry = entryOf(entries, caller, window, deps.clock())
      entry.mine += 1
      entry.untold += 1
      const rank = entry.mine
      const left = most - entry.others - rank + entry.untold
      if (left > 0 && entry.untold * 4 > left && deps.clock() >= leftAloneUntil)
        await withPatience(exchange())
      return { current: entry.others + rank, ttl: Math.max(0, entry.endsAt - deps.clock()) }
    },
    async close() {
      clearInterval(timer)
      if (deps.clock() >= leftAloneUntil) await withPatience(exchange())
      redis?.close()
    },
  }
}

function entryOf(entries: Map<string, Entry>, caller: string, window: number, now: number): Entry {
  const held = entries.get(caller)
  if (held !== undefined && held.endsAt > now) return held
  const entry = { others: 0, mine: 0, untold: 0, endsAt: now + window, window }
  if (entries.size >= ROOM) for (const oldest of entries.keys()) if (entries.delete(oldest)) break
  entries.delete(caller)
  entries.set(caller, entry)
  return entry
}

/** What is to be told, by caller, so that two processes never wait for each other's rows. */
function takeUses(entries: Map<string, Entry>): Use[] {
  const uses: Use[] = []
  for (const [caller, entry] of entries) {
    if (entry.untold === 0) continue
    uses.push({ caller, uses: entry.untold, endsAt: entry.endsAt })
    entry.untold = 0
    if (uses.length === BATCH) break
  }
  return uses.sort((a, b) => (a.caller < b.caller ? -1 : 1))
}

function settle(entries: Map<string, Entry>, uses: Use[], counted: Counted[], now: number): void {
  const totals = new Map(counted.map((one) => [one.caller, one]))
  for (const { caller } of uses) {
    const entry = entries.get(caller)
    const total = totals.get(caller)
    if (entry === undefined || total === undefined) continue
    entry.others = Math.max(0, total.uses - (entry.mine - entry.untold))
    entry.endsAt = Math.min(total.endsAt, now + entry.window)
  }
}

function giveBack(entries: Map<string, Entry>, uses: Use[]): void {
  for (const { caller, uses: untold } of uses) {
    const entry = entries.get(caller)
    if (entry !== undefined) entry.untold += untold
  }
}

function forgetEnded(entries: Map<string, Entry>, now: number): void {
  for (const [caller, { endsAt }] of entries) if (endsAt <= now) entries.delete(caller)
}

async function withPatience(work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PATIENCE)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
