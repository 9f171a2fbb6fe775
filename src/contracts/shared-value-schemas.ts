// What do participating authorities show one another, and by what can it be filtered?
import { z } from 'zod'

const many = z.preprocess(
  (value) => (value === undefined ? undefined : [value].flat().filter((each) => each !== '')),
  z.array(z.string().max(200)).max(100).optional(),
)

/** A key that is not here is refused, never passed over. */
export const sharedFilters = z.strictObject({
  authority: many.meta({ description: 'Slugs of authorities' }),
  technology: many.meta({ description: 'Slugs of technologies' }),
})

export type SharedFilters = z.infer<typeof sharedFilters>

export const sharedPageFilters = sharedFilters.extend({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export type SharedPageFilters = z.infer<typeof sharedPageFilters>

const named = z.object({ slug: z.string(), name: z.string() })

export const sharedValue = z.object({
  authority: named,
  title: z.string().meta({ description: 'The technology or contract as the authority wrote it' }),
  technology: z.object({ slug: z.string(), product: z.string() }).nullable(),
  contract_id: z.uuid().nullable(),
  service_area: z.string().nullable(),
  field: z.string().meta({ description: 'A field that is for participating authorities' }),
  value: z.unknown().meta({ description: 'Satisfaction: 1 to 5' }),
  reported_at: z.iso.datetime().meta({ description: 'When the return that says so was published' }),
  is_sample: z.boolean(),
})

export type SharedValue = z.infer<typeof sharedValue>

export const sharedPage = z.object({
  takes_part: z.boolean().meta({
    description:
      'Whether the account sees what is shared: a procurement lead, an admin, or an officer whose authority shares too',
  }),
  participating: z.array(named),
  total: z.number().int(),
  values: z.array(sharedValue),
  next_cursor: z.string().nullable(),
})

export type SharedPage = z.infer<typeof sharedPage>

export const sharingSetting = z.object({ authority: named, shares: z.boolean() })
