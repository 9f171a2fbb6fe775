// What does a notice say that the register can use?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'

/** Where a notice was published, by the prefix of its process id (ocid). */
export type NoticeService = 'Find a Tender' | 'Contracts Finder' | 'another service'

/** A supplier as a notice names it; `companyNumber` is the canonical number of Companies House, or empty. */
export type NoticeSupplier = { name: string; companyNumber: string }

/** Another process this one says it follows or belongs to. */
export type RelatedProcess = { ocid: string; relationships: readonly string[] }

/**
 * One release of a procurement process. `noticeType` is the type the notice itself names (UK1 to UK17), null where it
 * names none; `countsAs` is the type the rules read it as. Days are London's; amounts are pence; nulls are *not stated*.
 */
export type NoticeFacts = {
  ocid: string
  releaseId: string
  releasedAt: string
  service: NoticeService
  tags: readonly string[]
  noticeType: string | null
  countsAs: string | null
  publishedOn: CalendarDate
  buyerName: string
  title: string
  description: string
  startOn: CalendarDate | null
  endOn: CalendarDate | null
  latestEndOn: CalendarDate | null
  signedOn: CalendarDate | null
  tenderBy: CalendarDate | null
  valueNet: Pence | null
  valueGross: Pence | null
  /** A value of which the notice does not say whether VAT is in it. */
  valueUnsaid: Pence | null
  cpv: readonly string[]
  /** Folded references: of the contract, the tender and its portal. */
  references: readonly string[]
  /** Digits of ProContract numbers (DN521933). */
  portalNumbers: readonly string[]
  related: readonly RelatedProcess[]
  suppliers: readonly NoticeSupplier[]
  url: string | null
}

/** Letters and digits alone, in capitals, so that `CAM/2023-1` and `cam 2023 1` are one reference. */
export function foldReference(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

const PORTAL_NUMBER = /\bDN[ -]?(\d{5,8})\b/gi

/** The digits of every ProContract number in a text. */
export function portalNumbersIn(text: string): string[] {
  return Array.from(text.matchAll(PORTAL_NUMBER), ([, digits = '']) => digits)
}
