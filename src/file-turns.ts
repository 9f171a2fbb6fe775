// How are files written so that whoever reads meanwhile hardly notices, however many ask for them?

export interface FileTurns {
  /** The same pieces, each made when it is the turn of its file. */
  inTurn<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece, void, undefined>
  /** Somebody asks for something else than a file. */
  noteReader(): void
}

export interface FileTurnsOptions {
  /** Milliseconds of a clock that only runs forward. */
  now: () => number
  sleep: (milliseconds: number) => Promise<void>
}

/** Somebody reads as long as the last request is no older. */
const READING_MILLISECONDS = 250
/** While somebody reads, the rest after a piece, by the time that the piece took. */
const REST = 2
const LONGEST_REST_MILLISECONDS = 100

/**
 * One piece of one file is made at a time, the files in the order in which they ask; so that twenty cost what one does, and
 * a receiver who takes nothing holds up nobody. While somebody reads, the files rest twice as long as they work.
 */
export function takeFileTurns({ now, sleep }: FileTurnsOptions): FileTurns {
  let last: Promise<void> = Promise.resolve()
  let readAt = Number.NEGATIVE_INFINITY

  async function turn<To>(make: () => Promise<To>): Promise<To> {
    const before = last
    let leave = () => {}
    last = new Promise((resolve) => {
      leave = resolve
    })
    await before
    const began = now()
    try {
      return await make()
    } finally {
      const rest = Math.min((now() - began) * REST, LONGEST_REST_MILLISECONDS)
      if (now() - readAt < READING_MILLISECONDS) sleep(rest).then(leave, leave)
      else leave()
    }
  }

  return {
    async *inTurn(pieces) {
      const each = pieces[Symbol.asyncIterator]()
      try {
        for (;;) {
          const piece = await turn(() => each.next())
          if (piece.done) return
          yield piece.value
        }
      } finally {
        await each.return?.()
      }
    },
    noteReader() {
      readAt = now()
    },
  }
}
