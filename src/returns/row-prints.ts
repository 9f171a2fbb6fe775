// What is kept of a row so that the next return need not read it again?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { RowIdentity } from './checks/repeats.ts'
import { PRINT_BYTES } from './reading/record-reader.ts'

/** Where a row that is carried on is stored; `returnId` null: in the return whose prints these are. */
export interface RowSource {
  returnId: string | null
  dataRow: number
}

/** A good row that said nothing of other rows, as the next reading needs it in its place. */
export interface RowPrint {
  /** Of its bytes; see `recordReader`. */
  print: string
  dataRow: number
  source: RowSource
  /** The day after which it counts as ended, and whether it did when it was read. */
  lastDay: CalendarDate | null
  hasEnded: boolean
  identity: RowIdentity
  /** A byte a column that is read; see `WholeFileTally.marksOf`. */
  marks: Uint8Array
}

const AT_DATA_ROW = PRINT_BYTES
const AT_SOURCE = AT_DATA_ROW + 4
const AT_SOURCE_ROW = AT_SOURCE + 16
const AT_LAST_DAY = AT_SOURCE_ROW + 4
const AT_IDENTITY = AT_LAST_DAY + 4
const AT_MARKS = AT_IDENTITY + 5 * 8
const NOWHERE = '\0'.repeat(16)
const NO_PRINT = '\0'.repeat(PRINT_BYTES)

/** Lays prints down as bytes, all of the same length; `take` gives them and begins anew. */
export function printWriter(columns: number) {
  const size = AT_MARKS + columns
  let bytes = Buffer.alloc(size * 1000)
  let end = 0
  const packed = remembered(packedId)

  function room(): number {
    if (end + size > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    const at = end
    end += size
    return at
  }

  function add({ print, dataRow, source, lastDay, hasEnded, identity, marks }: RowPrint): void {
    const at = room()
    bytes.write(print, at, 'latin1')
    bytes.writeUInt32LE(dataRow, at + AT_DATA_ROW)
    bytes.write(source.returnId === null ? NOWHERE : packed(source.returnId), at + AT_SOURCE, 'latin1')
    bytes.writeUInt32LE(source.dataRow, at + AT_SOURCE_ROW)
    bytes.writeUInt32LE(packedDay(lastDay) * 2 + (hasEnded ? 1 : 0), at + AT_LAST_DAY)
    bytes.writeDoubleLE(identity.fingerprint, at + AT_IDENTITY)
    bytes.writeDoubleLE(identity.title, at + AT_IDENTITY + 8)
    bytes.writeDoubleLE(identity.supplier, at + AT_IDENTITY + 16)
    bytes.writeDoubleLE(identity.start, at + AT_IDENTITY + 24)
    bytes.writeDoubleLE(identity.reference ?? Number.NaN, at + AT_IDENTITY + 32)
    bytes.set(marks, at + AT_MARKS)
  }

  /** A row whose print was given turned out to say something of another row. */
  function takeBack(dataRow: number): void {
    const at = room()
    bytes.fill(0, at, end)
    bytes.writeUInt32LE(dataRow, at + AT_DATA_ROW)
  }

  function take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(bytes.subarray(0, end))
    end = 0
    return taken
  }

  return { add, takeBack, take }
}

export type KnownRows = ReturnType<typeof knownRows>

/** Prints as `printWriter` laid them down, found by their print; of two with the same the last is. */
export function knownRows(given: Uint8Array, columns: number) {
  const size = AT_MARKS + columns
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const places = new Map<string, number>()
  const takenBack = new Set<number>()
  const unpacked = remembered(unpackedId)
  for (let at = 0; at + size <= bytes.length; at += size) {
    const print = bytes.toString('latin1', at, at + PRINT_BYTES)
    if (print === NO_PRINT) takenBack.add(bytes.readUInt32LE(at + AT_DATA_ROW))
    else places.set(print, at)
  }

  /** Where a row stands among the prints, by its print. */
  function find(print: string): number | undefined {
    const at = places.get(print)
    return at === undefined || takenBack.has(bytes.readUInt32LE(at + AT_DATA_ROW)) ? undefined : at
  }

  const marks = (at: number): Uint8Array => bytes.subarray(at + AT_MARKS, at + size)

  function read(at: number): Omit<RowPrint, 'print'> {
    const source = bytes.toString('latin1', at + AT_SOURCE, at + AT_SOURCE_ROW)
    const last = bytes.readUInt32LE(at + AT_LAST_DAY)
    const number = (place: number): number => bytes.readDoubleLE(at + AT_IDENTITY + place * 8)
    const reference = number(4)
    return {
      dataRow: bytes.readUInt32LE(at + AT_DATA_ROW),
      source: {
        returnId: source === NOWHERE ? null : unpacked(source),
        dataRow: bytes.readUInt32LE(at + AT_SOURCE_ROW),
      },
      lastDay: unpackedDay(Math.floor(last / 2)),
      hasEnded: last % 2 === 1,
      identity: {
        fingerprint: number(0),
        title: number(1),
        supplier: number(2),
        start: number(3),
        reference: Number.isNaN(reference) ? null : reference,
      },
      marks: marks(at),
    }
  }

  return { find, read }
}

/** `YYYY-MM-DD` as the number YYYYMMDD; nought where there is none. */
function packedDay(day: CalendarDate | null): number {
  return day === null ? 0 : Number(day.replaceAll('-', ''))
}

function unpackedDay(number: number): CalendarDate | null {
  if (number === 0) return null
  const digits = String(number).padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
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
