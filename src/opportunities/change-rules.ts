// How does an admin change a threshold, a lead time or another rule, and what follows from it?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { deriveOpportunitiesJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { rulesOn } from './rule-book.ts'
import {
  endPeriod,
  insertRule,
  type KeptRule,
  listRules,
  lockRules,
  periodsOf,
  storedRuleCells,
  updateRule,
} from './rule-queries.ts'
import { type RuleCells, ruleBookOf } from './rule-tables.ts'

/** The cells of a row as text; `to` null is without limit. */
export type RuleChange = { to: CalendarDate | null; source: string; cells: RuleCells; reason: string }

/**
 * Corrects a row: what it says, its source, its last day. The first day and what it is about stay; for another first
 * day a period is added. Put on record with what stood there; upcoming tenders are derived anew.
 * @throws AppError `not_found`; `bad_request` for cells that cannot be read, no source, or periods that would overlap.
 */
export function correctRule(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Account,
  id: number,
  change: RuleChange,
): Promise<void> {
  return changing(deps, account, async (tx) => {
    const before = await ruleOf(tx, id)
    const { reason, ...after } = change
    if (before.from !== null && after.to !== null && after.to < before.from)
      throw new AppError('bad_request', 'The last day must not be before the first.')
    await updateRule(tx, id, { ...after, cells: { ...before.cells, ...sameColumns(before, after.cells) } })
    await record(tx, account, 'rule.corrected', before, { ...after, from: before.from }, reason)
    return before
  })
}

/**
 * Adds a period of the same rule from a day on; the period that runs on that day, if it has no end or a later one, ends
 * the day before. @throws as `correctRule`, and `conflict` where a period begins on that day already.
 */
export function addRulePeriod(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Account,
  like: number,
  change: RuleChange & { from: CalendarDate },
): Promise<void> {
  return changing(deps, account, async (tx) => {
    const before = await ruleOf(tx, like)
    const { reason, ...after } = change
    const isHoliday = before.table === 'bank-holidays'
    const cells = {
      ...before.cells,
      ...sameColumns(before, after.cells),
      ...(isHoliday ? { day: after.from } : {}),
    }
    const subject = isHoliday ? after.from : before.subject
    const period = isHoliday ? { from: null, to: null } : { from: after.from, to: after.to }
    if (!isHoliday) await endPeriod(tx, before, addDays(after.from, -1))
    const row = { table: before.table, subject, ...period, source: after.source, cells }
    if (!(await insertRule(tx, row)))
      throw new AppError('conflict', 'There is a row from that day already: correct it.')
    await record(tx, account, 'rule.added', { ...before, subject }, after, reason)
    return { ...before, subject }
  })
}

async function changing(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Account,
  change: (tx: Tx) => Promise<KeptRule>,
): Promise<void> {
  await authorise(deps, account, 'rules:edit')
  await deps.db.transaction(async (tx) => {
    await lockRules(tx)
    const changed = await change(tx)
    await refuseUnusable(tx, changed, londonDay(deps.clock()))
    await enqueue(tx, deriveOpportunitiesJob, {})
  })
}

async function ruleOf(tx: Tx, id: number): Promise<KeptRule> {
  const rule = (await listRules(tx)).find((one) => one.id === id)
  if (rule === undefined) throw new AppError('not_found')
  return rule
}

/** The cells of columns that the row has; what it is about stays. */
function sameColumns(rule: KeptRule, cells: RuleCells): RuleCells {
  return Object.fromEntries(
    Object.entries(cells).filter(([name]) => name in rule.cells && rule.cells[name] !== rule.subject),
  )
}

function record(
  tx: Tx,
  account: Account,
  action: string,
  { table, subject, from, to, source, cells }: KeptRule,
  after: unknown,
  reason: string,
): Promise<void> {
  return appendAudit(tx, {
    actor: actorOf(account),
    action,
    subjectKind: 'rule',
    subjectId: `${table}/${subject}`,
    before: { from, to, source, cells },
    after,
    reason,
  })
}

/** The whole book must be readable as it stands then, and no two periods of one rule may hold on one day. */
async function refuseUnusable(tx: Tx, { table, subject }: KeptRule, today: CalendarDate): Promise<void> {
  const refuse = (message: string) => new AppError('bad_request', message, [{ place: table, message }])
  try {
    const cells = await storedRuleCells(tx)
    rulesOn(
      ruleBookOf((one) => cells[one]),
      today,
    )
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
  const periods = await periodsOf(tx, table, subject)
  const overlap = periods.some(
    (one, at) => at > 0 && (periods[at - 1]?.to ?? '9999-12-31') >= (one.from ?? ''),
  )
  if (overlap) throw refuse('Two periods of one rule would hold on one day.')
}
