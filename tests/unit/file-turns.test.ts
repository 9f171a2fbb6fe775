import { describe, expect, it } from 'vitest'
import { takeFileTurns } from '../../src/file-turns.ts'

/** A clock that moves only by what is slept or worked. */
function clockwork() {
  let time = 0
  const rests: number[] = []
  const turns = takeFileTurns({
    now: () => time,
    sleep: async (milliseconds) => {
      rests.push(milliseconds)
      time += milliseconds
    },
  })
  return {
    turns,
    rests,
    work: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

async function allOf<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const all: Piece[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

describe('files that are written at once', () => {
  it('are each made one piece at a time, in the order in which they ask, and all come whole', async () => {
    const { turns } = clockwork()
    const made: string[] = []
    let writing = 0
    let most = 0
    const file = async function* (name: string) {
      for (let piece = 0; piece < 5; piece += 1) {
        writing += 1
        most = Math.max(most, writing)
        await new Promise((resolve) => setImmediate(resolve))
        writing -= 1
        made.push(name)
        yield `${name}${piece}`
      }
    }
    const names = Array.from({ length: 20 }, (_, at) => `${at} `)
    const files = await Promise.all(names.map((name) => allOf(turns.inTurn(file(name)))))
    expect(files).toEqual(names.map((name) => [0, 1, 2, 3, 4].map((piece) => `${name}${piece}`)))
    expect(most).toBe(1)
    expect(made.slice(0, 20)).toEqual(names)
  })

  it('wait for no receiver who takes nothing', async () => {
    const { turns } = clockwork()
    const file = async function* () {
      yield 1
      yield 2
    }
    const slow = turns.inTurn(file())
    await slow.next()
    expect(await allOf(turns.inTurn(file()))).toEqual([1, 2])
    expect(await slow.next()).toEqual({ done: false, value: 2 })
  })

  it('go on when one of them fails or is given up, which is then closed', async () => {
    const { turns } = clockwork()
    let closed = 0
    const file = async function* (fails: boolean) {
      try {
        yield 1
        if (fails) throw new Error('broken')
        yield 2
      } finally {
        closed += 1
      }
    }
    await expect(allOf(turns.inTurn(file(true)))).rejects.toThrow('broken')
    for await (const _ of turns.inTurn(file(false))) break
    expect(closed).toBe(2)
    expect(await allOf(turns.inTurn(file(false)))).toEqual([1, 2])
  })

  it('rest twice as long as they work while somebody reads, and not when nobody does', async () => {
    const { turns, rests, work } = clockwork()
    const file = async function* (each: number) {
      for (let piece = 0; piece < 3; piece += 1) {
        work(each)
        yield piece
      }
    }
    await allOf(turns.inTurn(file(10)))
    expect(rests).toEqual([])
    turns.noteReader()
    await allOf(turns.inTurn(file(10)))
    expect(rests).toEqual([20, 20, 20, 0])
    work(1_000)
    await allOf(turns.inTurn(file(10)))
    expect(rests).toHaveLength(4)
    turns.noteReader()
    await allOf(turns.inTurn(file(90)))
    expect(Math.max(...rests)).toBe(100)
  })
})
