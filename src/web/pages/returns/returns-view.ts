// What does the list of returns show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { dayOf, formatCount, formatDay, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { stateWords } from '../../return-state.ts'

export interface ReturnsPageFacts {
  today: CalendarDate
  maySubmit: boolean
  /** Empty where there is none to see. */
  auditHref: string
  mayWithhold: boolean
  /** The account sees more than one authority. */
  showsAuthority: boolean
  /** Which of them are shown; empty for all. */
  show: '' | 'open' | 'published' | 'closed'
  hasMore: boolean
  isFirstPage: boolean
}

const SHOWN = [
  { show: '', label: 'All' },
  { show: 'open', label: 'In review' },
  { show: 'published', label: 'Published' },
  { show: 'closed', label: 'Withdrawn or not usable' },
] as const

export function returnsView(returns: ReturnDetail[], facts: ReturnsPageFacts) {
  const { show } = facts
  const last = facts.hasMore ? returns.at(-1)?.id : undefined
  return {
    title: 'Returns',
    section: 'returns' as const,
    sampleNotice: returns.some((one) => one.is_sample) ? 'page' : '',
    maySubmit: facts.maySubmit,
    auditHref: facts.auditHref,
    mayWithhold: facts.mayWithhold,
    showsAuthority: facts.showsAuthority,
    tabs: SHOWN.map((tab) => ({
      label: tab.label,
      href: withQuery(paths.returns, { show: tab.show }),
      isCurrent: tab.show === show,
    })),
    first: facts.isFirstPage ? '' : withQuery(paths.returns, { show }),
    next: last === undefined ? '' : withQuery(paths.returns, { show, after: last }),
    rows: returns.map((one) => ({
      href: paths.return(one.id),
      file: one.file.name,
      authority: one.authority.name,
      received: formatDay(dayOf(one.received_at)),
      ago: relativeDay(dayOf(one.received_at), facts.today),
      state: stateWords(one.state),
      since: sinceWhen(one),
      isSample: one.is_sample,
      rows: one.counts ? formatCount(one.counts.read) : 'not counted yet',
      errors: one.counts ? formatCount(one.counts.bad) : 'not counted yet',
      effect: effect(one),
    })),
  }
}

/** When it was published or withdrawn. */
function sinceWhen({ state, published_at, withdrawn_at }: ReturnDetail): string {
  if (state === 'withdrawn' && withdrawn_at !== null) return formatDay(dayOf(withdrawn_at))
  return state === 'published' && published_at !== null ? formatDay(dayOf(published_at)) : ''
}

/** `3 new, 2 changed, 40 unchanged, 1 not in it`; of a withdrawn return what had been done and is undone. */
function effect({ contracts, state }: ReturnDetail): { words: string; isUndone: boolean } | false {
  if (contracts === null) return false
  const parts: [number, string][] = [
    [contracts.new, 'new'],
    [contracts.changed, 'changed'],
    [contracts.unchanged, 'unchanged'],
    [contracts.missing, 'not in it'],
  ]
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`)
  return { words: words.join(', ') || 'nothing', isUndone: state === 'withdrawn' }
}
