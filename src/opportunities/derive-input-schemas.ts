// What does `thirty3 derive` accept for a contract?
import { z } from 'zod'
import { type CalendarDate, isCalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'
import { type IntentionAnswer, NOTICE_TYPES } from './contract-facts.ts'

/** A day, or a month whose day is not known: then `on` is its first day. */
export type StatedDay = { on: CalendarDate; precision: 'day' | 'month' }

const MOST_POUNDS = 10_000_000_000
const NO_END = new Set(['9999-12-31', '2099-12-31'])

const blank = (text: string) => text.trim() === ''

/** `YYYY-MM-DD`, or `YYYY-MM` for a day known to the month, from 1990 to 2079; blank, 9999-12-31 and 2099-12-31 are *not stated*. */
const day = z
  .string()
  .transform((text, context): StatedDay | null => {
    if (blank(text) || NO_END.has(text)) return null
    const precision = /^\d{4}-\d{2}$/.test(text) ? 'month' : 'day'
    const on = precision === 'month' ? `${text}-01` : text
    if (isCalendarDate(on) && on >= '1990-01-01' && on <= '2079-12-31') return { on, precision }
    const why = isCalendarDate(on)
      ? 'is outside 1990 to 2079'
      : 'is no calendar day: write YYYY-MM-DD, or YYYY-MM'
    context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} ${why}` })
    return z.NEVER
  })
  .nullish()

/** Pounds: a number, or digits as text, with at most two decimals, without grouping or currency; never negative. */
const pounds = z
  .union([z.number(), z.string()], { error: 'write an amount in pounds: 412500, 412500.5 or "412500.50"' })
  .transform((amount, context): Pence | null => {
    const text = String(amount).trim()
    if (text === '') return null
    const [, whole, decimals = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? []
    if (whole !== undefined && Number(whole) <= MOST_POUNDS)
      return Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
    const message = `${JSON.stringify(amount)} is no amount in pounds: write 412500, 412500.5 or "412500.50", up to ${MOST_POUNDS}`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
  .nullish()

const words = <const Word extends string>(known: readonly Word[]) => {
  const error = `write one of: ${known.join(', ')}`
  return z
    .string({ error })
    .transform((text, context): Word | null => {
      const plain = text
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_')
      const word = known.find((one) => one === plain)
      if (word !== undefined || plain === '') return word ?? null
      context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not known: ${error}` })
      return z.NEVER
    })
    .nullish()
}

const yesNo = z
  .union([z.boolean(), z.enum(['yes', 'no', 'unknown', ''])], {
    error: 'write true, false, null, "yes", "no" or "unknown"',
  })
  .transform((answer) =>
    typeof answer === 'boolean' ? answer : answer === 'yes' ? true : answer === 'no' ? false : null,
  )
  .nullish()

const text = z.string().nullish()
const anything = z.unknown().optional()
const months = z.int().min(0).max(600)

const answers: Record<string, IntentionAnswer> = {
  retender: 're-tender',
  extend: 'extend',
  stop: 'stop',
  joint: 'joint',
  notdecided: 'not decided',
  undecided: 'not decided',
  unknown: 'not decided',
}

const intention = z
  .strictObject({
    answer: z
      .string()
      .transform((given, context): IntentionAnswer | null => {
        const answer = answers[given.toLowerCase().replace(/[\s_-]+/g, '')]
        if (answer !== undefined || blank(given)) return answer ?? null
        const message = `${JSON.stringify(given)} is no answer: write re-tender, extend, stop, joint or not decided`
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      })
      .nullish(),
    said_on: day,
    said_by: text,
    note: text,
  })
  .nullish()

const notice = z.strictObject({
  type: z
    .string()
    .transform((given) => given.trim().toUpperCase())
    .pipe(z.enum(NOTICE_TYPES, { error: 'write UK1 to UK17' })),
  published_on: day,
  for: z.enum(['current', 'next'], { error: 'write current or next' }).nullish(),
  start_on: day,
  id: anything,
  ocid: text,
})

const option = z.strictObject({
  months: z.int({ error: 'write whole months' }).min(1).max(600),
  exercised: yesNo,
  exercised_on: day,
  n: z.int().nullish(),
})

const precision = z.enum(['day', 'month'], { error: 'write day or month' }).nullish()

/** What the rules read. */
const read = {
  local_reference: z.union([z.string(), z.number()]).transform(String).nullish(),
  start_on: day,
  signed_on: day,
  current_end_on: day,
  max_end_on: day,
  current_end_precision: precision,
  current_end_on_precision: precision,
  max_end_precision: precision,
  max_end_on_precision: precision,
  end_meaning: words(['known', 'current', 'maximum', 'unknown']),
  has_options: yesNo,
  options: z.array(option).nullish(),
  term_text: text,
  notice_period_months: months.nullish(),
  value_whole_term_net: pounds,
  value_whole_term_net_low: pounds,
  value_whole_term_net_high: pounds,
  value_whole_term_gross: pounds,
  value_whole_term_gross_low: pounds,
  value_whole_term_gross_high: pounds,
  value_max_incl_options: pounds,
  value_max_incl_options_low: pounds,
  value_max_incl_options_high: pounds,
  value_annual: pounds,
  value_annual_low: pounds,
  value_annual_high: pounds,
  value_basis: words(['net', 'gross', 'unknown']),
  contract_type: words(['goods', 'services', 'works', 'concession']),
  regime: words(['standard', 'light_touch']),
  route: text,
  framework_reference: text,
  core_system: yesNo,
  predecessor_unreplaced: yesNo,
  confirmed_on: day,
  intention,
  notices: z.array(notice).nullish(),
  title: text,
  description: text,
  cpv: anything,
  supplier_name_raw: text,
  suppliers: anything,
  supplier_company_no: anything,
  supplier_charity_no: anything,
  supplier_ppon: anything,
  supplier_vat_no: anything,
  supplier_lei: anything,
  is_sme: anything,
  is_vcse: anything,
  contact_url: anything,
  process_type: anything,
}

const UNREAD = [
  'id',
  'ocid',
  'portal_reference',
  'authority',
  'authority_name',
  'authority_roles',
  'department',
  'service_area',
  'proclass',
  'review_on',
  'auto_renews',
  'irrecoverable_vat',
  'above_threshold',
  'status',
  'replaced_by',
  'replaces',
  'reserved',
  'tender_doc_url',
  'contract_doc_url',
  'kpi',
  'performance',
  'payments',
  'effective_date',
  'notes',
  'words',
  'technology',
  'start_precision',
  'start_on_precision',
  'signed_precision',
  'signed_on_precision',
  'review_precision',
  'review_on_precision',
] as const

/** Fields of the register that no rule of upcoming tenders reads: accepted as they are, so that a whole record can be asked about. */
const unread = Object.fromEntries(UNREAD.map((name) => [name, anything]))

/** One contract; a field that is neither read nor known to the register is refused. */
export const deriveContract = z.strictObject({ ...unread, ...read })
export const deriveContracts = z.array(deriveContract)
export type DeriveContract = z.output<typeof deriveContract>
