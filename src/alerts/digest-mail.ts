// What is written to somebody whose search matched?
import type { CalendarDate } from '../lib/calendar-date.ts'
import { markupText } from '../lib/markup-text.ts'
import { daysInWords } from '../opportunities/days-in-words.ts'
import type { Asked } from './search-in-words.ts'
import { type Change, changeInWords, type Matched, whyMatched } from './why-matched.ts'

/** A tender as the mail tells of it. */
export interface MailEntry extends Matched {
  id: string
  contract: { title: string; supplier_name_raw: string }
  earliest:
    | (NonNullable<Matched['earliest']> & { tender_latest: CalendarDate; decide_by?: CalendarDate | null })
    | null
  latest: { end: CalendarDate } | null
  confidence: { value: number; label: string }
  likely_route: string
  is_sample: boolean
  changes: readonly Change[]
}

export interface DigestFacts {
  name: string
  asked: Asked
  entries: readonly MailEntry[]
  /** Matches beyond those that are told one by one. */
  more: number
  isTest: boolean
  site: string
  /** Path and query of the page that shows the same search. */
  page: string
  manage: string
  unsubscribe: string
}

/** Read by a person, more than so many are not: the rest are counted, with the way to all of them. */
const MOST_TOLD = 20

export interface WrittenMail {
  subject: string
  text: string
  html: string
}

/** The same in plain text and in HTML. Titles and names are text in both, whatever they hold. */
export function digestMail(facts: DigestFacts): WrittenMail {
  const told = facts.entries.slice(0, MOST_TOLD)
  const more = facts.more + facts.entries.length - told.length
  const sections = told.map((entry) => section(entry, facts))
  return {
    subject: subjectOf(facts),
    text: textOf(facts, sections, more),
    html: htmlOf(facts, sections, more),
  }
}

interface Section {
  title: string
  who: string
  lines: string[]
  why: string[]
  href: string
}

function section(entry: MailEntry, { asked, site }: DigestFacts): Section {
  const sample = entry.is_sample ? ' (sample data, made up)' : ''
  return {
    title: `${entry.contract.title}${sample}`,
    who: `${entry.authority.name}, now with ${entry.contract.supplier_name_raw}`,
    lines: [
      ...new Set(entry.changes.flatMap((change) => changeInWords(change, entry))),
      ...daysInWords(entry),
      `Confidence ${entry.confidence.value} of 100 (${entry.confidence.label}).`,
    ],
    why: whyMatched(asked, entry),
    href: `${site}/opportunities/${entry.id}`,
  }
}

function subjectOf({ entries, isTest }: DigestFacts): string {
  const [first] = entries
  if (first === undefined) return isTest ? 'Test: nothing matches your search now' : 'Your search'
  const others = entries.length - 1
  const rest = others === 0 ? '' : ` and ${others} more`
  const title = `${first.contract.title}`.slice(0, 80)
  return `${isTest ? 'Test: ' : ''}${title}, ${first.authority.name}${rest}`
}

const BASIS = 'These are estimates made from contracts that end, not notices.'

function introduction({ name, entries, isTest }: DigestFacts): string {
  const count = entries.length === 1 ? '1 upcoming tender' : `${entries.length} upcoming tenders`
  const test = isTest ? 'This is a test, with what your search finds now. ' : ''
  return `${test}Your search: ${name}. ${count}.`
}

function moreWords(more: number): string {
  return more === 0 ? '' : `And ${more} more: see all of them on the page.`
}

function textOf(facts: DigestFacts, sections: readonly Section[], more: number): string {
  const parts = sections.map(({ title, who, lines, why, href }) =>
    [title, who, ...lines, `Why: ${why.join(' ')}`, href].map(oneLine).join('\n'),
  )
  const foot = [
    `All of them: ${facts.site}${facts.page}`,
    `Change, pause or delete this search: ${facts.manage}`,
    `No more of these: ${facts.unsubscribe}`,
  ]
  return `${[introduction(facts), BASIS, ...parts, moreWords(more), `--\n${foot.join('\n')}`]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function htmlOf(facts: DigestFacts, sections: readonly Section[], more: number): string {
  const link = (href: string, text: string) => `<a href="${markupText(href)}">${markupText(text)}</a>`
  const paragraph = (text: string) => `<p>${markupText(text)}</p>`
  const parts = sections.map(
    ({ title, who, lines, why, href }) =>
      `<h2 style="font-size:18px;margin:24px 0 4px">${link(href, title)}</h2><p style="margin:0">${markupText(who)}</p>` +
      `<ul>${lines.map((line) => `<li>${markupText(line)}</li>`).join('')}</ul>` +
      `<p style="margin:0"><strong>Why:</strong> ${markupText(why.join(' '))}</p>`,
  )
  const foot = [
    link(`${facts.site}${facts.page}`, 'See all of them'),
    link(facts.manage, 'Change, pause or delete this search'),
    link(facts.unsubscribe, 'No more of these'),
  ]
  return [
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Thirty3</title></head>',
    '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.4;max-width:640px">',
    paragraph(introduction(facts)),
    paragraph(BASIS),
    ...parts,
    more === 0 ? '' : paragraph(moreWords(more)),
    `<hr><p>${foot.join('<br>')}</p></body></html>`,
  ].join('\n')
}

/** A line break of a title would look like a line of ours. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
