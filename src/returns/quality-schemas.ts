// What does a quality report look like on the wire?
import { z } from 'zod'

/** Fields of which the rows that do not state them can be asked for. */
export const qualityReason = z.enum([
  'local_reference',
  'title',
  'department',
  'description',
  'supplier_name_raw',
  'value',
  'irrecoverable_vat',
  'start_on',
  'current_end_on',
  'review_on',
  'process_type',
  'size',
  'registration',
  'notice_reference',
  'technology',
  'maker',
  'service_area',
  'hosting',
  'users',
  'status',
  'satisfaction',
  'planned_replacement_on',
  'stale',
])

const lostPoints = z.object({
  reason: z
    .enum([...qualityReason.options, 'bad', 'warned', 'late'])
    .meta({ description: 'A field, or bad, warned and stale rows, or days late' }),
  lost: z.number().int(),
  of: z.number().int(),
  points: z.number(),
})

const dimensionScore = z.object({
  dimension: z.enum(['completeness', 'validity', 'identifiers', 'timeliness', 'freshness']),
  points: z.number(),
  most: z.number().int(),
  lost: z.array(lostPoints),
})

const fieldCoverage = z.object({ item: z.string(), stated: z.number().int(), of: z.number().int() })

export const scoredDay = z.object({ scored_on: z.iso.date(), points: z.number().int() })

export type ScoredDay = z.infer<typeof scoredDay>

export const qualityReport = z.object({
  points: z.number().int().meta({ description: '0 to 100' }),
  as_of: z.iso.date(),
  rows: z.number().int(),
  dimensions: z.array(dimensionScore),
  coverage: z.array(fieldCoverage),
})

export type QualityReport = z.infer<typeof qualityReport>

export const authorityQuality = qualityReport.extend({ over_time: z.array(scoredDay) })

export const qualityRow = z.object({
  place: z.string().meta({ description: 'After which the next page begins' }),
  contract_id: z.uuid().nullable(),
  line: z.number().int().nullable(),
  title: z.string().nullable(),
  supplier_name_raw: z.string().nullable(),
  local_reference: z.string().nullable(),
})

export type QualityRow = z.infer<typeof qualityRow>

export type QualityReason = z.infer<typeof qualityReason>

export const qualityRowFilters = z.strictObject({
  reason: qualityReason,
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const qualityRowPage = z.object({ rows: z.array(qualityRow), next_after: z.string().nullable() })
