// How many files may be written at once, and who comes first?
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from './errors.ts'
import { type FileTurns, takeFileTurns } from './file-turns.ts'

/** Files being written at once, for one caller and altogether. */
const DOWNLOADS = { each: 2, all: 8 } as const

declare module 'fastify' {
  interface FastifyInstance {
    /** Every file that is written while it is sent takes turns with the others. */
    fileTurns: FileTurns
  }
}

const FILES = /(?<!openapi)\.(csv|xlsx|json|jsonl|zip|ics)$|\/ocds\/(releases|records)$/

const isFile = (request: FastifyRequest) => FILES.test(request.routeOptions.url ?? '')

/** Files give way to whoever asks for anything else. Call it before the routes. */
export function letReadersFirst(app: FastifyInstance): void {
  const turns = takeFileTurns({ now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) })
  app.decorate('fileTurns', turns)
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isFile(request)) turns.noteReader()
    done()
  })
}

/** A file that is written while it is sent holds memory as long as the receiver likes. */
export function limitFiles(app: FastifyInstance, callerOf: (request: FastifyRequest) => string): void {
  const running = new Map<string, number>()
  app.addHook('onRequest', (request, reply, done) => {
    if (!isFile(request)) return done()
    const caller = callerOf(request)
    const own = running.get(caller) ?? 0
    const all = [...running.values()].reduce((sum, count) => sum + count, 0)
    if (own >= DOWNLOADS.each || all >= DOWNLOADS.all) {
      reply.header('retry-after', '5')
      return done(new AppError('too_many_requests', 'Too many files at once. Wait until one has come.'))
    }
    running.set(caller, own + 1)
    reply.raw.once('close', () => {
      const left = (running.get(caller) ?? 1) - 1
      if (left > 0) running.set(caller, left)
      else running.delete(caller)
    })
    done()
  })
}
