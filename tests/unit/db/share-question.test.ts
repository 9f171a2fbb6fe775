import { expect, it } from 'vitest'
import { shareQuestion } from '../../../src/db/share-question.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve, 1))
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('asks once for all who come in one turn, and once more for those who come while that answer is under way', async () => {
  let asked = 0
  const ask = shareQuestion(async () => {
    const mine = ++asked
    await tick()
    return mine
  })
  const first = Promise.all([ask(), ask()])
  expect(asked).toBe(0)
  await turn()
  expect(asked).toBe(1)
  const later = Promise.all([ask(), ask(), ask()])
  expect([await first, await later]).toEqual([
    [1, 1],
    [2, 2, 2],
  ])
  expect(await ask()).toBe(3)
})

it('hands a failure to those who asked, and asks again for the next', async () => {
  let asked = 0
  const ask = shareQuestion(async () => {
    await tick()
    if (++asked < 2) throw new Error('away')
    return asked
  })
  const both = await Promise.allSettled([ask(), ask()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask()).toBe(2)
})

it('begins a question only after everybody who shares its answer has asked', async () => {
  let state = 0
  const ask = shareQuestion(async () => {
    const seen = state
    await tick()
    return seen
  })
  const askers = Array.from({ length: 200 }, async (_, n) => {
    for (let wait = 0; wait < (n * 7) % 23; wait += 1) await turn()
    for (let again = 0; again < 5; again += 1) {
      const asked = ++state
      expect(await ask()).toBeGreaterThanOrEqual(asked)
    }
  })
  await Promise.all(askers)
})

it('has who asks again at once share the next question with those who came meanwhile', async () => {
  let asked = 0
  const ask = shareQuestion(async () => {
    asked += 1
    await tick()
  })
  const again = ask().then(() => ask())
  await turn()
  await Promise.all([again, ask()])
  expect(asked).toBe(2)
})
