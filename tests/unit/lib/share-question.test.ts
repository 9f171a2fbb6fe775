import { expect, it } from 'vitest'
import { shareQuestion } from '../../../src/lib/share-question.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve, 1))

it('asks once for all who come while an answer is under way, after they came', async () => {
  let asked = 0
  const ask = shareQuestion(async () => {
    const mine = ++asked
    await tick()
    return mine
  })
  expect(await Promise.all([ask(), ask(), ask(), ask()])).toEqual([1, 2, 2, 2])
  expect(await ask()).toBe(3)
})

it('hands a failure to those who asked, and asks again for the next', async () => {
  let asked = 0
  const ask = shareQuestion(async () => {
    await tick()
    if (++asked < 3) throw new Error('away')
    return asked
  })
  const both = await Promise.allSettled([ask(), ask()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask()).toBe(3)
})
