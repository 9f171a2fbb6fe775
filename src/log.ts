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
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  if (!options.pretty) return pino(settings)
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'hostname,pid' } },
  })
}
