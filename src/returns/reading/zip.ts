// What is inside a ZIP file, unpacked without trusting what it says about itself?
import { crc32 } from 'node:zlib'
import { Inflate } from 'fflate'
import type { ReadLimits } from '../read-types.ts'
import { Refusal } from './refusal.ts'

export interface ZipEntry {
  name: string
  method: number
  checksum: number
  packedBytes: number
  unpackedBytes: number
  /** Place of the local header. */
  offset: number
}

const END_RECORD = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const STORED = 0
const DEFLATED = 8
/** Packed bytes unpacked at a time: at 1,032 to 1 never more than 8 MiB at once. */
const SLICE = 8192
/** Below this no ratio is a danger. */
const HARMLESS_BYTES = 4_194_304

const corrupt = (detail: string): Refusal => new Refusal('corrupt_file', detail)

/** The entries by name in lower case. Throws `Refusal` for too many, for one name twice, for overlaps and for locked ones. */
export function zipEntries(bytes: Buffer, limits: ReadLimits): Map<string, ZipEntry> {
  const end = endRecord(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.workbookEntries)
    throw new Refusal('zip_bomb', `It has ${count.toLocaleString('en-GB')} parts.`)
  const entries = new Map<string, ZipEntry>()
  let at = bytes.readUInt32LE(end + 16)
  for (let nth = 0; nth < count; nth += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_HEADER)
      throw corrupt('Its list of parts is broken.')
    const { entry, next } = centralEntry(bytes, at)
    const key = entry.name.toLowerCase()
    if (entries.has(key)) throw corrupt(`It has two parts named ${entry.name}.`)
    entries.set(key, entry)
    at = next
  }
  refuseOverlaps(bytes, [...entries.values()])
  return entries
}

function endRecord(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.length - 22; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END_RECORD) return at
  throw corrupt('Its end is missing; the upload may have been cut short.')
}

function centralEntry(bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new Refusal('encrypted_file', '')
  const nameLength = bytes.readUInt16LE(at + 28)
  const extraLength = bytes.readUInt16LE(at + 30)
  const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  if (next > bytes.length) throw corrupt('Its list of parts is broken.')
  const entry: ZipEntry = {
    name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    method: bytes.readUInt16LE(at + 10),
    checksum: bytes.readUInt32LE(at + 16),
    packedBytes: bytes.readUInt32LE(at + 20),
    unpackedBytes: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  }
  readLongSizes(bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), entry)
  return { entry, next }
}

/** ZIP64 puts sizes past 4 GiB, and some writers all sizes, into an extra field. */
function readLongSizes(extra: Buffer, entry: ZipEntry): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let value = at + 4
    for (const field of ['unpackedBytes', 'packedBytes', 'offset'] as const) {
      if (entry[field] !== 0xffffffff) continue
      if (value + 8 > extra.length) throw corrupt('Its list of parts is broken.')
      entry[field] = Number(extra.readBigUInt64LE(value))
      value += 8
    }
  }
}

function dataStart(bytes: Buffer, entry: ZipEntry): number {
  const { offset } = entry
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_HEADER)
    throw corrupt(`Its part ${entry.name} is missing.`)
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + entry.packedBytes > bytes.length) throw corrupt(`Its part ${entry.name} is cut short.`)
  return start
}

/** Parts that share bytes are how a small file claims to hold a large one. */
function refuseOverlaps(bytes: Buffer, entries: ZipEntry[]): void {
  const spans = entries.map((entry) => ({
    from: entry.offset,
    to: dataStart(bytes, entry) + entry.packedBytes,
  }))
  spans.sort((a, b) => a.from - b.from)
  let end = 0
  for (const span of spans) {
    if (span.from < end) throw new Refusal('zip_bomb', 'Its parts overlap.')
    end = span.to
  }
}

/** Unpacks every part once: counted against the limits while unpacking, checksum and size compared at its end. */
export function verifyEntries(bytes: Buffer, entries: Map<string, ZipEntry>, limits: ReadLimits): void {
  let total = 0
  for (const entry of entries.values()) {
    let checksum = 0
    let unpacked = 0
    for (const chunk of unpackedChunks(bytes, entry)) {
      checksum = crc32(chunk, checksum)
      unpacked += chunk.length
      total += chunk.length
      if (total > limits.workbookUnpackedBytes)
        throw new Refusal(
          'zip_bomb',
          `It unpacks to more than ${limits.workbookUnpackedBytes.toLocaleString('en-GB')} bytes.`,
        )
      if (unpacked > HARMLESS_BYTES && unpacked > entry.packedBytes * limits.workbookRatio)
        throw new Refusal(
          'zip_bomb',
          `Its part ${entry.name} unpacks more than ${limits.workbookRatio} to 1.`,
        )
    }
    if (checksum >>> 0 !== entry.checksum) throw corrupt(`The checksum of its part ${entry.name} is wrong.`)
    if (unpacked !== entry.unpackedBytes) throw corrupt(`Its part ${entry.name} is not as long as it says.`)
  }
}

/** The bytes of one part, a slice at a time. */
export function* unpackedChunks(bytes: Buffer, entry: ZipEntry): Generator<Uint8Array> {
  const start = dataStart(bytes, entry)
  const packed = bytes.subarray(start, start + entry.packedBytes)
  if (entry.method === STORED) {
    for (let at = 0; at < packed.length; at += 65_536) yield packed.subarray(at, at + 65_536)
    return
  }
  if (entry.method !== DEFLATED)
    throw corrupt(`Its part ${entry.name} is packed in a way no spreadsheet program uses.`)
  let ready: Uint8Array[] = []
  const inflate = new Inflate((chunk) => ready.push(chunk))
  for (let at = 0; at < packed.length; at += SLICE) {
    try {
      inflate.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length)
    } catch {
      throw corrupt(`Its part ${entry.name} cannot be unpacked.`)
    }
    const chunks = ready
    ready = []
    yield* chunks
  }
}
