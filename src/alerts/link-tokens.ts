// Does this link come from us, and for which address or search?
import { createHmac, timingSafeEqual } from 'node:crypto'

/** `manage`: everything of an address; the others of one search. Each opens nothing but its own. */
export type TokenKind = 'manage' | 'unsubscribe' | 'feed'

const MAC_BYTES = 24
const UUID_BYTES = 16

/**
 * 54 characters that nobody can make without the secret: the id, and a code over kind, id and generation (HMAC-SHA-256,
 * 24 bytes of it). Nothing that opens a door is kept: whoever reads the tables holds no link. A higher generation ends it.
 */
export function writeToken(secret: string, kind: TokenKind, id: string, generation: number): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, macOf(secret, kind, id, generation)]).toString('base64url')
}

/** The id that a token names, to look up its generation; null for what no token looks like. It proves nothing yet. */
export function idInToken(token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== UUID_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null
  const hex = bytes.subarray(0, UUID_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether the token is the one for that kind, id and generation. */
export function isToken(
  secret: string,
  token: string,
  kind: TokenKind,
  id: string,
  generation: number,
): boolean {
  const bytes = Buffer.from(token, 'base64url')
  if (idInToken(token) !== id) return false
  return timingSafeEqual(bytes.subarray(UUID_BYTES), macOf(secret, kind, id, generation))
}

/** What a webhook's receiver checks signatures with: 32 bytes in base64url after `whsec_`. */
export function webhookSecret(secret: string, searchId: string, generation: number): string {
  return `whsec_${mac(secret, `webhook:${searchId}:${generation}`).toString('base64url')}`
}

function macOf(secret: string, kind: TokenKind, id: string, generation: number): Buffer {
  return mac(secret, `${kind}:${id}:${generation}`).subarray(0, MAC_BYTES)
}

function mac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}
