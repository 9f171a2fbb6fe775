// What does a feed reader get of upcoming tenders, as Atom and as JSON Feed?
import type { CalendarDate } from '../lib/calendar-date.ts'
import { markupText } from '../lib/markup-text.ts'
import { daysInWords } from '../opportunities/days-in-words.ts'
import type { OpportunitySummary } from '../opportunities/opportunity-schemas.ts'

export interface FeedFacts {
  title: string
  /** Address of the service, without a slash at the end. */
  site: string
  /** Path and query of the feed itself, and of the page that shows the same. */
  self: string
  page: string
  today: CalendarDate
}

/** Most entries of a feed. */
export const FEED_ENTRIES = 100

const AUTHOR = 'Thirty3'
const BASIS = 'This is an estimate, not a notice.'

/** A day of the register as the instant that feeds want. */
const instant = (day: CalendarDate) => `${day}T00:00:00Z`

function titleOf({ authority, contract }: OpportunitySummary): string {
  return `${authority.name}: ${contract.title}`
}

function textOf(one: OpportunitySummary): string {
  const sample = one.is_sample ? ['Sample data, made up.'] : []
  const who = `Now with ${one.contract.supplier_name_raw}.`
  const sure = `Confidence ${one.confidence.value} of 100 (${one.confidence.label}).`
  return [...daysInWords(one), who, sure, BASIS, ...sample].join(' ')
}

/** RFC 4287; an entry keeps its id for good, and is `updated` on the day its estimate became another. */
export function atomFeed(rows: readonly OpportunitySummary[], facts: FeedFacts): string {
  const { title, site, self, page, today } = facts
  const updated = rows[0]?.changed_on ?? today
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${markupText(site + self)}</id>`,
    `  <title>${markupText(title)}</title>`,
    `  <subtitle>${markupText(`Estimates made from contracts that end, not notices. The last ${FEED_ENTRIES} that changed.`)}</subtitle>`,
    `  <updated>${instant(updated)}</updated>`,
    `  <author><name>${AUTHOR}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${markupText(site + self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${markupText(site + page)}"/>`,
    ...rows.flatMap((one) => atomEntry(one, site)),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}

function atomEntry(one: OpportunitySummary, site: string): string[] {
  return [
    '  <entry>',
    `    <id>urn:uuid:${one.id}</id>`,
    `    <title>${markupText(titleOf(one))}</title>`,
    `    <updated>${instant(one.changed_on)}</updated>`,
    `    <link rel="alternate" type="text/html" href="${markupText(`${site}/opportunities/${one.id}`)}"/>`,
    ...(one.phase === null ? [] : [`    <category term="${markupText(one.phase)}"/>`]),
    `    <content type="text">${markupText(textOf(one))}</content>`,
    '  </entry>',
  ]
}

/** JSON Feed 1.1, with the days as data under `_thirty3`. */
export function jsonFeed(rows: readonly OpportunitySummary[], facts: FeedFacts): string {
  const { title, site, self, page } = facts
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: 'Estimates made from contracts that end, not notices.',
    home_page_url: site + page,
    feed_url: site + self,
    language: 'en-GB',
    authors: [{ name: AUTHOR, url: site }],
    items: rows.map((one) => ({
      id: `urn:uuid:${one.id}`,
      url: `${site}/opportunities/${one.id}`,
      title: titleOf(one),
      content_text: textOf(one),
      date_modified: instant(one.changed_on),
      tags: one.phase === null ? [] : [one.phase],
      _thirty3: { about: `${site}/api`, basis: one.basis, earliest: one.earliest, latest: one.latest },
    })),
  })
}
