// Which fields of a notice can be filled in from what the register holds?
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import type { Opportunity } from '../opportunities/derive-opportunity.ts'
import type { NoticeDue } from '../opportunities/notice-due.ts'
import { monthsOfTerm } from '../opportunities/thresholds.ts'

/** A field of a notice with what the register holds for it: text as it is to be copied, days as YYYY-MM-DD, pounds with two decimals. */
export type NoticeField = { field: string; label: string; value: string }

/** What the fields are taken from: the contract's values as they were read, and what the rules make of them. */
export type NoticeContract = {
  authority: { name: string; laCode: string | null }
  values: Readonly<Record<string, unknown>>
  opportunity: Opportunity
}

type Make = (contract: NoticeContract) => NoticeField | null

const KPI_FROM_PENCE = 500_000_000

const authority: Make[] = [
  ({ authority: { name } }) => stated('buyer_name', 'Contracting authority', name),
  ({ authority: { laCode } }) =>
    stated('buyer_identifier', 'Identifier of the authority', laCode === null ? null : `GB-LAE-${laCode}`),
]
const subject: Make[] = [
  value('title', 'Title'),
  value('description', 'Description'),
  value('cpv', 'CPV code'),
  value('contract_type', 'Main category'),
]
const planned: Make[] = [
  ({ opportunity }) => pounds('value_net', 'Estimated value without VAT', opportunity.value?.net),
  ({ opportunity }) => pounds('value_gross', 'Estimated value including VAT', opportunity.value?.gross),
  ({ opportunity }) => stated('value_from', 'Value taken from', opportunity.value?.from ?? null),
  ({ opportunity }) =>
    stated('tender_by', 'Tender notice planned by', opportunity.scenarios[0]?.tenderLatest ?? null),
  ({ opportunity }) =>
    stated('framework', 'Framework of the last procurement', opportunity.route.onlyThroughFramework ?? null),
]
const contact = value('contact_url', 'Contact')
const nextStart: Make = ({ opportunity }) =>
  stated(
    'start_on',
    'Planned start',
    opportunity.earliestEnd === null ? null : addDays(opportunity.earliestEnd, 1),
  )
const above: Make = ({ opportunity }) =>
  stated('above_threshold', 'Above the threshold', opportunity.aboveThreshold)
const engagement: Make = ({ opportunity }) =>
  stated('engage_from', 'Engagement from', opportunity.scenarios[0]?.approachFrom ?? null)

const agreement: Make[] = [
  value('local_reference', 'Contract reference'),
  value('title', 'Title'),
  value('supplier_name_raw', 'Supplier'),
  value('supplier_company_no', 'Company number (GB-COH)'),
  value('supplier_charity_no', 'Charity number (GB-CHC)'),
  value('supplier_ppon', 'Supplier’s unique identifier (GB-PPON)'),
]
const details: Make[] = [
  value('description', 'Description'),
  value('cpv', 'CPV code'),
  value('contract_type', 'Main category'),
  value('is_sme', 'Supplier is an SME'),
  value('is_vcse', 'Supplier is a VCSE'),
  value('signed_on', 'Signed'),
  value('start_on', 'Start'),
  value('current_end_on', 'End'),
  value('max_end_on', 'Latest end with every option'),
  value('term_text', 'Term or extension options'),
  options,
  ({ opportunity }) => pounds('value_net', 'Value without VAT', opportunity.value?.net),
  ({ opportunity }) => pounds('value_gross', 'Value including VAT', opportunity.value?.gross),
  value('process_type', 'Procedure'),
  value('route', 'Route'),
  above,
  ({ opportunity: { value: used } }) =>
    stated(
      'kpi_required',
      'Over £5m, so that key performance indicators are published',
      used === null
        ? null
        : used.gross.low > KPI_FROM_PENCE
          ? 'yes'
          : used.gross.high > KPI_FROM_PENCE
            ? 'unknown'
            : 'no',
    ),
]
const newEnd: Make = ({ opportunity }) =>
  stated('new_end_on', 'End after the change', opportunity.earliestEnd)
const oldEnd = value('current_end_on', 'End before the change')
const added: Make = ({ values, opportunity }) => {
  const [start, old] = [day(values.start_on), day(values.current_end_on)]
  const [end, last] = [opportunity.earliestEnd, opportunity.latestEnd ?? opportunity.earliestEnd]
  if (start === null || old === null || end === null || last === null || end <= old || last < start)
    return null
  const percent = (monthsOfTerm(addDays(old, 1), end) * 100) / monthsOfTerm(start, last)
  return stated('term_change', 'Added to the longest term', `${percent.toFixed(1)} %`)
}
const ended: Make = ({ opportunity }) => stated('ended_on', 'Ends on', opportunity.earliestEnd)

const FIELDS: Record<string, Make[]> = {
  UK1: [...authority, ...subject, ...planned],
  UK2: [...authority, ...subject, ...planned, engagement, contact],
  UK3: [...authority, ...subject, ...planned, engagement, contact],
  UK4: [...authority, ...subject, ...planned, above, nextStart, contact],
  UK5: [...authority, ...subject, ...planned, above, nextStart, contact],
  UK6: [...authority, ...subject, ...planned, above, nextStart, contact],
  UK8: [...authority, ...agreement],
  UK9: [...authority, ...agreement, value('start_on', 'Start')],
  UK10: [...authority, ...agreement, oldEnd, newEnd, added],
  UK11: [...authority, ...agreement, ended],
}

/** The fields of one notice that the register can fill in; those of the details of what follows are the planned ones. */
export function noticeFields({ type, for: about }: NoticeDue, contract: NoticeContract): NoticeField[] {
  const current = type === 'UK7' ? [...authority, ...agreement, ...details] : undefined
  const made = type === 'UK7' && about === 'next' ? FIELDS.UK6 : (current ?? FIELDS[type])
  return (made ?? []).flatMap((make) => make(contract) ?? [])
}

function value(field: string, label: string): Make {
  return ({ values }) => stated(field, label, values[field])
}

function options({ values }: NoticeContract): NoticeField | null {
  if (!Array.isArray(values.options)) return null
  const steps = values.options.flatMap((one: { months?: unknown; exercised?: unknown }) =>
    typeof one?.months === 'number' ? [`${one.months} months${one.exercised === true ? ' (used)' : ''}`] : [],
  )
  return stated('options', 'Extension options', steps.join(', '))
}

function stated(field: string, label: string, given: unknown): NoticeField | null {
  if (typeof given === 'boolean') return { field, label, value: given ? 'yes' : 'no' }
  const text = typeof given === 'number' ? String(given) : given
  return typeof text === 'string' && text.trim() !== '' ? { field, label, value: text } : null
}

function pounds(field: string, label: string, range: { low: number; high: number } | undefined) {
  if (range === undefined) return null
  const { low, high } = range
  const text = low === high ? decimalPounds(high) : `${decimalPounds(low)} to ${decimalPounds(high)}`
  return { field, label, value: text }
}

function day(given: unknown): CalendarDate | null {
  return typeof given === 'string' && given !== '' ? given : null
}
