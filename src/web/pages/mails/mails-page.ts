// Which messages have not been sent: there is no mail server, or it does not take them?
import type { FastifyPluginAsync } from 'fastify'
import { listKeptMails } from '../../../accounts/mail-queries.ts'
import type { Deps } from '../../../deps.ts'
import { formatInstant } from '../../instants.ts'
import { paths } from '../../paths.ts'

const MOST = 50

export function mailsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.mails, { config: { permission: 'mails:view' } }, async (_request, reply) => {
      const kept = await listKeptMails(deps.db, MOST)
      return reply.page('pages/mails/mails.njk', {
        title: 'Messages that were not sent',
        section: 'users',
        hasServer: deps.config.SMTP_URL !== undefined,
        mails: kept.map((mail) => ({ ...mail, kept: formatInstant(mail.keptAt) })),
      })
    })
  }
}
