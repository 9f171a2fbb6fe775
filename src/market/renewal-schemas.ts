// What do a renewal board and a proposal to buy together look like on the wire?
import { z } from 'zod'
import { clusterParams } from './alignment-schemas.ts'
import { RENEWAL_STAGES } from './renewal-stages.ts'

const day = z.iso.date()
const stage = z.enum(RENEWAL_STAGES)
const note = z.string().trim().max(500).default('')

export const boardFilters = z.strictObject({
  stage: stage.optional().meta({ description: 'Every stage but `finished` if not given' }),
  after: z.string().max(60).optional(),
})

export const boardPage = z.object({
  stages: z.record(z.string(), z.int()).meta({ description: 'How many contracts are in each stage' }),
  renewals: z.array(
    z.object({
      contract_id: z.uuid(),
      title: z.string(),
      stage,
      owner: z.string(),
      next_day: day.nullable(),
      next_is: z
        .enum(['set', 'decide by', 'tender by'])
        .nullable()
        .meta({ description: '`set` by officers; else by the rules' }),
      earliest_end: day.nullable(),
      latest_end: day.nullable(),
      intention: z.string().nullable(),
    }),
  ),
  next_after: z.string().nullable(),
})

export const renewalEntry = z.strictObject({
  stage,
  owner: z.string().trim().max(100).default(''),
  next_decision_on: day.nullable().default(null),
  decision: note,
  note: z.string().trim().max(2000).default(''),
})

export const newProposal = z.strictObject({
  ...clusterParams.shape,
  contracts: z.array(z.uuid()).min(2).max(500),
  note: note.meta({ description: 'For the officers concerned' }),
})

export const ownProposalsPage = z.object({
  proposals: z.array(
    z.object({
      id: z.uuid(),
      subject: clusterParams.shape.subject,
      kind: clusterParams.shape.kind,
      name: z.string().meta({ description: 'Of the technology or the service area' }),
      target: day,
      note: z.string(),
      proposed_at: z.iso.datetime(),
      contracts: z.array(
        z.object({
          contract: z.uuid(),
          title: z.string(),
          authority: z.string(),
          end_on: day,
          options_used: z.int(),
          months_extended: z.int(),
          decide_by: day.nullable(),
          answer: z.enum(['accepted', 'declined']).nullable().meta({ description: 'null: no answer yet' }),
          answer_note: z.string().nullable(),
          answered_at: z.iso.datetime().nullable(),
        }),
      ),
    }),
  ),
})

export type OwnProposal = z.infer<typeof ownProposalsPage>['proposals'][number]

export const newAnswer = z.strictObject({
  contract: z.uuid(),
  answer: z.enum(['accepted', 'declined']),
  note: note.meta({ description: 'Public where the answer is `accepted`' }),
})
