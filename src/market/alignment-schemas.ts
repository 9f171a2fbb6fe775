// What does a cluster of contracts that could end together look like on the wire, and by what can clusters be filtered?
import { z } from 'zod'
import { dayPrecision } from '../contracts/contract-schemas.ts'

const day = z.iso.date().meta({ description: 'Calendar day, YYYY-MM-DD' })
const pounds = z.string().meta({ description: 'Pounds with two decimals' })

/** One value or several; an empty form field is none. */
const many = (what: string) =>
  z
    .preprocess(
      (value) => (value === undefined ? undefined : [value].flat().filter((each) => each !== '')),
      z.array(z.string().max(200)).max(100).optional(),
    )
    .meta({ description: what })
const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), day.optional())

const SUBJECT_KINDS = ['technology', 'service-area'] as const

/** The one filter of the page, its twins and the API. A key that is not here is refused, never passed over. */
export const alignmentFilters = z.strictObject({
  kind: z
    .preprocess((value) => (value === '' ? undefined : value), z.enum(SUBJECT_KINDS).optional())
    .meta({ description: 'What the contracts have in common; either if not given' }),
  technology: many('Slugs of technologies'),
  service_area: many('Codes of service areas'),
  authority: many('Slugs of authorities, each of which must be in the cluster'),
  target_from: optionalDay.meta({ description: 'The common end is on or after this day' }),
  target_to: optionalDay.meta({ description: 'The common end is on or before this day' }),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})

export type AlignmentFilters = z.infer<typeof alignmentFilters>

const authority = z.object({ slug: z.string(), name: z.string() })
const subject = z.object({
  kind: z.enum(SUBJECT_KINDS),
  code: z.string().meta({ description: 'Slug of the technology or code of the service area' }),
  name: z.string(),
})

const combined = z
  .object({
    net_low: pounds,
    net_high: pounds,
    with_value: z.int().meta({ description: 'Contracts whose value is in the sum' }),
    withheld: z.int().meta({ description: 'Contracts whose value is withheld; not in the sum' }),
    not_stated: z.int().meta({ description: 'Contracts of which no value a year is known; not in the sum' }),
  })
  .meta({
    description:
      'A year, without VAT; low and high differ where a range was stated or not whether VAT is in it',
  })

export const alignmentSummary = z.object({
  subject,
  target: day.meta({ description: 'Last day of the month about which all of them could end' }),
  contracts: z.int(),
  authorities: z.array(authority),
  extending: z.int().meta({ description: 'How many of them must be extended for it' }),
  months_extended: z.int().meta({ description: 'By how many months in all' }),
  combined_annual: combined,
  decide_by: day
    .nullable()
    .meta({ description: 'The earliest day on which one of them must decide; may be past' }),
  is_sample: z.boolean(),
})

export type AlignmentSummary = z.infer<typeof alignmentSummary>

const listedCluster = alignmentSummary.extend({
  rank: z.int().meta({ description: '1: the best common end of its subject among those asked for' }),
  ranked: z.int().meta({ description: 'How many common ends of its subject are among those asked for' }),
})

export type ListedCluster = z.infer<typeof listedCluster>

const choice = z.object({ code: z.string(), name: z.string(), clusters: z.int() })

export const alignmentPage = z.object({
  total: z.int(),
  found_on: day
    .nullable()
    .meta({ description: 'The day for which everything was found; null before the first' }),
  coverage: z.object({ contracts: z.int(), without_subject: z.int(), without_end: z.int() }).nullable().meta({
    description:
      'Contracts with an end to come, those of them of which no technology or service area is stated, and contracts without a stated end',
  }),
  choices: z
    .object({ technology: z.array(choice), service_area: z.array(choice) })
    .meta({ description: 'What there are clusters of, and how many' }),
  clusters: z.array(listedCluster),
  next_cursor: z.string().nullable(),
})

export type AlignmentPage = z.infer<typeof alignmentPage>

const contract = z.object({
  id: z.uuid(),
  title: z.string(),
  supplier_name_raw: z.string(),
  local_reference: z.string().nullable(),
})
const about = {
  contract,
  authority,
  start: day.nullable(),
  current_end: day,
  latest_end: day.nullable().meta({ description: 'After every option that is left; null where not known' }),
  day_precision: dayPrecision,
}

const alignmentMember = z.object({
  ...about,
  end: day.meta({ description: 'Its end in this cluster, never past its latest end' }),
  options_used: z.int().meta({ description: '0: it need not be extended' }),
  months_extended: z.int(),
  annual: z
    .object({ net_low: pounds, net_high: pounds, from: z.string() })
    .nullable()
    .meta({ description: 'A year, without VAT, and from which stated value it is reckoned' }),
  annual_is: z.enum(['stated', 'withheld', 'not stated']),
  decide_by: day.nullable(),
  decide_by_assumed: z.boolean().meta({ description: 'No notice period is stated: six months are assumed' }),
})

export type AlignmentMemberJson = z.infer<typeof alignmentMember>

export const alignmentDetail = alignmentSummary.extend({
  members: z.array(alignmentMember),
  cannot: z
    .array(z.object({ ...about, why: z.string() }))
    .meta({ description: 'Contracts for the same that cannot end then, and why' }),
})

export type AlignmentDetail = z.infer<typeof alignmentDetail>

export const clusterParams = z.object({
  kind: z.enum(SUBJECT_KINDS),
  subject: z.string().max(200),
  target: day,
})

export type ClusterParams = z.infer<typeof clusterParams>
