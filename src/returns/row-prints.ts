// What is kept of a row so that a later return need not read it again?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { RowPrint } from './read-types.ts'
import { PRINT_BYTES } from './reading/record-reader.ts'

const AT_SOURCE = PRINT_BYTES
const AT_SOURCE_ROW = AT_SOURCE + 16
const AT_LAST_DAY = AT_SOURCE_ROW + 4
const AT_IDENTITY = AT_LAST_DAY + 4
const AT_MARKS = AT_IDENTITY + 5 * 8
const NO_PRINT = '\0'.repeat(PRINT_BYTES)

/** Lays prints of the rows of a return down as bytes, all of the same length; `take` gives them and begins anew. */
export function printWriter(returnId: string, columns: number) {
  const size = AT_MARKS + columns
  const source = packedId(returnId)
  let bytes = Buffer.alloc(size * 1000)
  let end = 0

  function begin(print: string, dataRow: number): number {
    if (end + size > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    const at = end
    end += size
    bytes.write(print, at, 'latin1')
    bytes.write(source, at + AT_SOURCE, 'latin1')
    bytes.writeUInt32LE(dataRow, at + AT_SOURCE_ROW)
    return at
  }

  function add(
    { print, lastDay, hasEnded, identity, marks }: Omit<RowPrint, 'source'>,
    dataRow: number,
  ): void {
    const at = begin(print, dataRow)
    bytes.writeUInt32LE(lastDay * 2 + (hasEnded ? 1 : 0), at + AT_LAST_DAY)
    bytes.writeDoubleLE(identity.fingerprint, at + AT_IDENTITY)
    bytes.writeDoubleLE(identity.title, at + AT_IDENTITY + 8)
    bytes.writeDoubleLE(identity.supplier, at + AT_IDENTITY + 16)
    bytes.writeDoubleLE(identity.start, at + AT_IDENTITY + 24)
    bytes.writeDoubleLE(identity.reference ?? Number.NaN, at + AT_IDENTITY + 32)
    bytes.set(marks, at + AT_MARKS)
  }

  /** A row whose print was given turned out to say something of another row. */
  function takeBack(dataRow: number): void {
    const at = begin(NO_PRINT, dataRow)
    bytes.fill(0, at + AT_LAST_DAY, end)
  }

  function take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(bytes.subarray(0, end))
    end = 0
    return taken
  }

  return { add, takeBack, take }
}

export type KnownRows = ReturnType<typeof knownRows>

/** Prints of one or more returns as `printWriter` laid them down, found by their print; of two with the same the last is. */
export function knownRows(given: Uint8Array, columns: number) {
  const size = AT_MARKS + columns
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const places = new Map<string, number>()
  const takenBack = new Set<string>()
  const unpacked = remembered(unpackedId)
  /** The row of the return, as it is laid down. */
  const rowAt = (at: number): string => bytes.toString('latin1', at + AT_SOURCE, at + AT_LAST_DAY)
  for (let at = 0; at + size <= bytes.length; at += size) {
    const print = bytes.toString('latin1', at, at + PRINT_BYTES)
    if (print === NO_PRINT) takenBack.add(rowAt(at))
    else places.set(print, at)
  }

  /** Where a row stands among the prints, by its print. */
  function find(print: string): number | undefined {
    const at = places.get(print)
    return at === undefined || (takenBack.size > 0 && takenBack.has(rowAt(at))) ? undefined : at
  }

  /** Whether the row counts as ended or not on that day, YYYYMMDD, as it did when it was read; nought where the day does not matter. */
  function isSameOn(at: number, day: number): boolean {
    const last = bytes.readUInt32LE(at + AT_LAST_DAY)
    const lastDay = Math.floor(last / 2)
    return (day !== 0 && lastDay !== 0 && lastDay < day) === (last % 2 === 1)
  }

  function read(at: number): Pick<RowPrint, 'source' | 'identity' | 'marks'> {
    const reference = bytes.readDoubleLE(at + AT_IDENTITY + 32)
    return {
      source: {
        returnId: unpacked(bytes.toString('latin1', at + AT_SOURCE, at + AT_SOURCE_ROW)),
        dataRow: bytes.readUInt32LE(at + AT_SOURCE_ROW),
      },
      identity: {
        fingerprint: bytes.readDoubleLE(at + AT_IDENTITY),
        title: bytes.readDoubleLE(at + AT_IDENTITY + 8),
        supplier: bytes.readDoubleLE(at + AT_IDENTITY + 16),
        start: bytes.readDoubleLE(at + AT_IDENTITY + 24),
        reference: Number.isNaN(reference) ? null : reference,
      },
      marks: bytes.subarray(at + AT_MARKS, at + size),
    }
  }

  return { find, isSameOn, read }
}

/** `YYYY-MM-DD` as the number YYYYMMDD; nought where there is none. */
export function packedDay(day: CalendarDate | null): number {
  return day === null ? 0 : Number(day.slice(0, 4) + day.slice(5, 7) + day.slice(8))
}

function packedId(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1')
}

function unpackedId(bytes: string): string {
  const hex = Buffer.from(bytes, 'latin1').toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A return has rows of a few others: each id is worked out once. */
function remembered(work: (id: string) => string): (id: string) => string {
  const known = new Map<string, string>()
  return (id) => {
    const before = known.get(id)
    if (before !== undefined) return before
    const worked = work(id)
    known.set(id, worked)
    return worked
  }
}
