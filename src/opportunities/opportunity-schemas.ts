// What does an upcoming tender look like on the wire, and by what can they be filtered?
import { z } from 'zod'
import { PHASES } from './phases.ts'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })

/** One value or several; an empty form field is none. */
const many = <One extends z.ZodType<string>>(one: One) =>
  z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat().filter((each) => each !== '')),
    z.array(one).max(100).optional(),
  )
const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), day.optional())
const blanks = (what: string) =>
  z
    .enum(['include', 'exclude'])
    .default('include')
    .meta({ description: `Whether those with ${what} stay when the filter is used` })

/** Bands of the net value of the whole term, the lower bound included. */
export const VALUE_BANDS = [
  'under £50k',
  '£50k to £100k',
  '£100k to £5m',
  '£5m to £25m',
  '£25m and over',
] as const

export const SME_FITS = ['good', 'possible', 'hard'] as const

/**
 * The phases of the list: `past end` is that of a contract whose stated end is past although it was confirmed after that,
 * or which ended since opportunities were last derived; it is never upcoming.
 */
const LISTED_PHASES = [...PHASES, 'past end'] as const

/** The one filter of the list, its pictures, its twins and the API. A key that is not here is refused, never passed over. */
export const opportunityFilters = z.strictObject({
  q: z.string().trim().max(200).optional().meta({ description: 'Words; "quoted phrases"; -excluded' }),
  authority: many(z.string().max(200)).meta({ description: 'Slugs of authorities' }),
  phase: many(z.enum(LISTED_PHASES)).meta({
    description:
      'What is upcoming if not given: watch, talk now, tender due, late and published, and contracts that state no end',
  }),
  approach_from: optionalDay.meta({ description: 'The time to talk is not over before this day' }),
  approach_to: optionalDay.meta({ description: 'The time to talk has begun by this day' }),
  ends_within: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.coerce.number().int().min(1).max(120).optional(),
    )
    .meta({ description: 'The contract ends, as things stand, within so many months from today' }),
  end_not_stated: blanks('no stated end'),
  value_band: many(z.enum(VALUE_BANDS)),
  value_not_stated: blanks('no stated value'),
  service_area: many(z.string().max(80)).meta({ description: 'Codes of service areas' }),
  service_area_not_stated: blanks('no stated service area'),
  sme_fit: many(z.enum(SME_FITS)).meta({
    description: 'good: below the threshold; possible: above; hard: over £5m',
  }),
  sme_fit_not_known: blanks('no known fit'),
  technology: many(z.string().max(200)).meta({
    description: 'Slugs of technologies that the contract is for, by a systems return or an officer',
  }),
  spelling: z
    .preprocess((value) => (value === '' ? undefined : value), z.enum(['correct', 'as_typed']).optional())
    .meta({ description: 'Mistyped words are corrected, and that is said, unless `as_typed` is sent' }),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export type OpportunityFilters = z.infer<typeof opportunityFilters>

const window = {
  end: day,
  approach_from: day.meta({ description: 'From here the authority should be talked to' }),
  approach_by: day.meta({ description: 'Until here it is early enough to be heard' }),
  tender_latest: day.meta({ description: 'By then a tender must be out for a new contract to be ready' }),
}

export const opportunitySummary = z.object({
  id: z.uuid(),
  contract: z.object({
    id: z.uuid(),
    title: z.string(),
    supplier_name_raw: z.string(),
    local_reference: z.string().nullable(),
  }),
  authority: z.object({ slug: z.string(), name: z.string() }),
  service_area: z.object({ code: z.string(), label: z.string() }).nullable(),
  phase: z.enum(LISTED_PHASES).nullable().meta({ description: 'Null where no end is stated' }),
  upcoming: z.boolean(),
  basis: z.literal('estimate, not a notice'),
  earliest: z
    .object({ ...window, decide_by: day.nullable(), decide_by_assumed: z.boolean() })
    .nullable()
    .meta({ description: 'Before the current end; null where none is stated' }),
  latest: z
    .object(window)
    .nullable()
    .meta({ description: 'Before the end after every option, where that is another and known' }),
  end_precision: z.enum(['day', 'month', 'quarter', 'year']).meta({
    description:
      'How exactly the ends are known; of a quarter or year the last day is given, and the days before it are counted from that',
  }),
  confidence: z.object({
    value: z.int().min(0).max(100),
    label: z.enum(['High', 'Medium', 'Low']),
    parts: z.array(z.object({ reason: z.string(), points: z.int() })).meta({ description: 'Added to 50' }),
  }),
  value: z
    .object({ net: z.string(), gross: z.string() })
    .nullable()
    .meta({ description: 'Of the whole term, in pounds; the larger reading where there are two' }),
  value_band: z.string(),
  above_threshold: z.enum(['yes', 'no', 'unknown']),
  sme_fit: z.enum([...SME_FITS, 'not known']),
  likely_route: z.string(),
  only_through_framework: z.string().nullable(),
  joint: z.boolean(),
  direct_award: z.boolean(),
  engagement_under_way: z.boolean(),
  changed_on: day.meta({ description: 'When this estimate last became another' }),
  is_sample: z.boolean(),
})

export type OpportunitySummary = z.infer<typeof opportunitySummary>

const counted = z.record(z.string(), z.int())

export const opportunityPage = z.object({
  total: z.int(),
  correction: z
    .object({ typed: z.string(), searched: z.string() })
    .nullable()
    .meta({ description: 'What was searched for instead of what was typed' }),
  end_not_stated: z
    .int()
    .meta({ description: 'How many of them state no end, so that nothing can be said of when' }),
  counts: z
    .object({
      phase: counted,
      value_band: counted,
      service_area: counted,
      sme_fit: counted,
      technology: counted.meta({
        description: 'By slug, most first: those with most of what is found, and those asked for',
      }),
    })
    .meta({
      description: 'How many there are of each value under the other filters; phases without a phase chosen',
    }),
  opportunities: z.array(opportunitySummary),
  next_cursor: z.string().nullable(),
})

export type OpportunityPage = z.infer<typeof opportunityPage>
