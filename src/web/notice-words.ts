// How are linked notices, and where they contradict a return, put into words?
import { formatPounds } from '../lib/money.ts'
import type { NoticesOfContract } from '../notices/contract-notice-queries.ts'
import type { LinkedNoticeOfContract, NoticeContradiction } from '../notices/notice-schemas.ts'
import { formatDay } from './filters.ts'

const NAMES: Record<string, string> = {
  UK1: 'Pipeline notice',
  UK2: 'Preliminary market engagement notice',
  UK3: 'Planned procurement notice',
  UK4: 'Tender notice',
  UK5: 'Transparency notice',
  UK6: 'Contract award notice',
  UK7: 'Contract details notice',
  UK8: 'Contract payment notice',
  UK9: 'Contract performance notice',
  UK10: 'Contract change notice',
  UK11: 'Contract termination notice',
  UK12: 'Procurement termination notice',
  UK13: 'Dynamic market intention notice',
  UK14: 'Dynamic market establishment notice',
  UK15: 'Dynamic market modification notice',
  UK16: 'Dynamic market cessation notice',
  UK17: 'Payments compliance notice',
}

/** `Tender notice (UK4)`; without the number where the notice does not name one. */
export function noticeName({ type, counts_as }: Pick<LinkedNoticeOfContract, 'type' | 'counts_as'>): string {
  const code = type ?? counts_as
  const name = code === null ? 'Notice' : (NAMES[code] ?? code)
  return type === null ? `${name}, by what it says` : `${name} (${type})`
}

/** The name of a type alone. */
export function noticeTypeName(type: string): string {
  return NAMES[type] ?? type
}

const ABOUT = { current: 'about this contract', next: 'about what follows it' }

/** What the pages of contract and upcoming tender show of notices. */
export function noticesView({ notices, contradictions }: NoticesOfContract) {
  return {
    linked: notices.map((notice) => ({
      name: noticeName(notice),
      day: formatDay(notice.published_on),
      service: notice.service,
      title: notice.title ?? '',
      url: notice.url ?? '',
      about: notice.about === null ? '' : ABOUT[notice.about],
      tenderBy: notice.tender_by === null ? '' : formatDay(notice.tender_by),
      why: notice.why_linked ?? '',
      isMadeUp: notice.is_made_up,
    })),
    contradictions: contradictions.map((one) => ({
      label: `${one.field.charAt(0).toUpperCase()}${one.field.slice(1)}`,
      fromReturn: written(one, one.from_return),
      fromNotice: written(one, one.from_notice),
      notice: `${noticeName({ type: one.notice.type, counts_as: null })}, ${one.notice.service}, ${formatDay(one.notice.published_on)}`,
      url: one.notice.url ?? '',
    })),
  }
}

function written({ field }: NoticeContradiction, value: string): string {
  return field.startsWith('value') ? formatPounds(Math.round(Number(value) * 100)) : formatDay(value)
}
