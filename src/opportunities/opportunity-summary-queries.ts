// What is told of an opportunity in a list?
import { type SQL, sql } from 'drizzle-orm'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { type ConfidencePart, confidenceLabel } from './confidence.ts'
import { NO_END, phaseOn } from './opportunity-filter-queries.ts'
import type { OpportunitySummary } from './opportunity-schemas.ts'

/** The joins that `summaryColumns` need beside opportunities `o`. */
export const summaryJoins = sql`
  join contracts c on c.id = o.contract_id
  join authorities a on a.id = o.authority_id
  join contract_versions v on v.id = c.version_id
  join returns r on r.id = v.return_id
  left join service_areas area on area.code = o.service_area_code`

/** The coarsest of the two ends of the version `v`, as a word. */
const endPrecision = sql.raw(`case
  when 'year' in (v.values->>'current_end_on_precision', v.values->>'max_end_on_precision') then 'year'
  when 'quarter' in (v.values->>'current_end_on_precision', v.values->>'max_end_on_precision') then 'quarter'
  when 'month' in (v.values->>'current_end_on_precision', v.values->>'max_end_on_precision') then 'month' else 'day' end`)

/** The columns of a `SummaryRow`, for the day shown. */
export function summaryColumns(today: CalendarDate): SQL {
  return sql`o.id, c.id as contract_id, c.title, c.supplier_name_raw, c.local_reference, a.slug as authority_slug,
    a.name as authority_name, area.code as area_code, area.label as area_label, ${phaseOn(today)} as phase,
    o.upcoming and o.earliest_end >= ${today}::date as upcoming, o.earliest_end::text, o.approach_from::text,
    o.approach_by::text, o.tender_latest::text, o.decide_by::text, o.decide_by_assumed, o.latest_end::text,
    ${endPrecision} as end_precision,
    o.later_approach_from::text, o.later_approach_by::text, o.later_tender_latest::text, o.confidence,
    o.confidence_parts, o.value_net::text, o.value_gross::text, o.value_band, o.above_threshold, o.sme_fit,
    o.likely_route, o.framework, o.joint, o.direct_award, o.engagement_under_way, o.changed_on::text, r.is_sample`
}

export interface SummaryRow extends Record<string, unknown> {
  id: string
  contract_id: string
  title: string
  supplier_name_raw: string
  local_reference: string | null
  authority_slug: string
  authority_name: string
  area_code: string | null
  area_label: string | null
  phase: string
  upcoming: boolean | null
  earliest_end: CalendarDate | null
  approach_from: CalendarDate | null
  approach_by: CalendarDate | null
  tender_latest: CalendarDate | null
  decide_by: CalendarDate | null
  decide_by_assumed: boolean
  latest_end: CalendarDate | null
  end_precision: OpportunitySummary['end_precision']
  later_approach_from: CalendarDate | null
  later_approach_by: CalendarDate | null
  later_tender_latest: CalendarDate | null
  confidence: number
  confidence_parts: ConfidencePart[]
  value_net: string | null
  value_gross: string | null
  value_band: string
  above_threshold: OpportunitySummary['above_threshold']
  sme_fit: OpportunitySummary['sme_fit']
  likely_route: string
  framework: string | null
  joint: boolean
  direct_award: boolean
  engagement_under_way: boolean
  changed_on: CalendarDate
  is_sample: boolean
}

export function toSummary(row: SummaryRow): OpportunitySummary {
  return {
    id: row.id,
    contract: {
      id: row.contract_id,
      title: row.title,
      supplier_name_raw: row.supplier_name_raw,
      local_reference: row.local_reference,
    },
    authority: { slug: row.authority_slug, name: row.authority_name },
    service_area: row.area_code && row.area_label ? { code: row.area_code, label: row.area_label } : null,
    phase: row.phase === NO_END ? null : (row.phase as NonNullable<OpportunitySummary['phase']>),
    upcoming: row.upcoming === true,
    basis: 'estimate, not a notice',
    earliest: earliest(row),
    latest: latest(row),
    end_precision: row.end_precision,
    confidence: {
      value: row.confidence,
      label: confidenceLabel(row.confidence),
      parts: row.confidence_parts,
    },
    value:
      row.value_net === null || row.value_gross === null
        ? null
        : { net: decimalPounds(Number(row.value_net)), gross: decimalPounds(Number(row.value_gross)) },
    value_band: row.value_band,
    above_threshold: row.above_threshold,
    sme_fit: row.sme_fit,
    likely_route: row.likely_route,
    only_through_framework: row.framework,
    joint: row.joint,
    direct_award: row.direct_award,
    engagement_under_way: row.engagement_under_way,
    changed_on: row.changed_on,
    is_sample: row.is_sample,
  }
}

function earliest(row: SummaryRow): OpportunitySummary['earliest'] {
  const { earliest_end: end, approach_from, approach_by, tender_latest, decide_by, decide_by_assumed } = row
  if (end === null || approach_from === null || approach_by === null || tender_latest === null) return null
  return { end, approach_from, approach_by, tender_latest, decide_by, decide_by_assumed }
}

function latest(row: SummaryRow): OpportunitySummary['latest'] {
  const {
    latest_end: end,
    later_approach_from: from,
    later_approach_by: by,
    later_tender_latest: tender,
  } = row
  if (end === null || from === null || by === null || tender === null) return null
  return { end, approach_from: from, approach_by: by, tender_latest: tender }
}
