// How are bytes that arrive slowly held until they are whole, and read again as often as needed?
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Spooled {
  bytes: number
  sha256: string
  /** The content again, in pieces of `size` bytes, the last one shorter. */
  pieces(size: number): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

/** What is told while they arrive: where they lie, how many are there, and whether that is all. */
export type OnGrown = (path: string, bytes: number, isWhole: boolean) => void

/**
 * Beyond `limit` bytes nothing more is kept, and `bytes` says more than the limit. The caller removes it in any case; where
 * it rejects nothing is left.
 */
export async function spool(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  onGrown: OnGrown = () => {},
): Promise<Spooled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-'))
  const file = path.join(folder, 'return')
  const remove = () => rm(folder, { recursive: true, force: true })
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const handle = await open(file, 'w')
    try {
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes > limit) continue
        hash.update(chunk)
        await handle.appendFile(chunk)
        onGrown(file, bytes, false)
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    await remove()
    throw error
  }
  onGrown(file, bytes, true)
  const pieces = (size: number) => createReadStream(file, { highWaterMark: size })
  return { bytes, sha256: hash.digest('hex'), pieces, remove }
}

/** How far a file has been written, as another thread is told. */
export interface Growth {
  bytes: number
  isWhole: boolean
  /** Resolves when it has grown. */
  more(): Promise<void>
}

/** What lies there from its beginning, in pieces of `size` bytes at most, while it is still being written. */
export async function* growingPieces(file: string, size: number, growth: Growth): AsyncGenerator<Uint8Array> {
  const handle = await open(file)
  try {
    for (let at = 0; ; ) {
      const there = Math.min(size, growth.bytes - at)
      if (there > 0) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(there), 0, there, at)
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      } else if (growth.isWhole) return
      else await growth.more()
    }
  } finally {
    await handle.close()
  }
}
