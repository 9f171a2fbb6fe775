// Where do log lines go, and what must never be in them?
import pino from 'pino'

export type Log = pino.Logger

const SECRET = [
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  '*.token',
  '*.email',
  '*.secret',
]

/** One JSON object a line on standard output; readable lines on a terminal. Cell text, tokens and addresses stay out. */
export function createLog(level: string, options: { pretty: boolean }): Log {
  const settings: pino.LoggerOptions = {
    level,
    redact: SECRET,
    serializers: { err: loggedError, req: loggedRequest },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  if (!options.pretty) return pino(settings)
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'hostname,pid' } },
  })
}

function loggedRequest(request: { method?: string; url?: string; ip?: string }) {
  return { method: request.method, url: maskAddress(request.url ?? ''), remoteAddress: request.ip }
}

/** The address of a request without what opens a door: links that open something, keys, and the codes of sign-in providers. */
export function maskAddress(url: string): string {
  return url
    .replace(/(\/sign-in\/link\/|\/alerts\/(?:manage|feeds)\/)[^/?#]+/i, '$1[hidden]')
    .replace(/([?&](?:t|_csrf|api_?key|access_token|token|code|state)=)[^&#]*/gi, '$1[hidden]')
}

/**
 * An error for the log: what, where and which database rule, never the text of a statement, its parameters or the row
 * that PostgreSQL quotes, since those hold cells.
 */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const cause = error.cause instanceof Error ? error.cause : error
  const state = 'severity_local' in cause || 'constraint_name' in cause || 'query' in error
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const facts = state ? databaseFacts(cause) : { message: error.message }
  return { type: error.name, ...facts, stack: stack?.join('\n') }
}

function databaseFacts(cause: Error): Record<string, unknown> {
  const known = ['code', 'table_name', 'column_name', 'constraint_name', 'routine'] as const
  const found = Object.entries(cause).filter(([name]) => known.some((one) => one === name))
  return { message: 'a statement failed', ...Object.fromEntries(found) }
}
