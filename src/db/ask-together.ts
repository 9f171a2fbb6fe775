// How are many small questions of the same kind asked as one, none answered with what held before it was asked?

/** Asked in one go at most; more go with the next. */
const MOST = 100
/** Under way at the same time; who comes meanwhile goes together. */
const AT_ONCE = 2

interface Waiting<Answer> {
  key: string
  resolve(answer: Answer | undefined): void
  reject(reason: unknown): void
}

/**
 * Answers each key out of one answer to all that were asked in the same turn of the event loop, or while two such answers
 * were under way. A question begins only after everybody whose key is in it has asked; a failure is everybody's.
 * @param ask what is known by key; a key that is not in its answer is answered with undefined
 */
export function askTogether<Answer>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): (key: string) => Promise<Answer | undefined> {
  let waiting: Waiting<Answer>[] = []
  let running = 0
  let isPlanned = false

  const plan = () => {
    if (isPlanned || running >= AT_ONCE || waiting.length === 0) return
    isPlanned = true
    setImmediate(begin)
  }

  const begin = () => {
    isPlanned = false
    const together = waiting.slice(0, MOST)
    waiting = waiting.slice(MOST)
    running += 1
    void settle(together, ask([...new Set(together.map(({ key }) => key))])).finally(() => {
      running -= 1
      plan()
    })
    plan()
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      plan()
    })
}

async function settle<Answer>(
  together: readonly Waiting<Answer>[],
  asked: Promise<ReadonlyMap<string, Answer>>,
): Promise<void> {
  try {
    const answers = await asked
    for (const { key, resolve } of together) resolve(answers.get(key))
  } catch (error) {
    for (const { reject } of together) reject(error)
  }
}
