// How is a file sent that is written while it is sent?
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { slugify } from './lib/text.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Sends the pieces as they come and as others leave room (`FileTurns`), to be kept under a safe name made of `name`, never by a cache. */
export function sendFile(
  reply: FastifyReply,
  name: string,
  type: keyof typeof TYPES,
  pieces: AsyncIterable<string | Uint8Array>,
): FastifyReply {
  const safe = slugify(name).slice(0, 100) || 'thirty3'
  return reply
    .header('content-disposition', `attachment; filename="${safe}.${type}"`)
    .header('cache-control', 'no-store')
    .type(TYPES[type])
    .send(Readable.from(reply.server.fileTurns.inTurn(pieces), { objectMode: false }))
}

/** The name of a file without its ending. */
export function baseName(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
}
