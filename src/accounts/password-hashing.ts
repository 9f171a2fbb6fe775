// How is a password kept?
import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the first choice of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NFKC, so that the same password typed on another keyboard has the same bytes. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), settings)
}

export function passwordMatches(stored: { hash: string; password: string }): Promise<boolean> {
  return verify(stored.hash, stored.password.normalize('NFKC'))
}

let decoy: Promise<string> | undefined

/** A hash that no password fits, to be verified where there is no account, so that the answer takes as long. */
export function decoyHash(): Promise<string> {
  decoy ??= hash(crypto.getRandomValues(new Uint8Array(32)), settings)
  return decoy
}
