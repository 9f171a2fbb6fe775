// What does the queue of doubtful notices show?
import type { DoubtfulLink, JudgedLink } from '../../../notices/link-queries.ts'
import { dayOf, formatCount, formatDay, plural } from '../../filters.ts'
import { noticeName } from '../../notice-words.ts'
import { paths, withQuery } from '../../paths.ts'

interface QueueFacts {
  total: number
  links: DoubtfulLink[]
  judged: JudgedLink[]
  page: number
  pageSize: number
  /** The judgement just made, to offer its undoing at the top. */
  done: string | null
}

const VERDICTS = {
  current: 'the notice of this contract',
  next: 'the notice of what follows it',
  'not the same': 'not the same',
} as const

export function noticeLinksView({ total, links, judged, page, pageSize, done }: QueueFacts) {
  const address = (to: number) => withQuery(paths.noticeLinks, { page: to === 1 ? undefined : String(to) })
  const made = judged.map(judgedView)
  return {
    title: `Notices to judge${page > 1 ? `, page ${page}` : ''}`,
    section: 'opportunities' as const,
    sentence: total === 0 ? 'Nothing waits to be judged' : `${plural(total, 'doubtful notice')} to judge`,
    page: String(page),
    links: links.map((link, at) => linkView(link, (page - 1) * pageSize + at + 1)),
    done: made.find(({ id }) => id === done) ?? null,
    judged: made,
    previous: page > 1 ? address(page - 1) : '',
    next: page * pageSize < total ? address(page + 1) : '',
  }
}

function linkView(link: DoubtfulLink, number: number) {
  return {
    id: link.id,
    number: formatCount(number),
    judge: paths.judgeNoticeLink(link.id),
    explanation: link.explanation,
    isMadeUp: link.is_made_up,
    notice: {
      title: link.notice_title,
      url: link.url ?? '',
      type: noticeName({ type: link.notice_type, counts_as: link.counts_as }),
      day: formatDay(link.published_on),
      buyer: link.buyer_name,
      suppliers: link.notice_suppliers.map(({ name }) => name).join('; ') || 'Not stated',
      period: period(link.notice_start_on, link.notice_end_on),
      references: link.references.join(', ') || 'None',
      ocid: link.ocid,
    },
    contract: {
      title: link.contract_title,
      href: paths.contract(link.contract_id),
      authority: link.authority,
      supplier: link.contract_supplier,
      period: period(link.contract_start_on, link.contract_end_on),
      reference: link.contract_reference ?? 'Not stated',
    },
  }
}

function period(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'Not stated'
  return `${from === null ? 'not stated' : formatDay(from)} to ${to === null ? 'not stated' : formatDay(to)}`
}

function judgedView(one: JudgedLink) {
  return {
    id: one.id,
    words: `“${one.notice_title}” and the contract “${one.contract_title}”: ${VERDICTS[one.verdict]}`,
    reason: one.reason,
    day: formatDay(dayOf(one.judged_at)),
    undo: paths.undoNoticeJudgement(one.id),
  }
}
