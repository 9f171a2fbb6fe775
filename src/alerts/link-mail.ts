// What is written to an address that somebody saved a search for?
import { markupText } from '../lib/markup-text.ts'
import type { WrittenMail } from './digest-mail.ts'

export interface LinkFacts {
  manage: string
  /** Names of the searches that wait to be confirmed. */
  waiting: readonly string[]
  /** Days after which what nobody confirms is deleted. */
  keptDays: number
}

/** The way to confirm what waits, or to what was saved before. Whoever did not ask for it need do nothing. */
export function linkMail({ manage, waiting, keptDays }: LinkFacts): WrittenMail {
  const isNew = waiting.length > 0
  const subject = isNew ? 'Confirm your search on Thirty3' : 'Your saved searches on Thirty3'
  const what = isNew
    ? [
        'Somebody, you perhaps, saved with this address:',
        ...waiting.map((name) => `- ${name.replace(/\p{Cc}+/gu, ' ')}`),
      ]
    : ['Open this address to see, change or delete the searches that you saved.']
  const how = isNew ? ['Nothing will be sent before you open this address and confirm it:', manage] : [manage]
  const foot = isNew
    ? `If it was not you, do nothing: it is deleted after ${keptDays} days, and at most one such message a day is sent to an address.`
    : 'If you did not ask for this, do nothing. Who has this address can change your searches: keep it to yourself.'
  const text = `${[...what, '', ...how, '', foot].join('\n')}\n`
  const html = [
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Thirty3</title></head>',
    '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.4;max-width:640px">',
    ...what.map((line) => `<p>${markupText(line)}</p>`),
    `<p><a href="${markupText(manage)}">${isNew ? 'Confirm' : 'Your saved searches'}</a></p>`,
    `<p>${markupText(foot)}</p></body></html>`,
  ].join('\n')
  return { subject, text, html }
}
