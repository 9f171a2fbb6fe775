// How do many who ask the same at once get one answer, and none that is older than their question?

/**
 * Asks once for all who come in the same turn of the event loop, and again for whoever comes while an answer is under way,
 * once for all of them, when that one has come. A question begins only after everybody who shares its answer has asked.
 */
export function shareQuestion<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let next: PromiseWithResolvers<Answer> | null = null
  let isUnderWay = false
  let isPlanned = false

  return () => {
    next ??= Promise.withResolvers<Answer>()
    if (!isUnderWay && !isPlanned) {
      isPlanned = true
      setImmediate(begin)
    }
    return next.promise
  }

  function begin(): void {
    isPlanned = false
    if (next === null) return
    const { resolve, reject } = next
    next = null
    isUnderWay = true
    ask().then(
      (answer) => end(() => resolve(answer)),
      (reason) => end(() => reject(reason)),
    )
  }

  /** The next question leaves after those who shared this one are answered, so that whoever comes meanwhile shares it. */
  function end(answer: () => void): void {
    answer()
    setImmediate(() => {
      isUnderWay = false
      begin()
    })
  }
}
