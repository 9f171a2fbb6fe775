// How is a file that nobody trusts read away from everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { encodeIssue, encodeRow } from './encode-rows.ts'
import { readReturn } from './read-return.ts'
import type { ReadRow } from './read-types.ts'
import type { FromReader, ReadingTask, ToReader } from './reading-protocol.ts'

/** How many batches may be on their way to the store while the next is read. */
const UNDER_WAY = 3

/** The other side: it gives pieces of the file, one when asked, and takes batches, a few at a time. */
function openHost(port: MessagePort) {
  let givePiece: (bytes: Uint8Array | null) => void = () => {}
  let makeRoom: () => void = () => {}
  let underWay = 0
  port.on('message', (message: ToReader) => {
    if (message.type === 'piece') return givePiece(message.bytes)
    underWay -= 1
    makeRoom()
  })
  return {
    piece: (position: number): Promise<Uint8Array | null> =>
      new Promise((resolve) => {
        givePiece = resolve
        port.postMessage({ type: 'piece', position } satisfies FromReader)
      }),
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

async function* pieces(host: Host): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const bytes = await host.piece(position)
    if (bytes === null) return
    yield bytes
  }
}

async function giveBatch(host: Host, returnId: string, rows: ReadRow[]): Promise<void> {
  const encoder = new TextEncoder()
  const encodedRows = encoder.encode(rows.map((row) => encodeRow(returnId, row)).join(''))
  const lines = rows.flatMap((row) => row.issues.map((issue) => encodeIssue(returnId, issue)))
  const issues = encoder.encode(lines.join(''))
  await host.store({ rows: encodedRows, issues, count: rows.length }, [encodedRows.buffer, issues.buffer])
}

async function main(port: MessagePort, task: ReadingTask): Promise<void> {
  const host = openHost(port)
  const reading = readReturn(() => pieces(host), task.settings)
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      port.postMessage({ type: 'verdict', verdict: step.value } satisfies FromReader)
      return
    }
    if (step.value.length > 0) await giveBatch(host, task.returnId, step.value)
  }
}

if (parentPort !== null) await main(parentPort, workerData as ReadingTask)
