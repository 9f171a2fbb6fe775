// Which keys do machines of an authority hold, and how are they made and ended?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Account, PERMISSIONS } from '../../../accounts/account.ts'
import { type ApiKey, listKeys } from '../../../accounts/key-queries.ts'
import { addKey, KEY_DAYS, type MadeKey, revokeKey } from '../../../accounts/keys.ts'
import { listAuthorities } from '../../../authorities/authority-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { boxes, type FormErrors, formErrors, noErrors, readForm, typed } from '../../forms.ts'
import { formatInstant } from '../../instants.ts'
import { paths } from '../../paths.ts'
import { personOf } from '../account/account-page.ts'
import { permissionNames, permissionWords } from '../users/user-words.ts'

const managers = { config: { permission: 'keys:manage' } } as const
const LIFETIME = `Enter a number of days from 1 to ${KEY_DAYS.most}`

const keyForm = z.object({
  name: z.string().trim().min(1, 'Enter what the key is for').max(100, 'The name is too long'),
  authority: z.string().min(1, 'Choose an authority'),
  days: z.coerce.number(LIFETIME).int(LIFETIME).min(1, LIFETIME).max(KEY_DAYS.most, LIFETIME),
  permissions: boxes(['view-drafts', 'edit', 'publish']).refine(
    (given) => given.length > 0,
    'Choose what the key may do',
  ),
})

export function keysPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.keys, managers, (request, reply) => showKeys(deps, request, reply, noErrors, null))
    app.post(paths.keys, managers, (request, reply) => makeKey(deps, request, reply))
    app.post(`${paths.keys}/:id/revoke`, managers, async (request, reply) => {
      const read = z.object({ id: z.uuid() }).safeParse(request.params)
      if (!read.success) throw new AppError('not_found')
      await revokeKey(deps, personOf(request), read.data.id)
      return reply.redirect(paths.keys, 303)
    })
  }
}

async function makeKey(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(keyForm, request.body)
  if (form.problems !== null) return showKeys(deps, request, reply.code(400), form.problems, null)
  try {
    const made = await addKey(deps, personOf(request), form.value)
    return showKeys(deps, request, reply.code(201), noErrors, made)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error
    return showKeys(deps, request, reply.code(400), formErrors({ permissions: error.message }), null)
  }
}

/** An officer sees the keys of their own authority, an admin all. */
async function showKeys(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  problems: FormErrors,
  made: MadeKey | null,
) {
  const account = personOf(request)
  const own = account.role === 'admin' ? null : account.authorityId
  const keys = await listKeys(deps.db, own)
  return reply.page('pages/keys/keys.njk', {
    title: 'API keys',
    section: 'account',
    made: made === null ? false : { key: made.key, until: formatInstant(made.expiresAt) },
    keys: keys.map((key) => keyView(key, deps.clock())),
    typed: made === null ? typed(request.body, ['name', 'days']) : typed(null, ['name', 'days']),
    usualDays: String(KEY_DAYS.usual),
    authorities: await authorityChoices(deps, account),
    permissions: PERMISSIONS.filter((one) => own === null || account.permissions.includes(one)).map(
      (one) => ({ value: one, text: permissionNames[one] }),
    ),
    ...problems,
  })
}

async function authorityChoices(deps: Deps, account: Account) {
  const authorities = await listAuthorities(deps.db)
  return authorities
    .filter(({ id }) => account.role === 'admin' || id === account.authorityId)
    .map(({ slug, name }) => ({ value: slug, text: name }))
}

function keyView(key: ApiKey, now: number) {
  const isLive = key.revokedAt === null && key.expiresAt.getTime() > now
  return {
    name: key.name,
    beginning: key.beginning,
    authority: key.authorityName,
    may: permissionWords(key.permissions),
    used: key.lastUsedAt === null ? 'Never' : formatInstant(key.lastUsedAt),
    state: isLive ? `Until ${formatInstant(key.expiresAt)}` : key.revokedAt === null ? 'Too old' : 'Revoked',
    revokeHref: isLive ? paths.revokeKey(key.id) : false,
  }
}
