// What can a person see and change of their own account?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Account, actorOf } from '../../../accounts/account.ts'
import { choosePassword, needsCurrentPassword } from '../../../accounts/choose-password.ts'
import { endOtherSessions, endOwnSession } from '../../../accounts/end-sessions.ts'
import { IDLE_MILLISECONDS } from '../../../accounts/identify.ts'
import { can } from '../../../accounts/permissions.ts'
import { listSessions, type Session } from '../../../accounts/session-queries.ts'
import { findUser } from '../../../accounts/user-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'

import { type FormErrors, formErrors, noErrors, typed } from '../../forms.ts'
import { formatInstant } from '../../instants.ts'
import { paths } from '../../paths.ts'
import { permissionWords, roleWords } from '../users/user-words.ts'

const own = { config: { permission: 'account:manage' } } as const

export function accountPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.account, own, (request, reply) => showAccount(deps, request, reply))
    app.post(`${paths.account}/sessions/:id/end`, own, async (request, reply) => {
      const read = z.object({ id: z.uuid() }).safeParse(request.params)
      if (!read.success) throw new AppError('not_found')
      await endOwnSession(deps, personOf(request), read.data.id)
      return reply.redirect(paths.account, 303)
    })
    app.post(`${paths.account}/sessions/end-others`, own, async (request, reply) => {
      await endOtherSessions(deps, personOf(request))
      return reply.redirect(paths.account, 303)
    })
    app.get(paths.password, own, (request, reply) => showPassword(deps, request, reply, noErrors))
    app.post(paths.password, own, async (request, reply) => {
      const { current = '', password = '' } = typed(request.body, ['current', 'password'])
      const refused = await choosePassword(deps, personOf(request), { current, password })
      if (refused === null) return reply.redirect(paths.account, 303)
      const problems = formErrors({ [refused.field]: refused.message })
      return showPassword(deps, request, reply.code(400), problems)
    })
  }
}

/** Whoever is signed in; the route's permission lets nobody else come here. */
export function personOf(request: FastifyRequest): Account {
  if (request.account === null) throw new AppError('signed_out')
  return request.account
}

async function showAccount(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const account = personOf(request)
  const user = await findUser(deps.db, account.id)
  if (user === null) throw new Error(`There is no user ${actorOf(account)}.`)
  const since = new Date(deps.clock() - IDLE_MILLISECONDS)
  const sessions = await listSessions(deps.db, account.id, since)
  return reply.page('pages/account/account.njk', {
    title: 'Your account',
    section: 'account',
    facts: [
      ['Name', user.name],
      ['Email address', user.email],
      ['Role', roleWords[user.role]],
      ['Authority', user.authorityName ?? 'None'],
      ['You may', permissionWords(user.permissions)],
    ].filter(([term]) => term !== 'You may' || user.role === 'officer'),
    hasPassword: user.hasPassword,
    hasSecondFactor: user.twoFactorEnabled,
    needsSecondFactor: account.secondFactor === 'missing',
    sessions: sessions.map((session) => sessionView(session, account.sessionId)),
    maySeeShared: can(account, 'shared:view'),
    auditHref:
      account.authoritySlug !== null && can(account, 'audit:view')
        ? paths.authorityAudit(account.authoritySlug)
        : '',
    mayWithhold: account.authoritySlug !== null && can(account, 'contracts:edit'),
    boardHref:
      account.authoritySlug !== null && can(account, 'renewals:view')
        ? paths.board(account.authoritySlug)
        : '',
    mayPropose: can(account, 'alignment:propose'),
    mayManageKeys: can(account, 'keys:manage'),
    mayManageUsers: can(account, 'users:manage'),
    maySeeMails: can(account, 'mails:view'),
  })
}

function sessionView(session: Session, current: string | null) {
  const ways: Record<string, string> = { password: 'Password', link: 'Link by email' }
  const way = ways[session.method] ?? 'Your organisation'
  return {
    isCurrent: session.id === current,
    way: session.secondFactor ? `${way} and code` : way,
    browser: session.userAgent?.slice(0, 120) || 'Not stated',
    address: session.ipAddress || 'Not stated',
    since: formatInstant(session.createdAt),
    seen: formatInstant(session.lastSeenAt),
    endHref: `${paths.account}/sessions/${session.id}/end`,
  }
}

async function showPassword(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const account = personOf(request)
  return reply.page('pages/account/password.njk', {
    title: 'Choose a password',
    section: 'account',
    email: account.email,
    asksCurrent: await needsCurrentPassword(deps, account),
    ...problems,
  })
}
