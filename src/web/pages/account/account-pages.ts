// Which pages are about accounts?
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { keysPage } from '../keys/keys-page.ts'
import { mailsPage } from '../mails/mails-page.ts'
import { providerPage } from '../sign-in/provider-page.ts'
import { signInPage } from '../sign-in/sign-in-page.ts'
import { usersPage } from '../users/users-page.ts'
import { accountPage } from './account-page.ts'
import { secondFactorPage } from './second-factor-page.ts'

export function accountPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    await app.register(signInPage(deps))
    await app.register(providerPage(deps))
    await app.register(accountPage(deps))
    await app.register(secondFactorPage(deps))
    await app.register(usersPage(deps))
    await app.register(keysPage(deps))
    await app.register(mailsPage(deps))
  }
}
