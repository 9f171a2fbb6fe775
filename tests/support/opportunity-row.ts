// What does an upcoming tender look like to a page, where a test has nothing to say of it?
import type { OpportunitySummary } from '../../src/opportunities/opportunity-schemas.ts'

/** To be talked about now; what the test is about is given. */
export function opportunityRowWith(more: Partial<OpportunitySummary> = {}): OpportunitySummary {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    contract: {
      id: '00000000-0000-4000-8000-000000000002',
      title: 'Payroll software',
      supplier_name_raw: 'Quillmere Software Ltd',
      local_reference: null,
    },
    authority: { slug: 'camden', name: 'Camden' },
    service_area: null,
    phase: 'talk now',
    upcoming: true,
    basis: 'estimate, not a notice',
    earliest: {
      end: '2027-10-31',
      approach_from: '2026-10-31',
      approach_by: '2027-01-31',
      tender_latest: '2027-04-14',
      decide_by: null,
      decide_by_assumed: false,
    },
    latest: null,
    confidence: { value: 75, label: 'High', parts: [] },
    value: null,
    value_band: 'value not stated',
    above_threshold: 'unknown',
    sme_fit: 'not known',
    likely_route: 'not known',
    only_through_framework: null,
    joint: false,
    direct_award: false,
    engagement_under_way: false,
    changed_on: '2026-11-21',
    end_precision: 'day',
    is_sample: false,
    ...more,
  }
}
