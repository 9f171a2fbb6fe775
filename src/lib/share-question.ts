// How do many who ask the same at once get one answer, and none that is older than their question?

/** Asks again for whoever comes while an answer is under way, once for all of them, when that one has come. */
export function shareQuestion<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null
  let next: Promise<Answer> | null = null
  const start = (): Promise<Answer> => {
    const asked = ask()
    running = asked
    const done = () => {
      if (running === asked) running = null
    }
    asked.then(done, done)
    return asked
  }
  return () => {
    if (running === null) return start()
    next ??= running.then(again, again)
    return next
  }

  function again(): Promise<Answer> {
    next = null
    return start()
  }
}
