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

it('begins a question no sooner after the one before than it is told', async () => {
  const began: number[] = []
  const ask = shareQuestion(
    async () => {
      began.push(performance.now())
    },
    { apart: 15 },
  )
  await ask()
  await Promise.all([ask(), ask()])
  await ask()
  expect(began).toHaveLength(3)
  for (const [at, later] of began.slice(1).entries()) expect(later - (began[at] ?? 0)).toBeGreaterThan(14)
})
