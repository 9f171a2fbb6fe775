import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contractFilters } from '../../../src/contracts/contract-filter-schemas.ts'
import type { ContractPage, ContractSummary } from '../../../src/contracts/contract-schemas.ts'
import { keepParts } from '../../../src/web/kept-parts.ts'
import {
  type ContractsPageFacts,
  contractRows,
  filterBoxes,
} from '../../../src/web/pages/contracts/contracts-view.ts'
import { openViews, renderAround } from '../../../src/web/views.ts'

const render = openViews()
const BOXES = 'pages/contracts/filter-groups.njk'
const ROWS = 'pages/contracts/contract-rows.njk'

const text = fc.stringMatching(/^[a-z<>&"'£“ ]{1,12}$/)
const contract = fc.record({
  id: fc.uuid(),
  authority: fc.constantFrom({ slug: 'camden', name: 'Camden' }, { slug: 'sutton', name: 'Sutton' }),
  local_reference: fc.constant(null),
  title: text,
  supplier_name_raw: text,
  start_on: fc.constant(null),
  current_end_on: fc.constantFrom(null, '2026-12-31', '2025-01-01'),
  max_end_on: fc.constantFrom(null, '2028-12-31'),
  day_precision: fc.constantFrom({}, { current_end_on: 'quarter' as const }),
  value: fc.constantFrom(null, { pounds: '1234.50', field: 'value_annual' as const }),
  confirmed_at: fc.constant('2026-09-01T10:00:00.000Z'),
  is_sample: fc.boolean(),
}) satisfies fc.Arbitrary<ContractSummary>

const count = fc.integer({ min: 0, max: 3_000 })
const facetOf = (values: string[]) =>
  fc
    .subarray(values)
    .chain((some) =>
      fc.tuple(
        ...some.map((value) =>
          fc.record({ value: fc.constant(value), label: fc.constant(null), contracts: count }),
        ),
      ),
    )

const page: fc.Arbitrary<ContractPage> = fc.record({
  total: count,
  total_is_capped: fc.constant(false),
  not_stated: fc.record({
    current_end: count,
    max_end: count,
    value: count,
    service_area: count,
    route: count,
    process_type: count,
    sme: count,
    vcse: count,
  }),
  as_at: fc.constantFrom(null, '2026-03-31'),
  order: fc.constant('end' as const),
  correction: fc.constant(null),
  facets: fc.record({
    authority: facetOf(['camden', 'sutton']),
    service_area: facetOf(['IT', 'Roads']),
    supplier: facetOf(['acme']),
    technology: facetOf(['hr']),
    status: facetOf(['running', 'ended']),
    route: facetOf(['own_tender']),
    process_type: facetOf(['open']),
    end_year: facetOf(['2026', '2027']),
    value_band: facetOf(['0', '25000']),
    sme: facetOf(['yes']),
    vcse: facetOf(['no']),
    age: facetOf(['under_6_months']),
  }),
  contracts: fc.array(contract, { maxLength: 3 }),
  next_cursor: fc.constantFrom(null, 'abc'),
})

const query = fc.record(
  {
    q: text,
    authority: fc.constantFrom('camden', 'sutton'),
    status: fc.constant('running'),
    current_end_from: fc.constant('2026-01-01'),
    cursor: fc.constant('abc'),
  },
  { requiredKeys: [] },
)

const facts: fc.Arbitrary<ContractsPageFacts> = fc.tuple(query, page).map(([asked, found]) => ({
  form: Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, [value]])),
  errors: [],
  authorities: [
    { slug: 'camden', name: 'Camden' },
    { slug: 'sutton', name: 'Sutton' },
  ],
  suppliers: [],
  technologies: [],
  found: { filters: contractFilters.parse({ ...asked, facets: 'include' }), page: found },
  today: '2026-11-01',
}))

it('shows a part that was made before as it would be made now, however the pages follow each other', () => {
  const part = keepParts(render)
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 4 }), (pages) => {
      for (const one of [...pages, ...pages]) {
        const [boxes, rows] = [filterBoxes(one), contractRows(one)]
        expect(String(part(BOXES, boxes.from, boxes.view))).toBe(render(BOXES, boxes.view()))
        const shown = () => ({ ...rows.view(), marksSample: true })
        expect(String(part(ROWS, { ...rows.from, marksSample: true }, shown))).toBe(render(ROWS, shown()))
      }
    }),
    { numRuns: 40 },
  )
})

it('makes the boxes of the filters once for every page of a list', () => {
  fc.assert(
    fc.property(facts, contract, (one, other) => {
      const found = one.found && {
        filters: { ...one.found.filters, cursor: 'later' },
        page: { ...one.found.page, contracts: [other], next_cursor: null },
      }
      const later = { ...one, form: { ...one.form, cursor: ['later'] }, found }
      expect(filterBoxes(later).from).toEqual(filterBoxes(one).from)
      expect(render(BOXES, filterBoxes(later).view())).toBe(render(BOXES, filterBoxes(one).view()))
    }),
    { numRuns: 40 },
  )
})

it('puts parts where the template shows them, unread and not escaped again', () => {
  const view = { errors: [{ href: '#q', message: 'a & b' }] }
  const around = render('components/error-summary.njk', view)
  const part = Buffer.from('<b>“{{ x }}” & £</b>')
  const template = 'pages/contracts/filter-groups.njk'
  expect(String(renderAround(() => around, template, view, {}))).toBe(around)
  const whole = renderAround(
    (_template, given) => `é${String((given as { part: unknown }).part)}–`,
    template,
    view,
    { part },
  )
  expect(String(whole)).toBe('é<b>“{{ x }}” & £</b>–')
})
