// How is a file that nobody trusts read away from everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { encodeIssue, encodeRow } from './encode-rows.ts'
import { readReturn } from './read-return.ts'
import type { ReadRow } from './read-types.ts'
import type { FromReader, ReadingTask, ToReader } from './reading-protocol.ts'

/** Asks the other side one thing at a time and waits for the answer. */
function makeAsk(port: MessagePort) {
  let answer: (message: ToReader) => void = () => {}
  port.on('message', (message: ToReader) => answer(message))
  return (question: FromReader, transfer: ArrayBuffer[] = []): Promise<ToReader> => {
    const answered = new Promise<ToReader>((resolve) => {
      answer = resolve
    })
    port.postMessage(question, transfer)
    return answered
  }
}

type Ask = ReturnType<typeof makeAsk>

async function* pieces(ask: Ask): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const answer = await ask({ type: 'piece', position })
    if (answer.type !== 'piece' || answer.bytes === null) return
    yield answer.bytes
  }
}

async function giveBatch(ask: Ask, returnId: string, rows: ReadRow[]): Promise<void> {
  const encoder = new TextEncoder()
  const encodedRows = encoder.encode(rows.map((row) => encodeRow(returnId, row)).join(''))
  const issues = rows.flatMap((row) => row.issues.map((issue) => encodeIssue(returnId, issue)))
  const encodedIssues = encoder.encode(issues.join(''))
  await ask({ type: 'batch', rows: encodedRows, issues: encodedIssues, count: rows.length }, [
    encodedRows.buffer,
    encodedIssues.buffer,
  ])
}

async function main(port: MessagePort, task: ReadingTask): Promise<void> {
  const ask = makeAsk(port)
  const reading = readReturn(() => pieces(ask), task.settings)
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      port.postMessage({ type: 'verdict', verdict: step.value } satisfies FromReader)
      port.close()
      return
    }
    if (step.value.length > 0) await giveBatch(ask, task.returnId, step.value)
  }
}

if (parentPort !== null) await main(parentPort, workerData as ReadingTask)
