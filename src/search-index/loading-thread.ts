// How is the register read into memory beside everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type Db, openDb, type Tx } from '../db/client.ts'
import { segmentBuilder } from './build-segment.ts'
import { authoritiesWithContracts, indexRows, supplierNames } from './index-row-queries.ts'
import type { FromLoader, ToLoader } from './loading-protocol.ts'
import { changesSince, type RegisterChanges, type SeenChanges } from './register-change-queries.ts'
import type { Segment } from './segment.ts'

type Say = (message: FromLoader, transfer?: ArrayBuffer[]) => void

/** Nobody waits for the whole register, which takes about a minute where there are a million contracts. */
const STATEMENT_TIMEOUT = 5 * 60_000

/** Reads all that changed as it stood in one moment. */
function load(db: Db, seen: SeenChanges | null, say: Say): Promise<RegisterChanges> {
  return db.transaction(
    async (tx) => {
      const changes = await changesSince(tx, seen)
      const { authorities, hasOtherNames } = changes
      for (const authorityId of authorities === 'all' ? await authoritiesWithContracts(tx) : authorities) {
        const segment = await loadSegment(tx, authorityId)
        say({ type: 'segment', authorityId, segment }, segment === null ? [] : buffersOf(segment))
      }
      if (hasOtherNames) say({ type: 'names', names: await supplierNames(tx) })
      return changes
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function loadSegment(tx: Tx, authorityId: number): Promise<Segment | null> {
  const builder = segmentBuilder(authorityId)
  for await (const rows of indexRows(tx, authorityId)) for (const row of rows) builder.add(row)
  const segment = builder.finish()
  return segment.size === 0 ? null : segment
}

/** All memory that the arrays of a segment stand on, each once: it changes hands instead of being copied. */
function buffersOf(value: object): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const look = (part: unknown) => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer)
    } else if (typeof part === 'object' && part !== null && !Array.isArray(part))
      Object.values(part).forEach(look)
  }
  look(value)
  return [...found]
}

function main(port: MessagePort, readUrl: string): void {
  const { db } = openDb(readUrl, { max: 1, name: 'thirty3 index', statementTimeout: STATEMENT_TIMEOUT })
  const say: Say = (message, transfer) => port.postMessage(message, transfer)
  port.on('message', ({ seen }: ToLoader) => {
    load(db, seen, say).then(
      (changes) => say({ type: 'loaded', changes }),
      (error: unknown) => say({ type: 'failed', reason: String(error) }),
    )
  })
}

if (parentPort !== null) main(parentPort, workerData as string)
