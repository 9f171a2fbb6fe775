// How do many who ask the same at once get one answer, and none that is older than their question?

/**
 * Asks once for all who come in the same turn of the event loop, and again for whoever comes while an answer is under way,
 * once for all of them, when that one has come. A question begins only after everybody who shares its answer has asked, and
 * `apart` milliseconds after the one before it: where very many ask, fewer questions leave more time to answer them.
 */
export function shareQuestion<Answer>(ask: () => Promise<Answer>, apart = 0): () => Promise<Answer> {
  let running: Promise<unknown> | null = null
  let next: Promise<Answer> | null = null
  let began = Number.NEGATIVE_INFINITY
  return () => {
    next ??= (running === null ? restOfTurn() : running.then(restOfTurn, restOfTurn)).then(begin)
    return next
  }

  async function begin(): Promise<Answer> {
    while (performance.now() - began < apart) await restOfTurn()
    began = performance.now()
    next = null
    const asked = ask()
    running = asked
    const done = () => {
      if (running === asked) running = null
    }
    asked.then(done, done)
    return asked
  }
}

function restOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
