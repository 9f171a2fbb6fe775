import { expect, it, vi } from 'vitest'
import { askTogether } from '../../../src/db/ask-together.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Questions that are answered when the test says so, each key with itself and the number of the question. */
function questions() {
  const asked: { keys: readonly string[]; answer: () => void; fail: () => void }[] = []
  const ask = askTogether((keys) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, string>>()
    const number = asked.length + 1
    const known = new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `${key}${number}`]))
    asked.push({ keys, answer: () => resolve(known), fail: () => reject(new Error('away')) })
    return promise
  })
  return { asked, ask }
}

it('asks once for all keys of one turn, each key once, and nothing before the turn is over', async () => {
  const { asked, ask } = questions()
  const all = Promise.all([ask('a'), ask('b'), ask('a'), ask('unknown')])
  expect(asked).toEqual([])
  await turn()
  expect(asked.map(({ keys }) => keys)).toEqual([['a', 'b', 'unknown']])
  asked[0]?.answer()
  expect(await all).toEqual(['a1', 'b1', 'a1', undefined])
})

it('never answers with what was asked before: who comes later gets a later answer, for the same key too', async () => {
  const { asked, ask } = questions()
  const first = ask('a')
  await turn()
  const second = ask('a')
  await turn()
  const third = [ask('a'), ask('b')]
  await turn()
  expect(asked).toHaveLength(2)
  asked[0]?.answer()
  expect(await first).toBe('a1')
  await vi.waitUntil(() => asked.length > 2)
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['a'], ['a', 'b']])
  asked[2]?.answer()
  expect(await Promise.all(third)).toEqual(['a3', 'b3'])
  asked[1]?.answer()
  expect(await second).toBe('a2')
})

it('hands a failure to those who asked, and asks again for the next', async () => {
  const { asked, ask } = questions()
  const both = Promise.allSettled([ask('a'), ask('b')])
  await turn()
  asked[0]?.fail()
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = ask('a')
  await turn()
  asked[1]?.answer()
  expect(await next).toBe('a2')
})

it('answers everybody, however many come at once, a hundred keys at most in one question', async () => {
  const sizes: number[] = []
  const ask = askTogether(async (keys) => {
    sizes.push(keys.length)
    await turn()
    return new Map(keys.map((key) => [key, key]))
  })
  const keys = Array.from({ length: 450 }, (_, n) => String(n))
  expect(await Promise.all(keys.map(ask))).toEqual(keys)
  expect(sizes).toEqual([100, 100, 100, 100, 50])
})
