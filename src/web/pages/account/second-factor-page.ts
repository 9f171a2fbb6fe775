// How does a person set up and remove their second factor?
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { libraryHeaders } from '../../../accounts/request-account.ts'
import { safeRedirect } from '../../../accounts/safe-redirect.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  type SecondFactorSetUp,
} from '../../../accounts/second-factor.ts'
import { findUser } from '../../../accounts/user-queries.ts'
import type { Deps } from '../../../deps.ts'
import { type FormErrors, formErrors, noErrors, typed } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { personOf } from './account-page.ts'
import { qrCodeAddress } from './qr-code.ts'

const own = { config: { permission: 'account:manage' } } as const
const WRONG_PASSWORD = formErrors({ password: 'The password is not right' })

export function secondFactorPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.ownSecondFactor, own, (request, reply) => show(deps, request, reply, noErrors))
    app.post(`${paths.ownSecondFactor}/begin`, own, async (request, reply) => {
      const { password = '' } = typed(request.body, ['password'])
      const begun = await beginSecondFactor(deps, app.auth, personOf(request), {
        headers: libraryHeaders(request),
        password,
      })
      if (begun === null) return show(deps, request, reply.code(400), WRONG_PASSWORD)
      return showSetUp(request, reply, begun, noErrors)
    })
    app.post(paths.ownSecondFactor, own, (request, reply) => confirm(deps, app, request, reply))
    app.post(`${paths.ownSecondFactor}/remove`, own, async (request, reply) => {
      const { password = '' } = typed(request.body, ['password'])
      const headers = libraryHeaders(request)
      const cookies = await dropSecondFactor(deps, app.auth, personOf(request), { headers, password })
      if (cookies === null) return show(deps, request, reply.code(400), WRONG_PASSWORD)
      return reply.header('set-cookie', cookies).redirect(paths.account, 303)
    })
  }
}

const nextOf = (request: FastifyRequest) => {
  const { next } = { ...(request.query as object), ...(request.body as object | undefined) } as {
    next?: unknown
  }
  return safeRedirect(next, paths.account)
}

async function show(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const user = await findUser(deps.db, personOf(request).id)
  return reply.page('pages/account/second-factor.njk', {
    title: 'Second factor',
    section: 'account',
    isSetUp: user?.twoFactorEnabled === true,
    isMissing: personOf(request).secondFactor === 'missing',
    asksPassword: user?.hasPassword === true,
    next: nextOf(request),
    ...problems,
  })
}

function showSetUp(
  request: FastifyRequest,
  reply: FastifyReply,
  setUp: SecondFactorSetUp | null,
  problems: FormErrors,
) {
  return reply.page('pages/account/second-factor-set-up.njk', {
    title: 'Set up your second factor',
    section: 'account',
    image: setUp === null ? false : qrCodeAddress(setUp.address),
    secret: setUp?.secret ?? false,
    codes: setUp?.recoveryCodes ?? [],
    next: nextOf(request),
    ...problems,
  })
}

async function confirm(deps: Deps, app: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
  const { code = '' } = typed(request.body, ['code'])
  const headers = libraryHeaders(request)
  const cookies = await confirmSecondFactor(deps, app.auth, personOf(request), { headers, code })
  if (cookies !== null) return reply.header('set-cookie', cookies).redirect(nextOf(request), 303)
  const problems = formErrors({ code: 'The code is not right. Enter the one the app shows now' })
  return showSetUp(request, reply.code(400), null, problems)
}
