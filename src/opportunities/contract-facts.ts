// What does the register know of a contract that bears on its next tender?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'

export type VatBasis = 'net' | 'gross' | 'unknown'
export type ContractType = 'goods' | 'services' | 'works' | 'concession'

/** An amount in pence, or the two ends of a stated range; low equals high where one amount was stated. */
export type PenceRange = { low: Pence; high: Pence }

/** One step by which a contract may be lengthened; `exercised` null where nobody said. */
export type ExtensionOption = { months: number; exercised: boolean | null }

export const NOTICE_TYPES = [
  'UK1',
  'UK2',
  'UK3',
  'UK4',
  'UK5',
  'UK6',
  'UK7',
  'UK8',
  'UK9',
  'UK10',
  'UK11',
  'UK12',
  'UK13',
  'UK14',
  'UK15',
  'UK16',
  'UK17',
] as const
export type NoticeType = (typeof NOTICE_TYPES)[number]

/** A published notice tied to this contract (`current`) or to what follows it (`next`); null where the link does not say. */
export type LinkedNotice = {
  type: NoticeType
  publishedOn: CalendarDate | null
  for: 'current' | 'next' | null
  /** When the contract in an award or details notice starts. */
  startOn: CalendarDate | null
}

export type IntentionAnswer = 're-tender' | 'extend' | 'stop' | 'joint' | 'not decided'
export type Intention = { answer: IntentionAnswer; saidOn: CalendarDate | null }

export type ContractValue = {
  wholeTermNet: PenceRange | null
  wholeTermGross: PenceRange | null
  maximumWithOptions: PenceRange | null
  annual: PenceRange | null
  /** null where nobody said; then the name of each amount says whether VAT is in it. */
  vatBasis: VatBasis | null
}

/** What a notice would repeat from the register: only whether it is there matters to the rules. */
export type NoticeContents = {
  title: boolean
  description: boolean
  cpv: boolean
  contractType: boolean
  supplier: boolean
  supplierIdentifier: boolean
  supplierSize: boolean
  contact: boolean
  procedure: boolean
}

/** How exactly an end is known; a quarter or a year where the authority withholds the day. */
export type EndPrecision = 'day' | 'month' | 'quarter' | 'year'

/** Nulls are *not stated*. A day given to the month, quarter or year carries that precision: an end then means the last day of it. */
export type ContractFacts = {
  localReference: string | null
  startOn: CalendarDate | null
  signedOn: CalendarDate | null
  currentEndOn: CalendarDate | null
  currentEndPrecision: EndPrecision
  maximumEndOn: CalendarDate | null
  maximumEndPrecision: EndPrecision
  /** Whether somebody said which end the stated end is: null leaves it to the options. */
  endMeaning: 'known' | 'unknown' | null
  hasOptions: boolean | null
  /** In the order in which they are used; empty where none are stated. */
  options: readonly ExtensionOption[]
  termText: string | null
  noticePeriodMonths: number | null
  value: ContractValue
  contractType: ContractType | null
  regime: 'standard' | 'light_touch' | null
  route: string | null
  frameworkReference: string | null
  coreSystem: boolean
  predecessorUnreplaced: boolean
  confirmedOn: CalendarDate | null
  intention: Intention | null
  notices: readonly LinkedNotice[]
  contents: NoticeContents
}
