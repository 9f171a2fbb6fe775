// How do the jobs that transactions asked for reach the queue?
import type { Db } from '../db/client.ts'
import type { JobQueue } from './backend.ts'
import { jobNamed } from './jobs.ts'
import { markSent, takeUnsent } from './outbox-queries.ts'

const BATCH = 100

/**
 * Hands every unsent entry to the queue; how many. Safe at any time and by many relays at once: entries are locked while
 * they are sent, and one sent twice by a crash in between carries the same job id, which the queue takes once.
 */
export async function relayOutbox(db: Db, queue: JobQueue): Promise<number> {
  let total = 0
  for (;;) {
    const sent = await relayBatch(db, queue)
    total += sent
    if (sent < BATCH) return total
  }
}

function relayBatch(db: Db, queue: JobQueue): Promise<number> {
  return db.transaction(async (tx) => {
    const entries = await takeUnsent(tx, BATCH)
    for (const entry of entries) {
      const { attempts } = jobNamed(entry.job)
      await queue.add(entry.job, entry.payload, { jobId: `outbox-${entry.id}-${entry.sends + 1}`, attempts })
    }
    if (entries.length > 0)
      await markSent(
        tx,
        entries.map((entry) => entry.id),
      )
    return entries.length
  })
}
