// What does a supplier fill in to say that they are interested, and what does the page show of interest?
import { z } from 'zod'
import { emailAddress } from '../../../accounts/account-schemas.ts'
import type { StatedInterest } from '../../../opportunities/express-interest.ts'
import { INTEREST_KEPT, type SeenInterest } from '../../../opportunities/interest-queries.ts'
import { dayOf, formatDay, plural } from '../../filters.ts'
import { type FormErrors, noErrors, type ReadForm, readForm, typed } from '../../forms.ts'
import { paths } from '../../paths.ts'

const form = z.object({
  email: emailAddress,
  organisation: z
    .string()
    .trim()
    .min(1, 'Enter the name of your organisation')
    .max(200, 'The name must be 200 characters or fewer'),
  message: z.string().trim().max(1_000, 'The message must be 1,000 characters or fewer').default(''),
  consents: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export function readInterest(body: unknown): ReadForm<StatedInterest> {
  return readForm(form, body)
}

export interface InterestFacts {
  id: string
  count: number
  /** For an officer of the authority: those who may be known; null for everybody else. */
  seen: SeenInterest[] | null
  token: string
  /** What was sent and could not be used. */
  body: unknown
  problems: FormErrors | null
  email: string
}

export function interestView(facts: InterestFacts) {
  const { id, count, seen, problems } = facts
  const given = typed(facts.body, ['email', 'organisation', 'message', 'consents'])
  return {
    count: count === 0 ? 'Nobody has said so yet.' : `${plural(count, 'supplier')} said so.`,
    action: paths.expressInterest(id),
    token: facts.token,
    isOpen: problems !== null,
    email: given.email || facts.email,
    organisation: given.organisation ?? '',
    message: given.message ?? '',
    consents: given.consents === 'yes',
    errorOf: (problems ?? noErrors).errorOf,
    kept: `Unconfirmed it is deleted after ${INTEREST_KEPT.unconfirmedDays} days. Confirmed it is kept until ${INTEREST_KEPT.monthsAfterEnd} months after the contract ends, ${INTEREST_KEPT.mostMonths} months at most, or until you withdraw it: then it is deleted at once.`,
    seen:
      seen?.map((one) => ({
        id: one.id,
        organisation: one.organisation,
        email: one.email,
        message: one.message,
        day: formatDay(dayOf(one.confirmed_at)),
        answer: one.answer ?? '',
        answeredOn: one.answered_at === null ? '' : formatDay(dayOf(one.answered_at)),
        action: paths.answerInterest(id, one.id),
      })) ?? false,
    unseen: seen === null ? 0 : count - seen.length,
  }
}
