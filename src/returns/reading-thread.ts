// How is a file that nobody trusts read away from everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { readReturn } from './read-return.ts'
import { AstrayError } from './reading/record-reader.ts'
import { openBatch } from './reading-batch.ts'
import type { Batch, FromReader, ReadingTask, ToReader } from './reading-protocol.ts'
import { readingRules } from './reading-rules.ts'
import { growingPieces } from './spool.ts'

const PIECE_BYTES = 256 * 1024

/** How many batches may be on their way to the store while the next is read. */
const UNDER_WAY = 3

/** What the other side says of the file: how much of it lies where. */
function openFile() {
  const begun = Promise.withResolvers<string>()
  let waiting = Promise.withResolvers<void>()
  const growth = { bytes: 0, isWhole: false, more: () => waiting.promise }

  function grow({ file, bytes, isWhole }: ToReader & { type: 'grown' }): void {
    Object.assign(growth, { bytes, isWhole })
    begun.resolve(file)
    waiting.resolve()
    waiting = Promise.withResolvers()
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield* growingPieces(await begun.promise, PIECE_BYTES, growth)
  }

  return { grow, pieces }
}

/** The other side: it says where the file lies, and takes batches, a few at a time. */
function openHost(port: MessagePort) {
  const { grow, pieces } = openFile()
  const known = Promise.withResolvers<Uint8Array | null>()
  let makeRoom: () => void = () => {}
  let underWay = 0
  port.on('message', (message: ToReader) => {
    if (message.type === 'grown') return grow(message)
    if (message.type === 'known') return known.resolve(message.known)
    underWay -= 1
    makeRoom()
  })
  return {
    pieces,
    ask: (basis: string): Promise<Uint8Array | null> => {
      port.postMessage({ type: 'ask', basis } satisfies FromReader)
      return known.promise
    },
    /** Its bytes are given away, not copied. */
    store: async (batch: Batch): Promise<void> => {
      if (underWay >= UNDER_WAY) {
        await new Promise<void>((resolve) => {
          makeRoom = resolve
        })
      }
      underWay += 1
      const { stated, issues, carried, prints } = batch
      const given = [stated, issues, carried, prints].map(({ buffer }) => buffer)
      port.postMessage({ type: 'batch', ...batch } satisfies FromReader, given)
    },
  }
}

async function main(port: MessagePort, task: ReadingTask): Promise<void> {
  const host = openHost(port)
  const { returnId, settings, carryFrom } = task
  const carrying = carryFrom === null ? null : { from: carryFrom, rules: readingRules, ask: host.ask }
  const reading = readReturn(host.pieces, settings, carrying)
  const batch = openBatch(returnId)
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      batch.takeBack(step.value.amendments)
      await host.store(batch.take())
      port.postMessage({ type: 'verdict', verdict: step.value } satisfies FromReader)
      return
    }
    batch.add(step.value)
    if (batch.isFull()) await host.store(batch.take())
  }
}

/** Only what is told by bytes can go astray; everything else is a fault and ends the thread. */
function tellAstray(port: MessagePort, error: unknown): void {
  if (!(error instanceof AstrayError)) throw error
  port.postMessage({ type: 'astray', message: error.message } satisfies FromReader)
}

if (parentPort !== null) {
  const port = parentPort
  await main(port, workerData as ReadingTask).catch((error: unknown) => tellAstray(port, error))
}
