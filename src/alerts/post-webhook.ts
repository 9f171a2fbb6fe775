// How is something posted to an address that a stranger chose, without reaching anything that is ours?
import { lookup } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '../lib/network-address.ts'

export interface WebhookCall {
  url: string
  headers: Record<string, string>
  body: string
}

/** What a test may stand in for: the look-up of names, which addresses count as public, whether http will do. */
export interface Reach {
  lookup(host: string): Promise<{ address: string; family: number }[]>
  mayReach(address: string): boolean
  protocols: readonly string[]
}

export const publicReach: Reach = {
  lookup: (host) => lookup(host, { all: true }),
  mayReach: isPublicAddress,
  protocols: ['https:'],
}

const TOTAL_MILLISECONDS = 10_000
const MOST_ANSWER = 65_536

/**
 * Posts once and answers the HTTP status. The name is looked up once, every address it has must be public, and the
 * connection goes to the one that was checked, whatever the name says later. Redirects are not followed: a 3xx is the
 * answer. The body of the answer is passed over.
 * @throws Error when the address may not be reached, or nothing comes back within ten seconds.
 */
export async function postWebhook(call: WebhookCall, reach: Reach = publicReach): Promise<number> {
  const url = new URL(call.url)
  if (!reach.protocols.includes(url.protocol)) throw new Error('Only https addresses are posted to.')
  if (url.username !== '' || url.password !== '') throw new Error('The address must not hold a password.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await reach.lookup(host)
  const [first] = found
  if (first === undefined || !found.every(({ address }) => reach.mayReach(address)))
    throw new Error('The address leads to a network that is not public.')
  return send(url, call, first)
}

function send(
  url: URL,
  { headers, body }: WebhookCall,
  to: { address: string; family: number },
): Promise<number> {
  const pinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [to]) : done(null, to.address, to.family)
  return new Promise((resolve, reject) => {
    const post = url.protocol === 'https:' ? request : requestPlain
    const sent = post(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal: AbortSignal.timeout(TOTAL_MILLISECONDS),
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      },
      (answer) => {
        let bytes = 0
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length
          if (bytes > MOST_ANSWER) answer.destroy()
        })
        answer.on('close', () => resolve(answer.statusCode ?? 0))
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
