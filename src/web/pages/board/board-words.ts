// How are stages, answers and proposals told to people?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ProposalRow } from '../../../market/proposal-queries.ts'
import type { RenewalStage } from '../../../market/renewal-stages.ts'
import { dayOf, formatDay, plural } from '../../filters.ts'
import { paths } from '../../paths.ts'

export const STAGE_WORDS: Record<RenewalStage, string> = {
  'not started': 'Not started',
  reviewing: 'Reviewing options',
  engaging: 'Talking to the market',
  tendering: 'Out to tender',
  evaluating: 'Evaluating',
  decided: 'Decided',
  finished: 'Finished',
}

export const INTENTION_WORDS: Record<string, string> = {
  're-tender': 'to be tendered again',
  extend: 'to be extended',
  stop: 'not to be replaced',
  joint: 'to be bought jointly',
  'not decided': 'not decided',
}

/** A proposal with its contracts, from the rows of one list. */
export function proposalViews(
  rows: readonly (ProposalRow & { by?: string | null })[],
  own: number | null,
  today: CalendarDate,
) {
  const byProposal = Map.groupBy(rows, ({ proposal_id }) => proposal_id)
  return [...byProposal].flatMap(([id, contracts]) => {
    const [first] = contracts
    if (first === undefined) return []
    const { kind, code, subject, target, note, proposed_at, proposed_for, by } = first
    const waiting = contracts.filter(({ answer, authority_id }) => answer === null && authority_id === own)
    return [
      {
        id,
        title: `${subject}, ending together about ${formatDay(target)}`,
        href: target > today ? paths.alignmentCluster(kind, code, target) : '',
        said: `Proposed on ${formatDay(dayOf(proposed_at))} by ${proposerWords(by ?? null, proposed_for)}.`,
        note,
        isOpen: waiting.length > 0,
        contracts: contracts.map((one) => ({
          id: one.contract_id,
          authority: one.authority,
          title: one.title,
          todo: todoWords(one),
          answer: answerWords(one),
          answerNote: one.answer_note ?? '',
          isWaiting: waiting.includes(one),
        })),
      },
    ]
  })
}

function proposerWords(name: string | null, authority: string | null): string {
  const who = name ?? (authority === null ? 'a procurement lead' : 'an officer')
  return authority === null ? who : `${who} of ${authority}`
}

function todoWords({ options_used, months_extended, end_on, decide_by }: ProposalRow): string {
  if (options_used === 0) return `Ends on ${formatDay(end_on)} without being extended`
  const decide = decide_by === null ? '' : `; to be decided by ${formatDay(decide_by)}`
  return `To be extended by ${plural(months_extended, 'month')}, to ${formatDay(end_on)}${decide}`
}

function answerWords({ answer, answered_at }: ProposalRow): string {
  if (answer === null || answered_at === null) return 'No answer yet'
  return `${answer === 'accepted' ? 'Accepted' : 'Declined'} on ${formatDay(dayOf(answered_at))}`
}
