// Can something be posted to this address?
import { isPublicAddress } from '../lib/network-address.ts'

/** What is wrong with it, in a sentence; null for an https address whose host is a name or public. Empty is none, and right. */
export function webhookProblem(address: string): string | null {
  if (address === '') return null
  if (address.length > 500 || !URL.canParse(address)) return 'Enter an address, like https://example.com/hook'
  const { protocol, username, password, hostname } = new URL(address)
  if (protocol !== 'https:') return 'The address must begin with https://'
  if (username !== '' || password !== '') return 'The address must not hold a password'
  const host = hostname.replace(/^\[|\]$/g, '')
  const isNumber = /^[\d.]+$/.test(host) || host.includes(':')
  const isLocal = /(^|\.)(localhost|local|internal|lan|home|arpa)\.?$/i.test(host) || !/[.:]/.test(host)
  return (isNumber && !isPublicAddress(host)) || isLocal
    ? 'The address must be one of the public internet'
    : null
}
