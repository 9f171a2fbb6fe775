// What is told of the notices of a contract?
import { z } from 'zod'

const day = z.iso.date()

/** A notice linked to a contract; null is not stated or, of title, address and reason, not told. */
export const linkedNotice = z.object({
  type: z.string().nullable().meta({ description: 'UK1 to UK17, as the notice names itself' }),
  counts_as: z.string().nullable().meta({ description: 'The type as which it is read where it names none' }),
  published_on: day,
  service: z.string(),
  about: z.enum(['current', 'next']).nullable().meta({
    description: 'This contract or what follows it; null where the day of the notice decides',
  }),
  title: z.string().nullable(),
  url: z.string().nullable(),
  tender_by: day.nullable().meta({ description: 'Last day for tenders' }),
  why_linked: z.string().nullable(),
  is_made_up: z.boolean(),
})

export type LinkedNoticeOfContract = z.infer<typeof linkedNotice>

/** A value of the return and the one a notice of the same contract gives instead; days, or pounds of amounts. */
export const noticeContradiction = z.object({
  field: z.enum(['start', 'current end', 'maximum end', 'signed', 'value without VAT', 'value with VAT']),
  from_return: z.string(),
  from_notice: z.string(),
  notice: z.object({
    type: z.string().nullable(),
    published_on: day,
    service: z.string(),
    url: z.string().nullable(),
  }),
})

export type NoticeContradiction = z.infer<typeof noticeContradiction>
