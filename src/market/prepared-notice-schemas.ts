// What does the checklist of the notices of a contract look like on the wire?
import { z } from 'zod'

const day = z.iso.date()

export const preparedNotices = z.object({
  contract: z.object({ id: z.uuid(), title: z.string() }),
  authority: z.object({ slug: z.string(), name: z.string() }),
  on: day.meta({ description: 'The day for which the rules were asked' }),
  legal_advice: z.literal('This is a checklist, not legal advice.'),
  basis: z
    .enum(['what is public', 'what the authority handed in'])
    .meta({ description: 'The second for officers of the authority alone, where it withholds something' }),
  notices: z.array(
    z.object({
      type: z.string(),
      for: z.enum(['current', 'next']).meta({ description: 'This contract, or what follows it' }),
      obligation: z.enum(['owed', 'depends', 'optional']),
      condition: z.string().nullable().meta({ description: 'What must be so for it to be owed' }),
      due_by: day.nullable(),
      overdue: z.boolean(),
      requirement: z.string(),
      rule: z.string(),
      source: z.string(),
      fields: z
        .array(z.object({ field: z.string(), label: z.string(), value: z.string() }))
        .meta({ description: 'Filled in from the register; check each' }),
      missing: z
        .array(z.string())
        .meta({ description: 'What the notice needs and the register does not hold' }),
    }),
  ),
  linked: z.array(z.string()).meta({ description: 'Notices that are published and linked already' }),
  not_due: z
    .array(z.string())
    .meta({ description: 'Of UK1 to UK11 those that no rule asks for from what is known' }),
})

export type PreparedNotices = z.infer<typeof preparedNotices>
