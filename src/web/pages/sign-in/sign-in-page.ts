// How does a person sign in and out?
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { emailAddress, linkSignIn, passwordSignIn } from '../../../accounts/account-schemas.ts'
import { isLinkOpen } from '../../../accounts/link-queries.ts'
import { libraryHeaders } from '../../../accounts/request-account.ts'
import { safeRedirect } from '../../../accounts/safe-redirect.ts'
import {
  askForLink,
  proveSecondFactor,
  type SignIn,
  signInByLink,
  signInByPassword,
  signOut,
} from '../../../accounts/sign-in.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { type FormErrors, formErrors, noErrors, typed } from '../../forms.ts'
import { paths, withQuery } from '../../paths.ts'

const open = { config: { permission: 'public' } } as const
const WRONG = 'The email address or the password is not right'

export function signInPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.signIn, open, (request, reply) => showSignIn(deps, request, reply, problemOf(request)))
    app.post(paths.signIn, open, (request, reply) => byPassword(deps, app, request, reply))
    app.post(paths.signInLink, open, (request, reply) => mailLink(deps, request, reply))
    app.get(`${paths.signInLink}/:token`, open, (request, reply) => showLink(deps, request, reply))
    app.post(`${paths.signInLink}/:token`, open, (request, reply) => byLink(deps, app, request, reply))
    app.get(paths.secondFactor, open, (request, reply) => showSecondFactor(request, reply, noErrors))
    app.post(paths.secondFactor, open, (request, reply) => bySecondFactor(deps, app, request, reply))
    app.post(paths.signOut, open, async (request, reply) => {
      const cookies = await signOut(deps, app.auth, request.account, fromOf(request))
      reply.header('clear-site-data', '"cookies", "storage"')
      return reply.header('set-cookie', cookies).redirect(paths.home, 303)
    })
  }
}

const fromOf = (request: FastifyRequest) => ({ headers: libraryHeaders(request), ip: request.ip })

function nextOf(request: FastifyRequest): string {
  const inBody = (request.body as { next?: unknown } | undefined)?.next
  return safeRedirect(inBody ?? (request.query as { next?: unknown }).next, paths.account)
}

/** The providers send people back with a reason of their own, which is not ours to repeat. */
function problemOf(request: FastifyRequest): FormErrors {
  const { problem, error } = request.query as Record<string, unknown>
  if (problem === undefined && error === undefined) return noErrors
  return formErrors({
    email:
      'Your organisation’s sign-in did not lead to an account here. Ask an administrator to make one for you',
  })
}

function showSignIn(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const next = nextOf(request)
  return reply.page('pages/sign-in/sign-in.njk', {
    title: 'Sign in',
    section: 'sign-in',
    next,
    typed: typed(request.body, ['email']),
    providers: deps.config.OIDC_PROVIDERS.map(({ id, name }) => ({ name, href: paths.signInWith(id) })),
    ...problems,
  })
}

async function byPassword(deps: Deps, app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const read = passwordSignIn.safeParse(request.body ?? {})
  const refused = (message: string) =>
    showSignIn(deps, request, reply.code(400), formErrors({ email: message }))
  if (!read.success) return refused(WRONG)
  const result = await signInByPassword(deps, app.auth, read.data, fromOf(request))
  if (result.kind === 'wait') {
    reply.code(429).header('retry-after', String(result.seconds))
    const message = `Too many wrong tries. Wait ${result.seconds} seconds, or ask for a link by email`
    return showSignIn(deps, request, reply, formErrors({ email: message }))
  }
  return result.kind === 'refused' ? refused(WRONG) : goOn(reply, result, nextOf(request))
}

function goOn(reply: FastifyReply, result: Exclude<SignIn, { kind: 'refused' | 'wait' }>, next: string) {
  reply.header('set-cookie', result.cookies)
  if (result.kind === 'second-factor') return reply.redirect(withQuery(paths.secondFactor, { next }), 303)
  return reply.redirect(next, 303)
}

/** Answers before anything is looked up, so that neither the words nor the time say whether there is an account. */
async function mailLink(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const read = emailAddress.safeParse((request.body as { email?: unknown } | undefined)?.email)
  if (!read.success) {
    const message = 'Enter an email address in the correct format, like name@example.com'
    return showSignIn(deps, request, reply.code(400), formErrors({ email: message }))
  }
  setImmediate(() => {
    askForLink(deps, read.data).catch((error: unknown) => {
      deps.log.error({ err: error }, 'link was not mailed')
    })
  })
  return reply.page('pages/sign-in/link-mailed.njk', {
    title: 'Check your email',
    section: 'sign-in',
    email: read.data,
  })
}

function tokenOf(request: FastifyRequest): string {
  const read = linkSignIn.safeParse(request.params)
  if (!read.success) throw new AppError('not_found')
  return read.data.token
}

async function showLink(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const isOpen = await isLinkOpen(deps.db, tokenOf(request), deps.clock())
  return isOpen ? linkPage(reply) : linkGone(reply)
}

function linkPage(reply: FastifyReply) {
  return reply
    .header('cache-control', 'no-store')
    .page('pages/sign-in/use-link.njk', { title: 'Continue to Thirty3', section: 'sign-in' })
}

function linkGone(reply: FastifyReply) {
  return reply
    .code(410)
    .page('pages/sign-in/link-gone.njk', { title: 'This link no longer works', section: 'sign-in' })
}

async function byLink(deps: Deps, app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const result = await signInByLink(deps, app.auth, tokenOf(request), fromOf(request))
  if (result.kind === 'refused' || result.kind === 'wait') return linkGone(reply)
  return goOn(reply, result, paths.password)
}

function showSecondFactor(request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  return reply.header('cache-control', 'no-store').page('pages/sign-in/second-factor.njk', {
    title: 'Enter your code',
    section: 'sign-in',
    next: nextOf(request),
    ...problems,
  })
}

async function bySecondFactor(
  deps: Deps,
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { code } = typed(request.body, ['code'])
  const result = await proveSecondFactor(deps, app.auth, code ?? '', fromOf(request))
  if (result.kind !== 'refused' && result.kind !== 'wait') return goOn(reply, result, nextOf(request))
  const message = 'The code is not right, or too old. After five wrong codes you have to sign in again'
  return showSecondFactor(request, reply.code(400), formErrors({ code: message }))
}
