// What stands in a paper by which a committee decides what follows a contract?
import type { ContractDetail } from '../../../contracts/contract-schemas.ts'
import { addDays, type CalendarDate } from '../../../lib/calendar-date.ts'
import { formatPounds } from '../../../lib/money.ts'
import type { AlignmentSummary } from '../../../market/alignment-schemas.ts'
import type { Renewal } from '../../../market/renewal-board.ts'
import type { Opportunity } from '../../../opportunities/derive-opportunity.ts'
import type { FoundOpportunity } from '../../../opportunities/find-opportunity.ts'
import { dayOf, formatDay, joinWords, plural } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { combinedWords, decideWords, extendWords } from '../alignment/alignment-words.ts'
import { noticeItems } from '../opportunity/notice-items.ts'
import { INTENTION_WORDS, STAGE_WORDS } from './board-words.ts'

interface Paper {
  renewal: Renewal
  found: FoundOpportunity
  contract: ContractDetail
  clusters: readonly AlignmentSummary[]
  today: CalendarDate
}

const MOST = { peers: 4, notices: 6, decisions: 3 }

export function paperView({ renewal, found, contract, clusters, today }: Paper) {
  const { authority, title, entries } = renewal
  const { detail, opportunity } = found
  const last = entries.at(-1)
  const said = detail.intentions.at(-1)
  return {
    title: `${title}, paper for committee`,
    section: 'returns' as const,
    showsSample: detail.is_sample,
    backLink: { text: 'The renewal', href: paths.renewal(authority.slug, contract.id) },
    authority: authority.name,
    heading: title,
    prepared: formatDay(today),
    facts: [
      ['Supplier', contract.supplier_name_raw],
      ['Reference', contract.local_reference ?? 'Not stated'],
      ['Ends', endWords(opportunity)],
      ['Value', valueWords(opportunity)],
      ['Stage', last === undefined ? 'Not started' : stageWords(last.stage, last.owner)],
      [
        'Said to the public',
        said === undefined ? 'Nothing yet' : `What follows is ${INTENTION_WORDS[said.answer] ?? said.answer}`,
      ],
    ],
    options: optionRows(opportunity, clusters, today),
    decisions: entries
      .filter(({ decision }) => decision !== '')
      .toReversed()
      .slice(0, MOST.decisions)
      .map(({ recorded_at, decision }) => `${formatDay(dayOf(recorded_at))}: ${decision}`),
    peers: detail.peers
      .slice(0, MOST.peers)
      .map(
        (peer) =>
          `${peer.authority.name}: ${peer.title}, ${peer.supplier_name_raw}, ${peer.current_end_on === null ? 'end not stated' : `ends ${formatDay(peer.current_end_on)}`}`,
      ),
    notices: noticeItems(opportunity)
      .slice(0, MOST.notices)
      .map(({ name, type, about, due }) => `${name} (${type}), for ${about}: ${due}`),
    notes: opportunity.notes,
    sources: sourceWords(contract, opportunity),
  }
}

const stageWords = (stage: keyof typeof STAGE_WORDS, owner: string) =>
  owner === '' ? STAGE_WORDS[stage] : `${STAGE_WORDS[stage]}, with ${owner}`

function endWords({ earliestEnd, latestEnd }: Opportunity): string {
  if (earliestEnd === null) return 'Not stated'
  const latest =
    latestEnd === null || latestEnd === earliestEnd ? '' : `; at the latest ${formatDay(latestEnd)}`
  return `${formatDay(earliestEnd)}${latest}`
}

function valueWords({ value, annual, aboveThreshold }: Opportunity): string {
  if (value === null) return 'Not stated'
  const above = { yes: 'above', no: 'below', unknown: 'not known whether above' }[aboveThreshold]
  const yearly = annual === null ? '' : `; about ${pounds(annual.net)} a year`
  return `${pounds(value.net)} without VAT, ${pounds(value.gross)} with it (${value.from})${yearly}; ${above} the threshold`
}

const pounds = ({ low, high }: { low: number; high: number }) =>
  low === high ? whole(high) : `${whole(low)} to ${whole(high)}`
const whole = (pence: number) => formatPounds(Math.round(pence / 100) * 100)

/** What can be done, what it means, and the day that matters. */
function optionRows(
  { scenarios, earliestEnd, optionEnds, noticePeriodAssumed }: Opportunity,
  clusters: readonly AlignmentSummary[],
  today: CalendarDate,
) {
  const [first] = scenarios
  const rows: { option: string; means: string; by: string }[] = []
  if (first !== undefined && earliestEnd !== null)
    rows.push({
      option: 'Let it end and tender again',
      means: `A new contract from ${formatDay(addDays(earliestEnd, 1))}; talk to suppliers from ${formatDay(first.approachFrom)}`,
      by: `Tender out by ${formatDay(first.tenderLatest)}`,
    })
  if (optionEnds.length > 0)
    rows.push({
      option: `Extend (${plural(optionEnds.length, 'option')} left)`,
      means: `To ${joinWords(optionEnds.map(formatDay), 'or')}`,
      by:
        first?.decideBy == null
          ? 'No day known'
          : `Decide by ${formatDay(first.decideBy)}${noticePeriodAssumed ? ' (six months’ notice assumed)' : ''}`,
    })
  for (const cluster of withoutRepeats(clusters))
    rows.push({
      option: `Buy together: ${cluster.subject.name}, ${formatDay(cluster.target)}`,
      means: `With ${joinWords(cluster.authorities.map(({ name }) => name))}; ${lowerFirst(extendWords(cluster))}; together ${combinedWords(cluster).amount} (${lowerFirst(combinedWords(cluster).basis)})`,
      by: decideWords(cluster, today),
    })
  return rows
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** Of clusters of the same contracts, found by technology and by service area, the first. */
function withoutRepeats(clusters: readonly AlignmentSummary[]): AlignmentSummary[] {
  const key = ({ target, contracts, combined_annual: { net_high } }: AlignmentSummary) =>
    `${target} ${contracts} ${net_high}`
  return [...new Map(clusters.toReversed().map((one) => [key(one), one])).values()].reverse()
}

/** The cells the estimate rests on, and the rules. */
function sourceWords(contract: ContractDetail, { threshold, noticesDue }: Opportunity): string[] {
  const cells = contract.values.flatMap(({ provenance }) => provenance)
  const files = new Map(
    cells.map(({ file_name, line, received_at }) => [
      `${file_name} ${line}`,
      { file_name, line, received_at },
    ]),
  )
  return [
    ...[...files.values()].map(
      ({ file_name, line, received_at }) =>
        `${file_name}, line ${line}, handed in on ${formatDay(dayOf(received_at))}`,
    ),
    `Threshold: ${threshold.source} (${threshold.set})`,
    `Notices: ${joinWords([...new Set(noticesDue.map(({ source }) => source))])}`.replace(
      /: $/,
      ': none due',
    ),
    'Made from what is public in Thirty3. Estimates, not notices; no legal advice.',
  ]
}
