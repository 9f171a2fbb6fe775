// What of alerts is due, all of it?
import { sendMail } from '../accounts/mailer.ts'
import { alertLinks } from './alert-links.ts'
import { type AlertDeps, deliverDigests } from './deliver-digests.ts'
import { linkMail } from './link-mail.ts'
import { makeDigests } from './make-digests.ts'
import { matchSearches } from './match-searches.ts'
import type { Reach } from './post-webhook.ts'
import { UNCONFIRMED_DAYS } from './save-search.ts'
import { forgetUnconfirmed, searchesOf } from './saved-search-queries.ts'
import { markLinkSent, takeWaitingForLink } from './subscriber-queries.ts'

export interface AlertsRun {
  links: number
  changes: number
  digests: number
  delivered: number
  forgotten: number
}

/**
 * Sends links that were asked for, matches what changed, makes the digests that are due and delivers them, and deletes
 * what nobody confirmed. Safe twice and at once, and where it stops in between the next run goes on.
 */
export async function runAlerts(deps: AlertDeps, reach?: Reach): Promise<AlertsRun> {
  const links = await sendLinks(deps).catch((error) => {
    deps.log.warn({ err: error }, 'a link was not sent')
    return 0
  })
  const changes = await matchSearches(deps)
  const digests = await makeDigests(deps)
  const delivered = await deliverDigests(deps, reach)
  const forgotten = await forgetUnconfirmed(deps.db, new Date(deps.clock()), UNCONFIRMED_DAYS)
  return { links, changes, digests, delivered, forgotten }
}

/** One message for each that was asked for; one that fails is logged and tried again with the next run. */
async function sendLinks(deps: AlertDeps): Promise<number> {
  const links = await alertLinks(deps)
  let sent = 0
  for (;;) {
    const done = await deps.db.transaction(async (tx) => {
      const subscriber = await takeWaitingForLink(tx)
      if (subscriber === null) return false
      const searches = await searchesOf(tx, subscriber.id)
      const { subject, text, html } = linkMail({
        manage: links.manage({ subscriber_id: subscriber.id, link_generation: subscriber.link_generation }),
        waiting: searches.filter((one) => one.confirmed_at === null).map((one) => one.name),
        keptDays: UNCONFIRMED_DAYS,
      })
      await markLinkSent(tx, subscriber.id)
      await sendMail(
        { config: deps.config, db: tx },
        { recipient: subscriber.email, subject, body: text, html },
      )
      return true
    })
    if (!done) return sent
    sent += 1
  }
}
