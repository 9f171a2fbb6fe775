// How does a person sign in with their own organisation's provider?
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { PROVIDER_PATH } from '../../../accounts/auth.ts'
import { libraryHeaders } from '../../../accounts/request-account.ts'
import { safeRedirect } from '../../../accounts/safe-redirect.ts'
import { asksSecondFactor } from '../../../accounts/sign-in.ts'
import { publicUrl } from '../../../config.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { paths, withQuery } from '../../paths.ts'

const open = { config: { permission: 'public' } } as const
/** A provider that does not answer for so long keeps nobody waiting. */
const PROVIDER_SECONDS = 10
const REFUSED = `${paths.signIn}?problem=provider`

/** Of the account library's own addresses only the one that providers send people back to is served. */
export function providerPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.post(`${paths.signIn}/with/:provider`, open, (request, reply) =>
      sendToProvider(deps, app, request, reply),
    )
    app.get(`${PROVIDER_PATH}/callback/:provider`, open, (request, reply) =>
      comeBack(deps, app, request, reply),
    )
  }
}

function providerOf(deps: Deps, request: FastifyRequest): string {
  const { provider } = request.params as { provider: string }
  const known = deps.config.OIDC_PROVIDERS.find(({ id }) => id === provider)
  if (known === undefined) throw new AppError('not_found')
  return known.id
}

async function sendToProvider(
  deps: Deps,
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const provider = providerOf(deps, request)
  const next = safeRedirect((request.body as { next?: unknown } | undefined)?.next, paths.account)
  const response = await inTime(
    app.auth.api.signInSocial({
      body: { provider, callbackURL: next, errorCallbackURL: REFUSED, disableRedirect: true },
      headers: libraryHeaders(request),
      asResponse: true,
    }),
  )
  if (response === null) return reply.redirect(REFUSED, 303)
  const url = response.ok ? ((await response.json()) as { url?: unknown }).url : null
  if (typeof url !== 'string') return reply.redirect(REFUSED, 303)
  return reply.header('set-cookie', response.headers.getSetCookie()).redirect(url, 303)
}

/** What a provider answers within ten seconds; null where it does not. */
async function inTime(asked: Promise<Response>): Promise<Response | null> {
  const limit = AbortSignal.timeout(PROVIDER_SECONDS * 1000)
  const late = new Promise<null>((resolve) => limit.addEventListener('abort', () => resolve(null)))
  return Promise.race([asked, late])
}

/** The library decides who came back; where they go on to is one of our own paths whatever it says. */
async function comeBack(deps: Deps, app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  providerOf(deps, request)
  const here = publicUrl(deps.config)
  const response = await inTime(
    app.auth.handler(new Request(new URL(request.url, here), { headers: libraryHeaders(request) })),
  )
  if (response === null) return reply.redirect(REFUSED, 303)
  const cookies = response.headers.getSetCookie()
  const location = URL.parse(response.headers.get('location') ?? REFUSED, here)
  const isOurs = location?.origin === new URL(here).origin
  const next = isOurs ? safeRedirect(`${location.pathname}${location.search}`, paths.account) : REFUSED
  return reply
    .header('set-cookie', cookies)
    .redirect(asksSecondFactor(cookies) ? withQuery(paths.secondFactor, { next }) : next, 303)
}
