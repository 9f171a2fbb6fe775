// How do programs ask about their account, look after keys, and, for administrators, after people?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import {
  accountDetail,
  invitation,
  keyDetail,
  keyRequest,
  madeKey,
  ownChange,
  standing,
  userDetail,
} from '../accounts/account-schemas.ts'
import { addUser } from '../accounts/add-user.ts'
import { changeOwnName } from '../accounts/change-own-name.ts'
import { disableUser, enableUser, setRole } from '../accounts/change-user.ts'
import { listKeys } from '../accounts/key-queries.ts'
import { addKey, revokeKey } from '../accounts/keys.ts'
import { findUser, listUsers } from '../accounts/user-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { accountJson, keyJson, userJson } from './account-json.ts'

const byId = z.object({ id: z.uuid() })

type Server = Parameters<FastifyPluginAsyncZod>[0]

export function accountsApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addOwnAccount(app, deps)
    addKeys(app, deps)
    addUsers(app, deps)
    addUserChanges(app, deps)
  }
}

/** Whoever asks; the route's permission lets nobody without an account come here. */
function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new AppError('signed_out')
  return request.account
}

function addOwnAccount(app: Server, deps: Deps): void {
  const config = { permission: 'account:manage' } as const
  const schema = { summary: 'The account that asks', response: { 200: accountDetail } }
  app.get('/me', { config, schema }, async (request) => accountJson(accountOf(request)))
  const patch = { summary: 'Change your name', body: ownChange, response: { 200: accountDetail } }
  app.patch('/me', { config, schema: patch }, async (request) => {
    const account = accountOf(request)
    await changeOwnName(deps, account, request.body.name)
    return accountJson({ ...account, name: request.body.name })
  })
}

function addKeys(app: Server, deps: Deps): void {
  const config = { permission: 'keys:manage' } as const
  const list = {
    summary: 'Keys of your authority',
    response: { 200: z.object({ keys: z.array(keyDetail) }) },
  }
  app.get('/keys', { config, schema: list }, async (request) => {
    const account = accountOf(request)
    const keys = await listKeys(deps.db, account.role === 'admin' ? null : account.authorityId)
    return { keys: keys.map(keyJson) }
  })
  const make = {
    summary: 'Make a key; it is answered this once',
    body: keyRequest,
    response: { 201: madeKey },
  }
  app.post('/keys', { config, schema: make }, async (request, reply) => {
    const { expiresAt, ...made } = await addKey(deps, accountOf(request), request.body)
    return reply.code(201).send({ ...made, expires_at: expiresAt.toISOString() })
  })
  const revoke = { summary: 'Revoke a key', params: byId, response: { 204: z.null() } }
  app.delete('/keys/:id', { config, schema: revoke }, async (request, reply) => {
    await revokeKey(deps, accountOf(request), request.params.id)
    return reply.code(204).send(null)
  })
}

const admins = { permission: 'users:manage' } as const

function addUsers(app: Server, deps: Deps): void {
  const list = { hide: true, response: { 200: z.object({ users: z.array(userDetail) }) } }
  app.get('/admin/users', { config: admins, schema: list }, async () => {
    const users = await listUsers(deps.db)
    return { users: users.map(userJson) }
  })
  const one = { hide: true, params: byId, response: { 200: userDetail } }
  app.get('/admin/users/:id', { config: admins, schema: one }, (request) => userOf(deps, request.params.id))
  const invite = { hide: true, body: invitation, response: { 201: byId } }
  app.post('/admin/users', { config: admins, schema: invite }, async (request, reply) => {
    const { id } = await addUser(deps, accountOf(request), request.body)
    return reply.code(201).send({ id })
  })
}

async function userOf(deps: Deps, id: string) {
  const user = await findUser(deps.db, id)
  if (user === null) throw new AppError('not_found')
  return userJson(user)
}

function addUserChanges(app: Server, deps: Deps): void {
  const change = { hide: true, params: byId, body: standing, response: { 200: userDetail } }
  app.patch('/admin/users/:id', { config: admins, schema: change }, async (request) => {
    await setRole(deps, accountOf(request), request.params.id, request.body)
    return userOf(deps, request.params.id)
  })
  const schema = { hide: true, params: byId, response: { 200: userDetail } }
  for (const [verb, act] of [
    ['disable', disableUser],
    ['enable', enableUser],
  ] as const)
    app.post(`/admin/users/:id/${verb}`, { config: admins, schema }, async (request) => {
      await act(deps, accountOf(request), request.params.id)
      return userOf(deps, request.params.id)
    })
}
