import { describe, expect, it } from 'vitest'
import { FIELDS } from '../../../../src/returns/mapping/fields.ts'
import { mapHeadings } from '../../../../src/returns/mapping/map-headings.ts'

const fields = (headings: string[], kind: 'contracts' | 'systems' = 'contracts') =>
  mapHeadings(headings, [], kind).map(({ field }) => field)

describe('our own names of the fields', () => {
  it.each(['contracts', 'systems'] as const)(
    'map to the fields of a %s return, label and name alike, and ask nothing but the value',
    (kind) => {
      for (const headings of [
        Object.values(FIELDS[kind]).map(({ label }) => label),
        Object.keys(FIELDS[kind]),
      ]) {
        const columns = mapHeadings(headings, [], kind)
        expect(columns.map(({ field }) => field)).toEqual(Object.keys(FIELDS[kind]))
        expect(columns.filter(({ ambiguous, field }) => ambiguous && field !== 'value')).toEqual([])
      }
    },
  )
})

describe('mapHeadings', () => {
  it.each([
    ['Contract Ref No.', 'local_reference'],
    ['CONTRACT_TITLE', 'title'],
    ['Title of the Agreement', 'title'],
    ['ContractTitle', 'title'],
    ['Contract\nTitle', 'title'],
    ['Description of goods and services', 'description'],
    ['Suppliers name', 'supplier_name_raw'],
    ['Benificiary Name', 'supplier_name_raw'],
    ['Other parties to contract', 'supplier_name_raw'],
    ['Directotate', 'department'],
    ['Commencement Date', 'start_on'],
    ['Contract Expiry Date (not including extensions)', 'current_end_on'],
    ['End date incl. extensions', 'max_end_on'],
    ['Date of next review', 'review_on'],
    ['Est. annual contract value (£)', 'value_annual'],
    ['Total Contract Value £k', 'value_whole_term_net'],
    ['Value of VAT that cannot be recovered', 'irrecoverable_vat'],
    ['Is the supplier an SME?', 'is_sme'],
    ['Voluntary / Community Sector Organisation', 'is_vcse'],
    ['Companies House Number', 'supplier_company_no'],
    ['Procurement Route', 'route'],
    ['Options to extend', 'term_text'],
  ])('maps “%s” to %s', (heading, field) => {
    expect(fields([heading])).toEqual([field])
  })

  it.each([
    'Supplier ID',
    'Supplier Address',
    'Contract Manager',
    'Payment Date',
    'Date',
    'Insurance expiry date',
    'Previous supplier',
    'Number of suppliers',
    'CPV Description',
    'Reason for award',
    'Lead Officer',
    'Contact email',
    '',
    '???',
  ])('maps “%s” to nothing', (heading) => {
    expect(fields([heading])).toEqual([null])
  })

  it('asks which value, and which end', () => {
    const [value, end] = mapHeadings(['Value', 'End Date'], [], 'contracts')
    expect(value).toMatchObject({ field: 'value', ambiguous: true })
    expect(end).toMatchObject({
      field: 'current_end_on',
      ambiguous: true,
      choices: ['current_end_on', 'max_end_on'],
    })
    expect(mapHeadings(['End Date', 'Maximum End Date'], [], 'contracts')[0]?.ambiguous).toBe(false)
  })

  it('takes a completion date for the day of signing only beside an end date, and asks in any case', () => {
    expect(mapHeadings(['Contract completion date'], [], 'contracts')[0]).toMatchObject({
      field: null,
      ambiguous: true,
    })
    expect(mapHeadings(['Completion date', 'End date'], [], 'contracts')[0]).toMatchObject({
      field: 'signed_on',
      ambiguous: true,
    })
  })

  it('takes the service area for the department where there is no other', () => {
    expect(fields(['Service Area'])).toEqual(['department'])
    expect(fields(['Service Area', 'Directorate'])).toEqual(['service_area', 'department'])
    expect(fields(['Service Area'], 'systems')).toEqual(['service_area'])
  })

  it('uses one of two differently worded columns and flags both', () => {
    const columns = mapHeadings(['Supplier', 'Contractor name'], [], 'contracts')
    expect(columns.map(({ field, ambiguous }) => [field, ambiguous])).toEqual([
      ['supplier_name_raw', true],
      [null, true],
    ])
  })

  it('keeps numbered suppliers and suppliers with roles beside each other', () => {
    const columns = mapHeadings(['Supplier 1', 'Supplier 2', 'Sub-contractor', 'Reseller'], [], 'contracts')
    expect(columns.map(({ field, ambiguous, role }) => [field, ambiguous, role])).toEqual([
      ['supplier_name_raw', false, undefined],
      ['supplier_name_raw', false, undefined],
      ['supplier_name_raw', false, 'sub'],
      ['supplier_name_raw', false, 'reseller'],
    ])
  })

  it('lets the cells decide between a date, an answer and a text', () => {
    const shape = (heading: string, cells: string[]) => mapHeadings([heading], [cells], 'contracts')[0]?.field
    expect(shape('Extension period', ['31/03/2027', '30/09/2028', '01/04/2029'])).toBe('max_end_on')
    expect(shape('Extension period', ['2 x 12 months', '1+1', '3 years'])).toBe('term_text')
    expect(shape('Option to extend', ['Yes', 'No', 'Yes'])).toBe('has_options')
    expect(shape('Last extension date', ['2 x 12 months', '1+1', '3 years'])).toBe('term_text')
  })

  it('remembers what the officer answered, also that a column is left out', () => {
    const profile = {
      headings: [
        { heading: 'Value', field: 'value_annual' },
        { heading: 'Supplier', field: null },
      ],
    }
    expect(
      mapHeadings(['value ', 'Supplier', 'Contractor'], [], 'contracts', profile).map(
        ({ field, ambiguous }) => [field, ambiguous],
      ),
    ).toEqual([
      ['value_annual', false],
      [null, false],
      ['supplier_name_raw', false],
    ])
  })

  it('maps the headings of a systems return', () => {
    expect(
      fields(
        [
          'System name',
          'Manufacturer',
          'Reseller',
          'Service area',
          'Hosting',
          'Number of users',
          'Status',
          'Contract reference',
          'Contract end date',
          'Satisfaction (1-5)',
          'Planned replacement',
          'Comments',
        ],
        'systems',
      ),
    ).toEqual([
      'technology',
      'maker',
      'supplier_name_raw',
      'service_area',
      'hosting',
      'users',
      'status',
      'local_reference',
      'current_end_on',
      'satisfaction',
      'planned_replacement_on',
      'notes',
    ])
  })
})
