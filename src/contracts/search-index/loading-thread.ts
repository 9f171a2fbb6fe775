// How is the register read into memory beside everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../../db/client.ts'
import { loadRegister, type TakesLoaded } from './load-register.ts'
import type { FromLoader, ToLoader } from './loading-protocol.ts'

/** Nobody waits for the whole register, which takes about a minute where there are a million contracts. */
const STATEMENT_TIMEOUT = 5 * 60_000

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
  const say = (message: FromLoader, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const takes: TakesLoaded = {
    segment: (authorityId, segment) =>
      say({ type: 'segment', authorityId, segment }, segment === null ? [] : buffersOf(segment)),
    names: (names) => say({ type: 'names', names }, buffersOf(names)),
  }
  port.on('message', ({ seen }: ToLoader) => {
    loadRegister(db, seen, takes).then(
      (changes) => say({ type: 'loaded', changes }),
      (error: unknown) => say({ type: 'failed', reason: String(error) }),
    )
  })
}

if (parentPort !== null) main(parentPort, workerData as string)
