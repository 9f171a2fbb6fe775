// How do many who ask the same at once get one answer, and none that is older than their question?

/**
 * Asks once for all who come in the same turn of the event loop, and again for whoever comes while an answer is under way,
 * once for all of them, when that one has come. A question begins only after everybody who shares its answer has asked.
 */
export function shareQuestion<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<unknown> | null = null
  let next: Promise<Answer> | null = null
  return () => {
    next ??= (running === null ? restOfTurn() : running.then(restOfTurn, restOfTurn)).then(begin)
    return next
  }

  function begin(): Promise<Answer> {
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
