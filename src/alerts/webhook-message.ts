// What is posted to a webhook, and how does its receiver know that it is from us?
import { createHmac } from 'node:crypto'
import type { MailEntry } from './digest-mail.ts'
import type { Asked } from './search-in-words.ts'
import { changeInWords, whyMatched } from './why-matched.ts'

export interface WebhookFacts {
  digestId: string
  search: { id: string; name: string }
  asked: Asked
  entries: readonly MailEntry[]
  more: number
  isTest: boolean
  site: string
}

/** JSON; `id` is the same whenever the same is posted again. Days are YYYY-MM-DD. */
export function webhookBody({ digestId, search, asked, entries, more, isTest, site }: WebhookFacts): string {
  return JSON.stringify({
    id: digestId,
    type: isTest ? 'test' : 'digest',
    basis: 'estimates, not notices',
    search,
    more_matches: more,
    matches: entries.map((entry) => ({
      id: entry.id,
      url: `${site}/opportunities/${entry.id}`,
      title: entry.contract.title,
      authority: entry.authority,
      phase: entry.phase,
      earliest: entry.earliest,
      latest: entry.latest,
      confidence: entry.confidence.value,
      is_sample: entry.is_sample,
      what_changed: entry.changes.flatMap((change) => changeInWords(change, entry)),
      why_it_matched: whyMatched(asked, entry),
    })),
  })
}

/**
 * The header `Thirty3-Signature`: `t=` the second it was signed, `v1=` HMAC-SHA-256 in hexadecimal of `t`, a full stop and the
 * body, keyed with the secret of the search. Whoever checks it should refuse what is older than five minutes.
 */
export function webhookSignature(secret: string, body: string, epochSeconds: number): string {
  const code = createHmac('sha256', secret).update(`${epochSeconds}.${body}`).digest('hex')
  return `t=${epochSeconds},v1=${code}`
}
