// Which headings that councils write are known, each by itself?
import { expect, test } from 'vitest'
import { mapHeadings } from '../../../../src/returns/mapping/map-headings.ts'

const CONTRACTS: [heading: string, field: string | null][] = [
  ['Contract Ref / ID', 'local_reference'],
  ['CONTRACT NUMBER', 'local_reference'],
  ['Title / Description of Contract', 'title'],
  ['Description of the goods and/or services being provided', 'description'],
  ['Scope of works', 'description'],
  ['Awarded Supplier(s)', 'supplier_name_raw'],
  ['From', 'start_on'],
  ['Contract Term Start', 'start_on'],
  ['To', 'current_end_on'],
  ['Expiry', 'current_end_on'],
  ['End date (excluding extensions)', 'current_end_on'],
  ['Potential end date (incl. extension options)', 'max_end_on'],
  ['Maximum Contract Expiry Date', 'max_end_on'],
  ['Contract Award Date', 'signed_on'],
  ['TCV', 'value_whole_term_net'],
  ['Value p.a.', 'value_annual'],
  ['Max contract value inc all extensions', 'value_max_incl_options'],
  ['Contracted Value', 'value'],
  ['Value of any VAT that cannot be recovered', 'irrecoverable_vat'],
  ['Local Authority department responsible', 'department'],
  [
    'Whether or not the contract was the result of an invitation to quote or a published invitation to tender',
    'process_type',
  ],
  ['Whether or not the supplier is a small or medium sized enterprise', 'is_sme'],
  ['Whether or not the supplier is a voluntary or community sector organisation', 'is_vcse'],
  ['Option to extend? (Y/N)', 'has_options'],
  ['Extension Option (Yes/No)', 'has_options'],
  ['Extension Options', 'term_text'],
  ['Additional Text', 'notes'],
  ['Suitable for SME', null],
  ['Supplier Postcode', null],
  ['Contract Manager', null],
  ['Number of bids', null],
  ['Insurance expiry date', null],
  ['Cost Centre', null],
]

const SYSTEMS: [heading: string, field: string | null][] = [
  ['Business Application', 'technology'],
  ['Software Vendor', 'maker'],
  ['SaaS / On premise', 'hosting'],
  ['Hosted / Cloud / On-Premise', 'hosting'],
  ['No. of users', 'users'],
  ['Renewal date', 'current_end_on'],
  ['Satisfaction (1-5)', 'satisfaction'],
  ['Replacement due', 'planned_replacement_on'],
  ['Technical Owner', null],
  ['Go live date', null],
]

test.each(CONTRACTS)('“%s” of a contracts return is %s', (heading, field) => {
  expect(mapHeadings([heading], [], 'contracts')[0]?.field ?? null).toBe(field)
})

test.each(SYSTEMS)('“%s” of a systems return is %s', (heading, field) => {
  expect(mapHeadings([heading], [], 'systems')[0]?.field ?? null).toBe(field)
})
