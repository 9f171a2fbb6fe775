// In which encoding is the text written, and how do its bytes become UTF-8?
import type { OpenBytes } from '../read-types.ts'
import { Refusal } from './refusal.ts'

/** The encoding a byte-order mark states. */
export type Mark = 'utf-8' | 'utf-16le' | 'utf-16be' | null

/** What `read` reports as the encoding of a text file. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'mixed'

/** The mark and how many bytes it takes; throws `Refusal` for UTF-32. */
export function byteOrderMark(head: Uint8Array): { mark: Mark; length: number } {
  const [a, b, c, d] = head
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw new Refusal('undecodable', 'It is UTF-32.')
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) throw new Refusal('undecodable', 'It is UTF-32.')
  if (a === 0xef && b === 0xbb && c === 0xbf) return { mark: 'utf-8', length: 3 }
  if (a === 0xff && b === 0xfe) return { mark: 'utf-16le', length: 2 }
  if (a === 0xfe && b === 0xff) return { mark: 'utf-16be', length: 2 }
  return { mark: null, length: 0 }
}

/** The bytes without their mark; UTF-16 comes as UTF-8, everything else as it stands. */
export async function* asciiCompatibleBytes(
  open: OpenBytes,
  mark: Mark,
  markLength: number,
): AsyncGenerator<Uint8Array> {
  let skip = markLength
  const wide = mark === 'utf-16le' || mark === 'utf-16be' ? new TextDecoder(mark, { ignoreBOM: true }) : null
  for await (const bytes of open()) {
    const rest = skip > 0 ? bytes.subarray(Math.min(skip, bytes.length)) : bytes
    skip -= bytes.length - rest.length
    if (rest.length === 0) continue
    yield wide ? Buffer.from(wide.decode(rest, { stream: true })) : rest
  }
  const last = wide?.decode()
  if (last) yield Buffer.from(last)
}

/** Turns chunks of ASCII-compatible bytes into valid UTF-8. No byte is dropped: a stray one becomes its Windows-1252 letter. */
export function toUtf8(encoding: Encoding): (chunk: Uint8Array | null) => Uint8Array {
  if (encoding === 'windows-1252') {
    const decoder = new TextDecoder('windows-1252')
    return (chunk) => Buffer.from(chunk === null ? '' : decoder.decode(chunk))
  }
  if (encoding === 'mixed') return mixedToUtf8()
  return (chunk) => chunk ?? new Uint8Array(0)
}

function mixedToUtf8(): (chunk: Uint8Array | null) => Uint8Array {
  const western = new TextDecoder('windows-1252')
  let carried: Uint8Array = new Uint8Array(0)
  return (chunk) => {
    const bytes = chunk === null ? carried : Buffer.concat([carried, chunk])
    const parts: Uint8Array[] = []
    let from = 0
    let at = 0
    while (at < bytes.length) {
      const length = letterLength(bytes, at)
      if (length === 'cut' && chunk !== null) break
      if (typeof length === 'number') {
        at += length
        continue
      }
      parts.push(bytes.subarray(from, at), Buffer.from(western.decode(bytes.subarray(at, at + 1))))
      at += 1
      from = at
    }
    parts.push(bytes.subarray(from, at))
    carried = bytes.slice(at)
    return Buffer.concat(parts)
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true })

/** Bytes of the UTF-8 letter at a place, `stray` where there is none, `cut` where the bytes end inside one. */
function letterLength(bytes: Uint8Array, at: number): number | 'stray' | 'cut' {
  const byte = bytes[at] as number
  if (byte < 128) return 1
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
  const letter = bytes.subarray(at, at + length)
  if (letter.length < length && letter.every((next, place) => place === 0 || (next & 0xc0) === 0x80))
    return 'cut'
  try {
    STRICT.decode(letter)
    return length
  } catch {
    return 'stray'
  }
}
