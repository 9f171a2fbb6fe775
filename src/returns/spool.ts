// How are bytes that arrive slowly held until they are whole, and read again as often as needed?
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Spooled {
  bytes: number
  sha256: string
  /** Where they lie, for `spooledPieces` of another thread. */
  path: string
  /** The content again, in pieces of `size` bytes, the last one shorter. */
  pieces(size: number): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

/**
 * Beyond `limit` bytes nothing more is kept, and `bytes` says more than the limit. The caller removes it in any case; where
 * it rejects nothing is left.
 */
export async function spool(source: AsyncIterable<Uint8Array>, limit: number): Promise<Spooled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-'))
  const file = path.join(folder, 'return')
  const remove = () => rm(folder, { recursive: true, force: true })
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limit) return done()
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(source, meter, createWriteStream(file))
  } catch (error) {
    await remove()
    throw error
  }
  const pieces = (size: number) => spooledPieces(file, size)
  return { bytes, sha256: hash.digest('hex'), path: file, pieces, remove }
}

/** What lies there from its beginning, in pieces of `size` bytes, the last one shorter. */
export function spooledPieces(file: string, size: number): AsyncIterable<Uint8Array> {
  return createReadStream(file, { highWaterMark: size })
}
