// How long must somebody wait who got a password wrong?

/** Wrong tries that cost nothing: from one address against one account, and against all accounts together. */
const FREE = { pair: 5, address: 20 } as const
const LONGEST_WAIT = 15 * 60 * 1000
/** After so long without a wrong try the count starts again. */
export const FORGET_AFTER = 60 * 60 * 1000

export interface Failures {
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly lastFailedAt: number
}

/**
 * Milliseconds until the next try: one second after the sixth wrong one, doubling up to a quarter of an hour. It is
 * counted for an address and an account together, so nobody is kept out by a stranger elsewhere.
 */
export function waitBeforeNextTry(kind: keyof typeof FREE, known: Failures | null, now: number): number {
  if (known === null || now - known.lastFailedAt > FORGET_AFTER) return 0
  const beyond = known.failures - FREE[kind]
  if (beyond <= 0) return 0
  const wait = Math.min(1000 * 2 ** (beyond - 1), LONGEST_WAIT)
  return Math.max(0, known.lastFailedAt + wait - now)
}

/** What counts as one address: an IPv4 address, or the /64 network that one IPv6 customer has to itself. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined || !ip.includes(':')) return mapped ?? ip
  const [head = '', tail = ''] = ip.replace(/%.*$/, '').toLowerCase().split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail)]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
