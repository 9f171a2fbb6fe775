// Are the bytes of a copy in binary format the ones that were stored, however they arrive?
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copiedBytes } from '../../../src/db/copied-bytes.ts'

const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1')
const END = Buffer.from([0xff, 0xff])

function copyOf(values: readonly Uint8Array[]): Buffer {
  const rows = values.flatMap((value) => {
    const head = Buffer.alloc(6)
    head.writeInt16BE(1, 0)
    head.writeInt32BE(value.length, 2)
    return [head, value]
  })
  return Buffer.concat([SIGNATURE, Buffer.alloc(8), ...rows, END])
}

async function* inChunks(bytes: Buffer, sizes: readonly number[]) {
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of copiedBytes(chunks)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const values = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })

test('however a copy is cut into chunks, its values come whole and in their order', async () => {
  await fc.assert(
    fc.asyncProperty(values, sizes, async (stored, cut) => {
      expect(await read(inChunks(copyOf(stored), cut))).toEqual(Buffer.concat(stored))
    }),
  )
})

test('a copy that ends too early is an error, never a shorter file', async () => {
  const whole = copyOf([Buffer.from('first'), Buffer.from('second')])
  for (let length = 0; length < whole.length - 1; length += 1)
    await expect(read(inChunks(whole.subarray(0, length), [7]))).rejects.toThrow('too early')
})
