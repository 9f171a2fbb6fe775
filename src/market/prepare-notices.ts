// Which notices are due for a contract, by when, from which rule, and what can be filled in already?
import type { Account } from '../accounts/account.ts'
import { can } from '../accounts/permissions.ts'
import { withAccount } from '../accounts/with-account.ts'
import { listAuthorities } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { deriveOpportunity } from '../opportunities/derive-opportunity.ts'
import { registeredContracts } from '../opportunities/register-fact-queries.ts'
import { factsFromRegister, type RegisteredContract } from '../opportunities/register-facts.ts'
import { rulesOn } from '../opportunities/rule-book.ts'
import { storedRuleBook } from '../opportunities/seed-rules.ts'
import { valuesAsRead } from '../returns/prefill-values-queries.ts'
import { noticeFields } from './notice-fields.ts'
import type { PreparedNotices } from './prepared-notice-schemas.ts'

const ASSISTED = ['UK1', 'UK2', 'UK3', 'UK4', 'UK5', 'UK6', 'UK7', 'UK8', 'UK9', 'UK10', 'UK11']

/**
 * By the rules of the day and from what is public; for an officer of the authority from everything it handed in.
 * @throws AppError `not_found` for a contract that is not public.
 */
export async function prepareNotices(
  deps: Pick<Deps, 'db' | 'readDb' | 'clock'>,
  account: Account | null,
  contractId: string,
): Promise<PreparedNotices> {
  const db = account === null ? deps.readDb : deps.db
  const on = londonDay(deps.clock())
  const [[found], book, authorities] = await Promise.all([
    registeredContracts(db, { contractId }, null, 1),
    storedRuleBook(db),
    listAuthorities(db),
  ])
  const authority = authorities.find(({ id }) => id === found?.authorityId)
  if (found === undefined || authority === undefined) throw new AppError('not_found')
  const full = await fullValues(deps, account, found)
  const values = full ?? found.values
  const facts = factsFromRegister({ ...found, values })
  const opportunity = deriveOpportunity(facts, rulesOn(book, on))
  const { noticesDue } = opportunity
  const linked = new Set(facts.notices.map(({ type }) => type))
  const due = new Set<string>(noticesDue.map(({ type }) => type))
  return {
    contract: { id: contractId, title: String(values.title ?? '') },
    authority: { slug: authority.slug, name: authority.name },
    on,
    legal_advice: 'This is a checklist, not legal advice.',
    basis: full === null ? 'what is public' : 'what the authority handed in',
    notices: noticesDue.map((notice) => ({
      type: notice.type,
      for: notice.for,
      obligation: notice.obligation,
      condition: notice.condition,
      due_by: notice.dueBy,
      overdue: notice.overdue,
      requirement: notice.requirement,
      rule: notice.rule,
      source: notice.source,
      fields: noticeFields(notice, { authority, values, opportunity }),
      missing: [...notice.missing],
    })),
    linked: [...linked].sort(),
    not_due: ASSISTED.filter((type) => !due.has(type)),
  }
}

/** What the row says, where the account is of its authority and something of it is withheld; null otherwise. */
async function fullValues(
  { db }: Pick<Deps, 'db'>,
  account: Account | null,
  { id, authorityId, values }: RegisteredContract,
): Promise<Record<string, unknown> | null> {
  if (account === null || !can(account, 'returns:view', { authorityId })) return null
  const [read] = await withAccount(db, account, (tx) => valuesAsRead(tx, 'contracts', [id]))
  if (read === undefined) return null
  const isMore = Object.keys(read).some(
    (field) => field !== 'redacted' && JSON.stringify(read[field]) !== JSON.stringify(values[field]),
  )
  return isMore ? read : null
}
