import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Growth, growingPieces, spool } from '../../../src/returns/spool.ts'

/** What is told of the file, as the reader of another thread hears it. */
function heard() {
  let waiting = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<string>()
  const growth: Growth = { bytes: 0, isWhole: false, more: () => waiting.promise }
  const onGrown = (file: string, bytes: number, isWhole: boolean): void => {
    Object.assign(growth, { bytes, isWhole })
    begun.resolve(file)
    waiting.resolve()
    waiting = Promise.withResolvers()
  }
  return { growth, onGrown, begun: begun.promise }
}

it('is read piece by piece while it arrives, and once more when it is whole', async () => {
  const chunks = Array.from({ length: 20 }, (_, at) => Buffer.from(`${at},`.repeat(1 + at * 7)))
  const whole = Buffer.concat(chunks).toString()
  async function* arriving() {
    for (const chunk of chunks) {
      yield chunk
      await sleep(1)
    }
  }
  const { growth, onGrown, begun } = heard()
  const spooling = spool(arriving(), 1_000_000, onGrown)
  const read = async () => {
    const pieces = []
    for await (const piece of growingPieces(await begun, 100, growth)) pieces.push(piece)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(100)
    return Buffer.concat(pieces).toString()
  }
  expect(await read()).toBe(whole)
  const { bytes, remove } = await spooling
  expect(bytes).toBe(whole.length)
  expect(await read()).toBe(whole)
  await remove()
})

it('keeps nothing beyond the limit and says that there was more', async () => {
  async function* content() {
    yield Buffer.from('12345')
    yield Buffer.from('678901')
    yield Buffer.from('2')
  }
  const { bytes, pieces, remove } = await spool(content(), 10)
  expect(bytes).toBeGreaterThan(10)
  const kept = []
  for await (const piece of pieces(100)) kept.push(piece)
  expect(Buffer.concat(kept).toString()).toBe('12345')
  await remove()
})
