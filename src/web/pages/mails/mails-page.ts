// Which messages would have been sent, had there been a mail server?
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
        mails: kept.map((mail) => ({ ...mail, kept: formatInstant(mail.keptAt) })),
      })
    })
  }
}
