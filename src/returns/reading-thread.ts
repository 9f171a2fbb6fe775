// How is a file that nobody trusts read away from everything else? The entry of a worker thread.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { encodeCarried, encodeIssue, encodeRow } from './encode-rows.ts'
import { readReturn } from './read-return.ts'
import type { CarriedRow, ReadRow, RowAmendment } from './read-types.ts'
import { AstrayError } from './reading/record-reader.ts'
import type { Batch, FromReader, ReadingTask, ToReader } from './reading-protocol.ts'
import { readingRules } from './reading-rules.ts'
import { printWriter } from './row-prints.ts'
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
    store: async (batch: Batch, transfer: ArrayBuffer[]): Promise<void> => {
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

/** So many bytes of rows are collected before they are given away: fewer, longer COPYs. */
const ENOUGH_BYTES = 2 * 1024 * 1024
/** Of rows that are carried on, which are short: enough to store the first while the last are read. */
const ENOUGH_CARRIED = 1024 * 1024

/** Rows and issues of several batches, in COPY's text format. */
function openBatch(returnId: string) {
  const stated = growingText(ENOUGH_BYTES + 1024 * 1024)
  const issues = growingText(256 * 1024)
  const carried = growingText(64 * 1024)
  let prints: ReturnType<typeof printWriter> | null = null
  const seen = new Set<string>([returnId])
  let sources: string[] = []
  let count = 0
  let carriedCount = 0

  function addPrint(print: NonNullable<ReadRow['print']>, dataRow: number): void {
    prints ??= printWriter(returnId, print.marks.length)
    prints.add(print, dataRow)
  }

  function addCarried(row: ReadRow, source: CarriedRow): void {
    carriedCount += 1
    carried.write(encodeCarried(returnId, row, source))
    if (seen.has(source.returnId)) return
    seen.add(source.returnId)
    sources.push(source.returnId)
  }

  function add(row: ReadRow): void {
    if (row.carried) addCarried(row, row.carried)
    else stated.write(encodeRow(returnId, row))
    for (const issue of row.issues) issues.write(encodeIssue(returnId, issue))
    if (row.print) addPrint(row.print, row.dataRow)
    count += 1
  }

  return {
    add: (batch: readonly ReadRow[]) => {
      for (const row of batch) add(row)
    },
    /** Rows given before that turned out to say something of others: a later return must read them. */
    takeBack: (amendments: readonly RowAmendment[]) => {
      for (const { dataRow } of amendments) prints?.takeBack(dataRow)
    },
    isFull: () => stated.length() >= ENOUGH_BYTES || carried.length() >= ENOUGH_CARRIED,
    give: async (host: Host) => {
      const none = new Uint8Array(0)
      const given = {
        stated: stated.take(),
        issues: issues.take(),
        carried: carried.take(),
        prints: prints?.take() ?? none,
        sources,
        count,
        carriedCount,
      }
      sources = []
      count = 0
      carriedCount = 0
      const buffers = [given.stated, given.issues, given.carried, given.prints].map(({ buffer }) => buffer)
      await host.store(given, buffers)
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
  const { returnId, settings, carryFrom } = task
  const carrying = carryFrom === null ? null : { from: carryFrom, rules: readingRules(), ask: host.ask }
  const reading = readReturn(host.pieces, settings, carrying)
  const batch = openBatch(returnId)
  for (;;) {
    const step = await reading.next()
    if (step.done) {
      batch.takeBack(step.value.amendments)
      await batch.give(host)
      port.postMessage({ type: 'verdict', verdict: step.value } satisfies FromReader)
      return
    }
    batch.add(step.value)
    if (batch.isFull()) await batch.give(host)
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
