// How do many who ask the same at once get one answer, and none that is older than their question?

export interface SharedHow {
  /** How many questions may be under way at the same time. */
  atOnce?: number
  /** Milliseconds between the beginnings of two: where very many ask, fewer questions leave more time to answer them. */
  apart?: number
}

/**
 * Asks once for all who come in the same turn of the event loop, and again for whoever comes while an answer is under way,
 * once for all of them, when that one has come. A question begins only after everybody who shares its answer has asked.
 */
export function shareQuestion<Answer>(
  ask: () => Promise<Answer>,
  { atOnce = 1, apart = 0 }: SharedHow = {},
): () => Promise<Answer> {
  const running = new Set<Promise<unknown>>()
  let next: Promise<Answer> | null = null
  let began = Number.NEGATIVE_INFINITY
  let goOn = () => {}
  return () => {
    next ??= ready().then(begin)
    if (isTime()) goOn()
    return next
  }

  function isTime(): boolean {
    return performance.now() - began >= apart
  }

  async function ready(): Promise<void> {
    await restOfTurn()
    while (running.size >= atOnce) {
      await Promise.race(running)
      await restOfTurn()
    }
    while (!isTime()) await aMoment()
  }

  /** Until the timer's shortest time is over, or somebody asks for whom it is time. */
  function aMoment(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 1)
      goOn = () => {
        clearTimeout(timer)
        setImmediate(resolve)
        goOn = () => {}
      }
    })
  }

  function begin(): Promise<Answer> {
    began = performance.now()
    next = null
    const asked = ask()
    const done = asked.then(leave, leave)
    running.add(done)
    return asked

    function leave() {
      running.delete(done)
    }
  }
}

function restOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
