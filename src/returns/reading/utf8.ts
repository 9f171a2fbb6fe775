// Which bytes are letters of UTF-8, and which are not?

/** What a walk over bytes above 127 counted so far. */
export interface Utf8Counts {
  /** Valid letters of more than one byte. */
  wideLetters: number
  /** Broken sequences, without one that the end of the file cut off. */
  strayBytes: number
}

/**
 * Checks strictly (no overlong forms, no surrogates, nothing past U+10FFFF), across chunks. `run` starts at a byte
 * above 127, or goes on with a sequence that the last chunk began, and gives the place of the first byte after it.
 */
export function utf8Checker(onStray: () => void) {
  const counts: Utf8Counts = { wideLetters: 0, strayBytes: 0 }
  let needed = 0
  let lower = 0x80
  let upper = 0xbf

  function stray(): void {
    needed = 0
    counts.strayBytes += 1
    onStray()
  }

  function lead(byte: number): void {
    lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
    upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
    if (byte >= 0xc2 && byte <= 0xdf) needed = 1
    else if (byte >= 0xe0 && byte <= 0xef) needed = 2
    else if (byte >= 0xf0 && byte <= 0xf4) needed = 3
    else stray()
  }

  function run(bytes: Uint8Array, from: number): number {
    let at = from
    while (at < bytes.length) {
      const byte = bytes[at] as number
      if (needed === 0) {
        if (byte < 128) return at
        lead(byte)
        at += 1
        continue
      }
      if (byte < lower || byte > upper) {
        stray()
        continue
      }
      lower = 0x80
      upper = 0xbf
      needed -= 1
      if (needed === 0) counts.wideLetters += 1
      at += 1
    }
    return at
  }

  /** Whether a sequence has begun and not ended. */
  const isPending = () => needed > 0
  return { counts, run, isPending }
}
