// How is a file that nobody trusts read away from everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { encodeIssue, encodeRow } from './encode-rows.ts'
import { readReturn } from './read-return.ts'
import type { ReadRow } from './read-types.ts'
import type { FromReader, ReadingTask, ToReader } from './reading-protocol.ts'
import { spooledPieces } from './spool.ts'

/** How many batches may be on their way to the store while the next is read. */
const UNDER_WAY = 3

/** The other side: it says where the file lies, and takes batches, a few at a time. */
function openHost(port: MessagePort) {
  const file = Promise.withResolvers<string>()
  let makeRoom: () => void = () => {}
  let underWay = 0
  port.on('message', (message: ToReader) => {
    if (message.type === 'begin') return file.resolve(message.file)
    underWay -= 1
    makeRoom()
  })
  return {
    file: file.promise,
    store: async (
      batch: Omit<FromReader & { type: 'batch' }, 'type'>,
      transfer: ArrayBuffer[],
    ): Promise<void> => {
      if (underWay >= UNDER_WAY) {
        await new Promise<void>((resolve) => {
          makeRoom = resolve
        })
      }
      underWay += 1
      port.postMessage({ type: 'batch', ...batch } satisfies FromReader, transfer)
    },
  }
}

type Host = ReturnType<typeof openHost>

const PIECE_BYTES = 256 * 1024

/** So many bytes of rows are collected before they are given away: fewer, longer COPYs. */
const ENOUGH_BYTES = 4 * 1024 * 1024

/** Rows and issues of several batches, in COPY's text format. */
function openBatch(returnId: string) {
  const rows = growingText(ENOUGH_BYTES + 1024 * 1024)
  const issues = growingText(256 * 1024)
  let count = 0
  return {
    add: (batch: readonly ReadRow[]) => {
      for (const row of batch) {
        rows.write(encodeRow(returnId, row))
        for (const issue of row.issues) issues.write(encodeIssue(returnId, issue))
      }
      count += batch.length
    },
    isFull: () => rows.length() >= ENOUGH_BYTES,
    give: async (host: Host) => {
      if (count === 0) return
      const given = { rows: rows.take(), issues: issues.take(), count }
      count = 0
      await host.store(given, [given.rows.buffer, given.issues.buffer])
    },
  }
}

/** Text laid down as UTF-8 line by line; `take` gives the bytes of their own and begins anew. */
function growingText(size: number) {
  let bytes = Buffer.allocUnsafeSlow(size)
  let end = 0
  return {
    write: (text: string) => {
      // A UTF-16 unit takes three bytes at most.
      const most = end + text.length * 3
      if (most > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(most, bytes.length * 2))
        bytes.copy(larger, 0, 0, end)
        bytes = larger
      }
      end += bytes.write(text, end)
    },
    length: () => end,
    take: () => {
      const taken = new Uint8Array(bytes.subarray(0, end))
      end = 0
      return taken
    },
  }
}

async function main(port: MessagePort, task: ReadingTask): Promise<void> {
  const host = openHost(port)
  const file = await host.file
  const reading = readReturn(() => spooledPieces(file, PIECE_BYTES), task.settings)
  const batch = openBatch(task.returnId)
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      await batch.give(host)
      port.postMessage({ type: 'verdict', verdict: step.value } satisfies FromReader)
      return
    }
    batch.add(step.value)
    if (batch.isFull()) await batch.give(host)
  }
}

if (parentPort !== null) await main(parentPort, workerData as ReadingTask)
