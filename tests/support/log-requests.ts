// What does a server log while somebody sends it secrets in every way? Prints the log; run as a process of its own.
import fastify from 'fastify'
import { createLog } from '../../src/log.ts'

type Secrets = Record<'password' | 'key' | 'link' | 'cell' | 'email', string>

/** Requests through the real log, answered by failures as a database words them. */
async function main({ password, key, link, cell, email }: Secrets): Promise<void> {
  const log = createLog('trace', { pretty: false })
  const app = fastify({ loggerInstance: log })
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'request failed')
    return reply.code(500).send()
  })
  app.all('/*', async (request) => {
    request.log.error({ err: databaseFailure(cell) }, 'request failed')
    request.log.warn({ user: { password, email, token: key } }, 'with an object')
    throw databaseFailure(cell)
  })
  const headers = {
    authorization: `Bearer ${key}`,
    cookie: `session=${key}`,
    'user-agent': 'x\\n{"level":50,"forged":true}',
  }
  for (const url of [
    `/sign-in/link/${link}`,
    `/api/v1/contracts?api_key=${key}`,
    `/sign-in/oidc/callback/x?code=${link}&state=${key}`,
    `/returns?_csrf=${key}`,
  ])
    await app.inject({ method: 'POST', url, headers, payload: { password, email, cell } })
  await app.close()
}

function databaseFailure(cell: string): Error {
  const cause = Object.assign(new Error(`duplicate key value (${cell})`), {
    severity_local: 'ERROR',
    detail: `Key (title)=(${cell}) already exists.`,
    parameters: [cell],
    code: '23505',
  })
  return Object.assign(new Error(`Failed query: insert … params: ${cell}`, { cause }), {
    query: cell,
    params: [cell],
  })
}

await main(JSON.parse(process.argv[2] ?? '{}') as Secrets)
