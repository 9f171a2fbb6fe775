// How is the beginning of a stream looked at without losing it?

/** The first bytes of a stream, and all of it again. */
export interface ByteSource {
  head: Uint8Array
  /** Whether `head` is everything. */
  ended: boolean
  /** Every byte once, the head first. May be walked over once. */
  all(): AsyncIterable<Uint8Array>
  /** Lets go of a stream that is not read to its end. */
  close(): Promise<void>
}

/** Reads at least `headBytes` where there are so many. */
export async function openSource(stream: AsyncIterable<Uint8Array>, headBytes: number): Promise<ByteSource> {
  const iterator = stream[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  let ended = false
  while (length < headBytes && !ended) {
    const next = await iterator.next()
    if (next.done) ended = true
    else {
      chunks.push(next.value)
      length += next.value.length
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* chunks
    while (!ended) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  }
  return {
    head: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
    ended,
    all,
    close: async () => {
      await iterator.return?.()
    },
  }
}
