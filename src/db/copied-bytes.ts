// Which bytes does COPY's binary format hold, where each row has one column of bytes?

/** Signature, flags and the length of an extension that no server sends (PostgreSQL, COPY, "Binary Format"). */
const HEAD_BYTES = 11 + 4 + 4
/** How many columns a row has, and the length of the one. */
const ROW_HEAD_BYTES = 2 + 4
const END = -1

/**
 * The values of all rows one after the other, in pieces as they come and without being copied. None may be null.
 * @throws Error where the bytes end before the format does.
 */
export async function* copiedBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let toSkip = HEAD_BYTES
  let toGive = 0
  let isAtEnd = false
  /** Of the head of a row, where it comes in two chunks. */
  let begun = Buffer.alloc(0)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !isAtEnd; ) {
      if (toSkip > 0) {
        const skipped = Math.min(toSkip, chunk.length - at)
        toSkip -= skipped
        at += skipped
      } else if (toGive > 0) {
        const given = chunk.subarray(at, at + toGive)
        toGive -= given.length
        at += given.length
        yield given
      } else {
        const taken = chunk.subarray(at, at + ROW_HEAD_BYTES - begun.length)
        begun = Buffer.concat([begun, taken])
        at += taken.length
        isAtEnd = begun.length >= 2 && begun.readInt16BE(0) === END
        if (isAtEnd || begun.length < ROW_HEAD_BYTES) continue
        toGive = begun.readInt32BE(2)
        begun = Buffer.alloc(0)
      }
    }
  }
  if (!isAtEnd) throw new Error('The copy ends too early.')
}
