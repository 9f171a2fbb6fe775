// How is one page of a service that publishes notices asked for, and nothing else ever?
import { lookup } from 'node:dns'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '../lib/network-address.ts'

/** An answer with its body, at most 64 MB of it. Names of headers are in lower case. */
export type FetchedPage = {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

const LONGEST_BODY = 64 * 1024 * 1024
const TIMEOUT = 30_000
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Asks for `url`, which must be on the host of `base`; redirects are not followed. Encrypted, and to public addresses
 * alone, unless `base` names this machine itself. The address that was looked up is the one that is asked.
 * @throws Error for another host, an address behind the walls, an answer too long or too late, or none.
 */
export function fetchPage(url: string, base: string, headers: Record<string, string>): Promise<FetchedPage> {
  const asked = new URL(url)
  const allowed = new URL(base)
  const isLocal = LOCAL.has(allowed.hostname)
  if (asked.host !== allowed.host || asked.protocol !== allowed.protocol)
    return Promise.reject(new Error(`${asked.host} is not the service that is configured.`))
  if (asked.protocol !== 'https:' && !isLocal)
    return Promise.reject(new Error(`${asked.host} must be asked over https.`))
  const host = asked.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isLocal && !isPublicAddress(host))
    return Promise.reject(new Error(`${host} is no public address.`))
  const request = asked.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const sent = request(
      asked,
      {
        headers,
        lookup: isLocal ? lookup : lookupPublic,
        timeout: TIMEOUT,
        signal: AbortSignal.timeout(4 * TIMEOUT),
      },
      (answer) => {
        const chunks: Buffer[] = []
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > LONGEST_BODY) answer.destroy(new Error(`${asked.host} answers with more than 64 MB.`))
          else chunks.push(chunk)
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`${asked.host} does not answer.`)))
    sent.on('error', reject)
    sent.end()
  })
}

/** As node:dns does, without the addresses that are not public. */
const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0)
    const open = found.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (first === undefined) return done(new Error(`${host} has no public address.`), '', 0)
    if (options.all) return done(null, open)
    return done(null, first.address, first.family)
  })
}
