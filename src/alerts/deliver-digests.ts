// How do digests get to where they are wanted, each once?
import { sendMail } from '../accounts/mailer.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import type { OpportunityFilters } from '../opportunities/opportunity-schemas.ts'
import { searchPath } from '../opportunities/search-path.ts'
import { type AlertLinks, alertLinks } from './alert-links.ts'
import { type Delivery, type Outcome, recordDelivery, takeDelivery } from './delivery-queries.ts'
import { digestMail } from './digest-mail.ts'
import { type DigestEntry, entriesOfDigest, presentEntries } from './digest-queries.ts'
import { postWebhook, publicReach, type Reach } from './post-webhook.ts'
import { findSearch, type SavedSearch } from './saved-search-queries.ts'
import { listFilters } from './saved-search-schemas.ts'
import { webhookBody, webhookSignature } from './webhook-message.ts'

/** Minutes until the next try after each that failed; after the last it is given up. */
const WAITS = [1, 5, 30, 120, 360, 720]
const TEST_ENTRIES = 5

export type AlertDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'log'>

/**
 * Sends what is due until nothing is; how many were sent. Each delivery is held by one transaction while it is sent, so
 * that two who come at once never send the same; a process that dies leaves it due, under the same Message-ID.
 */
export async function deliverDigests(deps: AlertDeps, reach: Reach = publicReach): Promise<number> {
  const links = await alertLinks(deps)
  let sent = 0
  for (;;) {
    const outcome = await deps.db.transaction((tx) => deliverNext(deps, tx, links, reach))
    if (outcome === null) return sent
    if (outcome.status === 'sent') sent += 1
  }
}

async function deliverNext(
  deps: AlertDeps,
  tx: Tx,
  links: AlertLinks,
  reach: Reach,
): Promise<Outcome | null> {
  const now = new Date(deps.clock())
  const delivery = await takeDelivery(tx, now)
  if (delivery === null) return null
  const outcome = await tryDelivery(deps, tx, delivery, links, reach)
  await recordDelivery(tx, delivery, outcome, now)
  return outcome
}

async function tryDelivery(
  deps: AlertDeps,
  tx: Tx,
  delivery: Delivery,
  links: AlertLinks,
  reach: Reach,
): Promise<Outcome> {
  const search = await findSearch(tx, delivery.search_id)
  const filters = listFilters(search?.filters)
  if (search === null || filters === null) return { status: 'given up', error: 'The search is gone.' }
  const today = londonDay(deps.clock())
  const entries = delivery.is_test
    ? await presentEntries(tx, filters, today, TEST_ENTRIES)
    : await entriesOfDigest(tx, delivery.digest_id, filters, today)
  if (entries.length === 0 && !delivery.is_test) return { status: 'sent' }
  const content = { delivery, search, filters, entries }
  try {
    if (delivery.channel === 'mail') await mailDigest(deps, tx, content, links)
    else await postDigest(deps, content, links, reach)
    return { status: 'sent' }
  } catch (error) {
    deps.log.warn(
      { err: error, digest: delivery.digest_id, channel: delivery.channel },
      'digest not delivered',
    )
    return afterFailure(delivery, error instanceof Error ? error.message : 'unknown', deps.clock())
  }
}

function afterFailure({ tries }: Delivery, message: string, now: number): Outcome {
  const error = message.slice(0, 200)
  const minutes = WAITS[tries]
  if (minutes === undefined) return { status: 'given up', error }
  return { status: 'failed', error, nextTryAt: new Date(now + minutes * 60_000) }
}

interface Content {
  delivery: Delivery
  search: SavedSearch
  filters: OpportunityFilters
  entries: DigestEntry[]
}

async function mailDigest(
  deps: AlertDeps,
  tx: Tx,
  { delivery, search, filters, entries }: Content,
  links: AlertLinks,
): Promise<void> {
  const unsubscribe = links.unsubscribe(search)
  const manage = links.manage(search)
  const { subject, text, html } = digestMail({
    name: search.name,
    asked: filters,
    entries,
    more: delivery.more_matches,
    isTest: delivery.is_test,
    site: links.site,
    page: searchPath(filters),
    manage,
    unsubscribe,
  })
  const mail = { recipient: search.email, subject, body: text, html, unsubscribe }
  await sendMail({ config: deps.config, db: tx }, { ...mail, messageId: `digest-${delivery.digest_id}` })
}

async function postDigest(
  deps: AlertDeps,
  { delivery, search, filters, entries }: Content,
  links: AlertLinks,
  reach: Reach,
): Promise<void> {
  if (search.webhook_url === null) return
  const body = webhookBody({
    digestId: delivery.digest_id,
    search: { id: search.id, name: search.name },
    asked: filters,
    entries,
    more: delivery.more_matches,
    isTest: delivery.is_test,
    site: links.site,
  })
  const seconds = Math.floor(deps.clock() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Thirty3',
    'thirty3-signature': webhookSignature(links.webhookSecret(search), body, seconds),
  }
  const status = await postWebhook({ url: search.webhook_url, headers, body }, reach)
  if (status < 200 || status > 299) throw new Error(`The webhook answered ${status}.`)
}
