// May this request be made, and has its route said who may?
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordRefusal } from './authorise.ts'
import { type Action, can, type RoutePermission, refusal } from './permissions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may: everybody, or whoever may do the act at all; the use case asks again about the very thing. */
    permission?: RoutePermission
  }
}

export interface PermissionOptions {
  /** Beginnings of paths under which everything is for everybody, such as style sheets. */
  publicPrefixes: readonly string[]
}

/**
 * Stops requests of whoever may not do what the route declares: 401 or 403 for programs, the way to sign in for people.
 * @throws Error when a route is added that declares nothing, so that such a server does not start.
 */
export function enforcePermissions(
  app: FastifyInstance,
  deps: Pick<Deps, 'db'>,
  options: PermissionOptions,
): void {
  app.addHook('onRoute', (route) => requireDeclaration(route, options))
  app.addHook('onRequest', (request, reply, done) => {
    const { permission } = request.routeOptions.config
    if (request.is404 || permission === undefined || permission === 'public') return done()
    const reason = refusal(request.account, permission)
    if (reason === null) return done()
    refuse(deps, request, reply, { permission, reason }).then(() => {
      if (!reply.sent) done()
    }, done)
  })
}

interface Refused {
  permission: Action
  reason: NonNullable<ReturnType<typeof refusal>>
}

/** Sends people on; @throws AppError for everybody else. */
async function refuse(
  deps: Pick<Deps, 'db'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { permission, reason }: Refused,
): Promise<void> {
  request.log.warn({ permission, reason }, 'refused')
  if (reason === 'forbidden') {
    if (request.account !== null) await recordRefusal(deps, request.account, permission)
    throw new AppError(hidesReturn(request) ? 'not_found' : 'forbidden')
  }
  if (request.url.startsWith('/api/')) throw refusalError(reason)
  sendOn(request, reply, reason)
}

/** Whoever sees no return at all is not told which there are. */
function hidesReturn({ routeOptions, account }: FastifyRequest): boolean {
  return /\/returns\/:id/.test(routeOptions.url ?? '') && !can(account, 'returns:view')
}

function refusalError(reason: 'signed-out' | 'second-factor'): AppError {
  return reason === 'signed-out'
    ? new AppError('signed_out')
    : new AppError('forbidden', 'Prove a second factor in the browser first.')
}

function sendOn(request: FastifyRequest, reply: FastifyReply, reason: 'signed-out' | 'second-factor') {
  const page = reason === 'signed-out' ? '/sign-in' : '/account/second-factor'
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply.redirect(page, 303)
  return reply.redirect(`${page}?next=${encodeURIComponent(request.url).replaceAll('%2F', '/')}`, 302)
}

function requireDeclaration(route: RouteOptions, { publicPrefixes }: PermissionOptions): void {
  if (route.config?.permission !== undefined) return
  if (publicPrefixes.some((prefix) => route.url.startsWith(prefix))) {
    route.config = { ...route.config, permission: 'public' }
    return
  }
  throw new Error(`${[route.method].flat().join(', ')} ${route.url} does not say who may use it.`)
}
