// What does the renewal board of an authority show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { formatPounds } from '../../../lib/money.ts'
import type { RenewalBoard } from '../../../market/renewal-board.ts'
import type { RenewalRow } from '../../../market/renewal-queries.ts'
import { RENEWAL_STAGES, type RenewalStage } from '../../../market/renewal-stages.ts'
import { formatCount, formatDay, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { INTENTION_WORDS, proposalViews, STAGE_WORDS } from './board-words.ts'

interface Shown {
  board: RenewalBoard
  stage: RenewalStage | undefined
  isLaterPage: boolean
  mayEdit: boolean
  today: CalendarDate
}

export function boardView({ board, stage, isLaterPage, mayEdit, today }: Shown) {
  const { authority, stages, rows, next, proposals } = board
  const here = paths.board(authority.slug)
  const views = proposalViews(proposals, mayEdit ? authority.id : null, today)
  const under = [...stages].reduce((sum, [name, count]) => sum + (name === 'finished' ? 0 : count), 0)
  return {
    title: `Renewal board of ${authority.name}`,
    section: 'returns' as const,
    showsSample: rows.some(({ is_sample }) => is_sample),
    authority: authority.name,
    stages: [
      { text: `All under way (${formatCount(under)})`, href: here, isHere: stage === undefined },
      ...RENEWAL_STAGES.map((name) => ({
        text: `${STAGE_WORDS[name]} (${formatCount(stages.get(name) ?? 0)})`,
        href: withQuery(here, { stage: name }),
        isHere: stage === name,
      })),
    ],
    rows: rows.map((row) => boardRow(row, authority.slug, today)),
    open: views.filter(({ isOpen }) => isOpen),
    answered: views.filter(({ isOpen }) => !isOpen),
    answerHref: (id: string) => paths.answerProposal(authority.slug, id),
    next: next === null ? '' : withQuery(here, { stage, after: next }),
    first: isLaterPage ? withQuery(here, { stage }) : '',
  }
}

const NEXT_WORDS = {
  set: 'Next decision',
  'decide by': 'Decide whether to extend',
  'tender by': 'Tender to be out',
}

function boardRow(row: RenewalRow, slug: string, today: CalendarDate) {
  const { next_day: day, next_is: is, earliest_end: end, latest_end: latest, intention } = row
  return {
    href: paths.renewal(slug, row.contract_id),
    title: row.title,
    supplier: row.supplier_name_raw,
    stage: STAGE_WORDS[row.stage],
    owner: row.owner === '' ? 'Nobody yet' : row.owner,
    nextIs: is === null ? 'No day set' : NEXT_WORDS[is],
    nextDay: day === null ? '' : `${formatDay(day)}, ${relativeDay(day, today)}`,
    isPast: day !== null && day < today,
    ends: end === null ? 'not stated' : formatDay(end),
    latest: latest === null || latest === end ? '' : `at the latest ${formatDay(latest)}`,
    value: row.value_net === null ? 'not stated' : `${formatPounds(row.value_net)} without VAT`,
    said: intention === null ? '' : `Said: ${INTENTION_WORDS[intention] ?? intention}`,
  }
}
