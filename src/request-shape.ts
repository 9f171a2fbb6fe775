// Is this request one that can be read at all, before anybody asks what it wants?
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from './errors.ts'
import { jsonProblem } from './lib/json-shape.ts'

/** After so long a body must have come in at this rate; 10 MiB over a poor line come faster. */
const SLOW = { after: 10_000, bytesPerSecond: 4_000, look: 1_000 } as const
/** More connections than these wait in the operating system. */
const CONNECTIONS = 2_000

/**
 * Refuses what different programs read differently: broken or hidden characters in the address (400), several hosts
 * or another one in the request line (400), packed bodies (415), JSON that is nested, long or ambiguous beyond use (400).
 * Ends connections whose sender dawdles.
 */
export function refuseOddRequests(app: FastifyInstance): void {
  app.server.maxConnections = CONNECTIONS
  app.addHook('onRequest', (request, _reply, done) => {
    const problem = problemOfAddress(request)
    if (problem !== null) return done(new AppError('bad_request', problem))
    if (request.headers['content-encoding'] !== undefined) return done(new AppError('unsupported_body'))
    endSlowSender(request)
    done()
  })
  app.addHook('preValidation', (request, _reply, done) => {
    if (!hasNul(request.body)) return done()
    done(new AppError('bad_request', 'A text holds a character that cannot be kept.'))
  })
  readJson(app)
}

function problemOfAddress({ raw, url }: FastifyRequest): string | null {
  if (!raw.url?.startsWith('/')) return 'Send the path alone in the first line.'
  if (hostsNamed(raw.rawHeaders) > 1) return 'Name one host.'
  return isPlainText(url) ? null : 'The address holds characters that are no text.'
}

/** @param headers names and values in turn, as they were sent */
function hostsNamed(headers: readonly string[]): number {
  let hosts = 0
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.length === 4 && headers[at]?.toLowerCase() === 'host') hosts += 1
  return hosts
}

/** Percent signs stand for UTF-8 (RFC 3986 §2.5), and no character is one that a database refuses. */
function isPlainText(address: string): boolean {
  if (!address.includes('%')) return !address.includes('\0')
  try {
    return !decodeURIComponent(address).includes('\0')
  } catch {
    return false
  }
}

function hasNul(body: unknown): boolean {
  const left: unknown[] = [body]
  for (let one = left.pop(); one !== undefined || left.length > 0; one = left.pop()) {
    if (typeof one === 'string' && one.includes('\0')) return true
    if (typeof one === 'object' && one !== null && !Buffer.isBuffer(one))
      left.push(...Object.values(one), ...Object.keys(one))
  }
  return false
}

/** As the framework's own parser, `__proto__` and `constructor` refused, after a look at the shape. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const problem = jsonProblem(String(text))
    if (problem !== null) return done(new AppError('bad_request', `The JSON cannot be taken: ${problem}.`))
    return parse(request, String(text), done)
  })
}

/** Node's own limits end slow heads, and whole requests after a minute; this ends a body that only drips. */
function endSlowSender({ raw }: FastifyRequest): void {
  if (raw.complete || raw.method === 'GET' || raw.method === 'HEAD') return
  const { socket } = raw
  const [began, before] = [performance.now(), socket.bytesRead]
  const timer = setInterval(() => {
    const waited = performance.now() - began
    if (raw.complete || socket.destroyed) return clearInterval(timer)
    const isSlow = socket.bytesRead - before < (waited / 1000) * SLOW.bytesPerSecond
    if (waited < SLOW.after || !isSlow) return
    clearInterval(timer)
    socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    socket.destroySoon()
  }, SLOW.look)
  timer.unref()
}
