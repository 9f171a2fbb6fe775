// How are the rows of a return laid down for the store, many at a time?
import { encodeCarried, encodeIssue, encodeRow } from './encode-rows.ts'
import type { CarriedRow, ReadRow, RowAmendment } from './read-types.ts'
import type { Batch } from './reading-protocol.ts'
import { printWriter } from './row-prints.ts'

/** So many bytes of rows are collected before they are given away: fewer, longer COPYs. */
const ENOUGH_BYTES = 2 * 1024 * 1024
/** Of rows that are carried on, which are short: enough to store the first while the last are read. */
const ENOUGH_CARRIED = 1024 * 1024

/** Collects rows until there are enough of them; `take` gives what was collected and begins anew. */
export function openBatch(returnId: string) {
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
    take: (): Batch => {
      const taken = {
        stated: stated.take(),
        issues: issues.take(),
        carried: carried.take(),
        prints: prints?.take() ?? new Uint8Array(0),
        sources,
        count,
        carriedCount,
      }
      sources = []
      count = 0
      carriedCount = 0
      return taken
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
