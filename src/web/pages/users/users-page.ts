// Who has an account, and how does an administrator make and change one?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Account, PERMISSIONS, ROLES } from '../../../accounts/account.ts'
import { emailAddress } from '../../../accounts/account-schemas.ts'
import { addUser, inviteAgain } from '../../../accounts/add-user.ts'
import { disableUser, enableUser, resetSecondFactor, setRole } from '../../../accounts/change-user.ts'
import { findUser, listUsers, type User } from '../../../accounts/user-queries.ts'
import { listAuthorities } from '../../../authorities/authority-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { boxes, type FormErrors, formErrors, noErrors, readForm, typed } from '../../forms.ts'
import { formatInstant } from '../../instants.ts'
import { paths } from '../../paths.ts'
import { personOf } from '../account/account-page.ts'
import { permissionNames, permissionWords, roleWords } from './user-words.ts'

const admins = { config: { permission: 'users:manage' } } as const

const standingForm = z.object({
  role: z.enum(['supplier', 'officer', 'procurement-lead', 'admin'], 'Choose a role'),
  authority: z
    .string()
    .default('')
    .transform((slug) => (slug === '' ? null : slug)),
  permissions: boxes(['view-drafts', 'edit', 'publish']),
})

const invitationForm = standingForm.extend({
  name: z.string().trim().min(1, 'Enter the person’s name').max(100, 'The name is too long'),
  email: emailAddress,
})

export function usersPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.users, admins, (request, reply) => showUsers(deps, request, reply, noErrors))
    app.post(paths.users, admins, (request, reply) => invite(deps, request, reply))
    app.get(`${paths.users}/:id`, admins, (request, reply) => showUser(deps, request, reply, noErrors))
    app.post(`${paths.users}/:id/role`, admins, (request, reply) => changeRole(deps, request, reply))
    for (const [verb, act] of Object.entries(acts)) {
      app.post(`${paths.users}/:id/${verb}`, admins, async (request, reply) => {
        await act(deps, personOf(request), idOf(request))
        return reply.redirect(paths.user(idOf(request)), 303)
      })
    }
  }
}

const acts: Record<string, (deps: Deps, performer: Account, id: string) => Promise<unknown>> = {
  invite: inviteAgain,
  disable: disableUser,
  enable: enableUser,
  'reset-second-factor': resetSecondFactor,
}

function idOf(request: FastifyRequest): string {
  const read = z.object({ id: z.uuid() }).safeParse(request.params)
  if (!read.success) throw new AppError('not_found')
  return read.data.id
}

async function showUsers(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const users = await listUsers(deps.db)
  return reply.page('pages/users/users.njk', {
    title: 'People',
    section: 'users',
    users: users.map(userView),
    typed: typed(request.body, ['name', 'email']),
    ...(await choices(deps, null)),
    ...problems,
  })
}

const userView = (user: User) => ({
  href: paths.user(user.id),
  name: user.name,
  email: user.email,
  role: roleWords[user.role],
  authority: user.authorityName ?? '',
  state: user.disabledAt !== null ? 'Disabled' : user.emailVerified ? 'Active' : 'Invited',
})

/** What the fields of a standing offer, with what a person has already chosen. */
async function choices(deps: Deps, user: User | null) {
  const authorities = await listAuthorities(deps.db)
  return {
    roles: ROLES.map((role) => ({ value: role, text: roleWords[role], checked: role === user?.role })),
    authorities: [
      { value: '', text: 'None' },
      ...authorities.map(({ slug, name }) => ({
        value: slug,
        text: name,
        selected: slug === user?.authoritySlug,
      })),
    ],
    permissions: PERMISSIONS.map((permission) => ({
      value: permission,
      text: permissionNames[permission],
      checked: user?.permissions.includes(permission) === true,
    })),
  }
}

async function invite(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(invitationForm, request.body)
  if (form.problems !== null) return showUsers(deps, request, reply.code(400), form.problems)
  try {
    const { id } = await addUser(deps, personOf(request), form.value)
    return reply.redirect(paths.user(id), 303)
  } catch (error) {
    const problems = problemsOf(error, 'email')
    return showUsers(deps, request, reply.code(400), problems)
  }
}

/** A refusal that belongs beside a field of the form; anything else is thrown on. */
function problemsOf(error: unknown, field: string): FormErrors {
  if (!(error instanceof AppError) || (error.code !== 'bad_request' && error.code !== 'conflict')) throw error
  const [issue] = error.issues
  return formErrors({ [issue?.place ?? field]: error.message })
}

async function showUser(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const user = await findUser(deps.db, idOf(request))
  if (user === null) throw new AppError('not_found')
  return reply.page('pages/users/user.njk', {
    title: user.name,
    section: 'users',
    user: userView(user),
    since: formatInstant(user.createdAt),
    may: user.role === 'officer' ? permissionWords(user.permissions) : false,
    isSelf: user.id === personOf(request).id,
    isDisabled: user.disabledAt !== null,
    hasSecondFactor: user.twoFactorEnabled,
    ...(await choices(deps, user)),
    ...problems,
  })
}

async function changeRole(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(standingForm, request.body)
  if (form.problems !== null) return showUser(deps, request, reply.code(400), form.problems)
  try {
    await setRole(deps, personOf(request), idOf(request), form.value)
    return reply.redirect(paths.user(idOf(request)), 303)
  } catch (error) {
    return showUser(deps, request, reply.code(400), problemsOf(error, 'role'))
  }
}
