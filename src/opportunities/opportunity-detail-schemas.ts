// What is told of one upcoming tender?
import { z } from 'zod'
import { linkedNotice, noticeContradiction } from '../notices/notice-schemas.ts'
import { opportunitySummary } from './opportunity-schemas.ts'

const day = z.iso.date()

export const INTENTION_ANSWERS = ['re-tender', 'extend', 'stop', 'joint', 'not decided'] as const

export const statedIntention = z.object({
  answer: z.enum(INTENTION_ANSWERS),
  said_on: day,
  note: z.string(),
  recorded_at: z.iso.datetime(),
})

export type StatedIntention = z.infer<typeof statedIntention>

const peer = z.object({
  contract_id: z.uuid(),
  title: z.string(),
  supplier_name_raw: z.string(),
  authority: z.object({ slug: z.string(), name: z.string() }),
  current_end_on: day.nullable(),
  current_end_precision: z
    .enum(['month', 'quarter', 'year'])
    .nullable()
    .meta({ description: 'Where the day itself is not known' }),
  same: z.array(z.enum(['technology', 'title words', 'supplier', 'service area'])),
})

export type Peer = z.infer<typeof peer>

const change = z.object({
  derived_on: day,
  before: z.record(z.string(), z.string().nullable()),
  after: z.record(z.string(), z.string().nullable()),
})

export type OpportunityChange = z.infer<typeof change>

export const opportunityDetail = opportunitySummary.extend({
  first_derived_on: day,
  derived: z
    .record(z.string(), z.unknown())
    .meta({ description: 'What the rules say today, as `thirty3 derive` answers it' }),
  intentions: z.array(statedIntention).meta({ description: 'What the authority said, the latest last' }),
  history: z.array(change).meta({ description: 'Earlier estimates, the latest last' }),
  linked: z
    .object({
      notices: z.array(linkedNotice).meta({ description: 'The latest first' }),
      contradictions: z
        .array(noticeContradiction)
        .meta({ description: 'Where a notice says something else than the return' }),
    })
    .meta({ description: 'Notices linked to the contract or to what follows it' }),
  peers: z.array(peer).meta({ description: 'Contracts of other authorities that are alike' }),
})

export type OpportunityDetail = z.infer<typeof opportunityDetail>
