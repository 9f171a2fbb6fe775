// What does the page of one upcoming tender show?
import type { ContractDetail } from '../../../contracts/contract-schemas.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { Opportunity } from '../../../opportunities/derive-opportunity.ts'
import type { FoundOpportunity } from '../../../opportunities/find-opportunity.ts'
import { isForNext } from '../../../opportunities/linked-notices.ts'
import type { OpportunityDetail } from '../../../opportunities/opportunity-detail-schemas.ts'
import { phaseReason } from '../../../opportunities/phase-reason.ts'
import { formatDay, joinWords, relativeDay } from '../../filters.ts'
import { noticesView } from '../../notice-words.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { valueRows } from '../contract/contract-values.ts'
import { nextStep, phaseWords } from '../opportunities/opportunity-words.ts'
import { timelineView } from '../opportunities/timeline.ts'
import { getReady, routeFacts } from './advice.ts'
import { historyItems } from './estimate-history.ts'
import { noticeItems } from './notice-items.ts'

export function opportunityView(
  { detail, opportunity }: FoundOpportunity,
  contract: ContractDetail,
  today: CalendarDate,
) {
  const { label, colour } = phaseWords(detail.phase)
  const timeline = timelineView([detail], today)
  return {
    title: `${detail.contract.title}, ${detail.authority.name}, upcoming tender`,
    section: 'opportunities' as const,
    showsSample: detail.is_sample,
    backLink: { text: 'All upcoming tenders', href: paths.opportunities },
    heading: detail.contract.title,
    isSample: detail.is_sample,
    authority: detail.authority.name,
    authorityHref: withQuery(paths.opportunities, { authority: detail.authority.slug }),
    phase: label,
    basis: basis(detail),
    noticesOut: noticesOut(detail, contract),
    linkedNotices: noticesView(detail.linked),
    colour,
    next: nextStep(detail, today),
    why: phaseReason(opportunity, today, (day) =>
      day === opportunity.earliestEnd && !isExact(detail)
        ? dayWords(day, detail.end_precision)
        : formatDay(day),
    ),
    days: dayRows(opportunity, detail.end_precision, today),
    hasTwoEnds: opportunity.scenarios.length > 1,
    lead: leadSentence(opportunity),
    decides: decisionSentence(opportunity, today),
    timeline: detail.earliest === null ? false : timeline,
    confidence: confidenceView(opportunity),
    sureHeading: isOut(detail) ? 'How sure the estimate was' : 'How sure this is',
    notes: opportunity.notes.map(sentenceCase),
    route: routeFacts(opportunity),
    ready: getReady(opportunity, detail.authority.name),
    contract: contractView(detail, contract),
    notices: noticeItems(opportunity),
    noticesHref: paths.contractNotices(detail.contract.id),
    said: saidItems(detail),
    peers: detail.peers.map((peer) => ({
      href: paths.contract(peer.contract_id),
      title: peer.title,
      authority: peer.authority.name,
      supplier: peer.supplier_name_raw,
      ends:
        peer.current_end_on === null
          ? 'end not stated'
          : `ends ${dayWords(peer.current_end_on, peer.current_end_precision)}`,
      same: `same ${joinWords(
        peer.same.map((one) => SAME[one]),
        'and',
      )}`,
    })),
    history: historyItems(detail),
    firstDerived: formatDay(detail.first_derived_on),
  }
}

function isOut({ phase }: OpportunityDetail): boolean {
  return phase === 'published' || phase === 'awarded'
}

/** The tender or award notices of what follows, the latest first: what a supplier comes for once one is out. */
function noticesOut(detail: OpportunityDetail, contract: ContractDetail) {
  if (!isOut(detail)) return []
  const telling = detail.phase === 'published' ? (['UK4', 'UK5'] as const) : (['UK6', 'UK7'] as const)
  const began = { startOn: contract.start_on, signedOn: null }
  return noticesView({
    contradictions: [],
    notices: detail.linked.notices.filter(({ counts_as, published_on: publishedOn, about }) => {
      const type = telling.find((one) => one === counts_as)
      return type !== undefined && isForNext({ type, publishedOn, for: about }, began)
    }),
  }).linked
}

function basis(detail: OpportunityDetail): string {
  if (isOut(detail))
    return 'A notice is out; what it says holds. The days here are still those of the estimate made before it.'
  return 'This is an estimate, not a notice. It is made from a contract that ends and from what the authority said.'
}

const SAME = {
  technology: 'technology',
  'title words': 'words in the title',
  supplier: 'supplier',
  'service area': 'service area',
}

const sentenceCase = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Whether its ends are known to the day, or to the month whose last day is meant. */
function isExact({ end_precision: precision }: Pick<OpportunityDetail, 'end_precision'>): boolean {
  return precision === 'day' || precision === 'month'
}

/** A row a day, a column an end; the second end only where it is another. */
function dayRows(
  { scenarios, latestEnd }: Opportunity,
  precision: OpportunityDetail['end_precision'],
  today: CalendarDate,
) {
  const [first, later] = scenarios
  if (first === undefined) return []
  const cell = (day: CalendarDate | undefined) =>
    day === undefined ? { day: '–', when: '' } : { day: formatDay(day), when: relativeDay(day, today) }
  const endCell = (day: CalendarDate | undefined) =>
    day === undefined || isExact({ end_precision: precision })
      ? cell(day)
      : { day: dayWords(day, precision), when: '' }
  const row = (label: string, one: CalendarDate, other: CalendarDate | undefined) => ({
    label,
    earliest: cell(one),
    latest: cell(other),
  })
  return [
    row('Talk to the authority from', first.approachFrom, later?.approachFrom),
    row('until', first.approachBy, later?.approachBy),
    row('A tender must be out by', first.tenderLatest, later?.tenderLatest),
    {
      label: 'The contract ends',
      earliest: endCell(first.end),
      latest: endCell(later === undefined ? undefined : (latestEnd ?? later.end)),
    },
  ]
}

function leadSentence({ lead, planBand, scenarios }: Opportunity): string {
  if (scenarios.length === 0) return ''
  const value = lead.band === 'value not stated' ? 'whose value is not stated' : `of ${lead.band}`
  return `Contracts ${value} are talked about ${lead.maxMonths} to ${lead.minMonths} months before they end. The last day for a tender is counted back from the end, with the usual times for a procurement ${PLANS[planBand]}.`
}

const PLANS: Record<Opportunity['planBand'], string> = {
  quotes: 'by quotes',
  'below threshold': 'below the threshold of the law',
  'above threshold': 'above the threshold of the law',
  'over £5m': 'of more than £5m',
}

/** Nothing once a notice or the authority has said what follows. */
function decisionSentence(
  { phase, scenarios, noticePeriodAssumed }: Opportunity,
  today: CalendarDate,
): string {
  const day = scenarios[0]?.decideBy
  const isDecided = phase === 'published' || phase === 'awarded' || phase === 'closed' || phase === 'stopping'
  if (day == null || isDecided) return ''
  const verb = day < today ? 'had to decide' : 'has to decide'
  const assumed = noticePeriodAssumed ? ', if it must give six months’ notice, which is assumed' : ''
  return `The authority ${verb} whether to extend by ${formatDay(day)}${assumed}.`
}

function confidenceView({ confidence, phase }: Opportunity) {
  return {
    isOfNothing: phase === null,
    label: confidence.label,
    value: confidence.value,
    parts: confidence.parts.map(({ reason, points }) => ({
      points: points > 0 ? `+${points}` : `−${Math.abs(points)}`,
      reason,
    })),
  }
}

const USED = new Set([
  'Title',
  'Supplier',
  'Contract reference',
  'Start date',
  'Current end date',
  'Maximum end date',
  'Term or extension options',
  'Options',
  'Can be extended',
  'Procurement route',
  'Framework reference',
  'Service area',
])

/** The contract, and of its values those on which the estimate rests, each with its cell. */
function contractView(detail: OpportunityDetail, contract: ContractDetail) {
  return {
    href: paths.contract(detail.contract.id),
    title: detail.contract.title,
    supplier: contract.supplier_name_raw,
    sourceHref: `${paths.contract(detail.contract.id)}#source`,
    values: valueRows(contract).filter(({ label }) => USED.has(label) || /value/i.test(label)),
  }
}

const ANSWERS = {
  're-tender': 'will be tendered again',
  extend: 'will be extended',
  stop: 'will not be replaced',
  joint: 'will be bought together with others',
  'not decided': 'is not decided',
}

function saidItems({ intentions, authority }: OpportunityDetail) {
  return intentions.toReversed().map(({ answer, said_on, note }, at) => ({
    said: `${authority.name} said on ${formatDay(said_on)}: what follows ${ANSWERS[answer]}.`,
    note,
    isCurrent: at === 0,
  }))
}
