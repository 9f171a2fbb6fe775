import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelOf, PUBLICATION_LEVELS } from '../../../src/contracts/publication-levels.ts'
import {
  canWithhold,
  coarseDay,
  fieldsWithheldWith,
  publicValues,
  type Withheld,
} from '../../../src/contracts/withholding.ts'
import { FIELDS } from '../../../src/returns/mapping/fields.ts'

const withheld = (field: string, more: Partial<Withheld> = {}): Withheld => ({
  field,
  reason: 'commercial',
  ground: 'section 94 Procurement Act 2023',
  review_on: '2027-03-01',
  precision: 'full',
  ...more,
})

const row = {
  title: 'Guest house',
  supplier_name_raw: 'Quilla Marsh',
  suppliers: [{ name: 'Quilla Marsh' }],
  supplier_company_no: '01234567',
  value_annual: 12_500_00,
  value_annual_low: 1,
  current_end_on: '2027-05-09',
  words: { max_end_on: 'Rolling', value_annual: 'TBC' },
}

describe('what the public may see', () => {
  it('is everything where nothing is withheld', () => {
    expect(publicValues(row, [])).toEqual({ values: row, withheld: [] })
  })

  it('has neither a withheld value nor its bounds, nor the word in its place', () => {
    const { values } = publicValues(row, [withheld('value_annual'), withheld('max_end_on')])
    const { value_annual, value_annual_low, words, ...rest } = row
    expect(values).toEqual(rest)
  })

  it('has no name and no number of a withheld supplier', () => {
    const { values } = publicValues(row, [withheld('supplier_name_raw')])
    expect(values).toMatchObject({ supplier_name_raw: 'Supplier withheld', title: 'Guest house' })
    expect(JSON.stringify(values)).not.toMatch(/Quilla|01234567/)
  })

  it('withholds every name of a row with a marker, for the reason that the marker states', () => {
    const marked = {
      ...row,
      redacted: true,
      suppliers: [{ name: 'Quilla Marsh' }, { name: 'REDACTED PERSONAL DATA' }],
    }
    const shown = publicValues(marked, [])
    expect(shown.withheld).toEqual([
      { field: 'supplier_name_raw', reason: 'personal', ground: null, review_on: null, precision: 'full' },
    ])
    expect(JSON.stringify(shown.values)).not.toMatch(/Quilla|redacted/i)
  })

  it('gives a date to its quarter or year, an end as the last day and a start as the first', () => {
    const { values } = publicValues(row, [withheld('current_end_on', { precision: 'quarter' })])
    expect(values).toMatchObject({ current_end_on: '2027-06-30', current_end_on_precision: 'quarter' })
    expect(coarseDay('start_on', '2027-05-09', 'quarter')).toBe('2027-04-01')
    expect(coarseDay('start_on', '2027-05-09', 'year')).toBe('2027-01-01')
    expect(coarseDay('max_end_on', '2027-05-09', 'year')).toBe('2027-12-31')
  })

  it('follows the withholding that shows less where two reach a field', () => {
    const both = [withheld('current_end_on', { precision: 'quarter' }), withheld('current_end_on')]
    for (const order of [both, both.toReversed()])
      expect(publicValues(row, order).values).not.toHaveProperty('current_end_on')
  })
})

const names = Object.keys(FIELDS.contracts).filter((field) => canWithhold(field, 'full'))
const anyValue = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const anyRow = fc.dictionary(
  fc.constantFrom(...Object.keys(FIELDS.contracts), 'suppliers', 'options'),
  anyValue,
)

describe('for any row', () => {
  it('says the same whatever the withheld value is', () => {
    fc.assert(
      fc.property(anyRow, fc.constantFrom(...names), anyValue, anyValue, (values, field, one, other) => {
        const shown = [one, other].map((value) => {
          const given = { ...values, [field]: value, [`${field}_low`]: value, words: { [field]: value } }
          return JSON.stringify(publicValues(given, [withheld(field)]))
        })
        expect(shown[0]).toBe(shown[1])
      }),
    )
  })

  it('leaves every other field as it is', () => {
    fc.assert(
      fc.property(anyRow, fc.constantFrom(...names), (values, field) => {
        const { values: shown } = publicValues(values, [withheld(field)])
        const reached = new Set(fieldsWithheldWith(field))
        for (const [key, value] of Object.entries(values))
          if (!reached.has(key)) expect(shown[key]).toEqual(value)
      }),
    )
  })

  it('tells of a coarse date no more than its quarter', () => {
    const days = fc
      .integer({ min: 1, max: 30 })
      .map((day) => `2027-0${4 + (day % 3)}-${String(day).padStart(2, '0')}`)
    fc.assert(
      fc.property(days, days, (one, other) => {
        const coarse = [withheld('current_end_on', { precision: 'quarter' })]
        const shown = [one, other].map((day) => publicValues({ current_end_on: day }, coarse))
        expect(shown[0]).toEqual(shown[1])
      }),
    )
  })
})

describe('publication levels', () => {
  it('are decided for every field of a contracts return', () => {
    expect(
      Object.keys(FIELDS.contracts).filter((field) => !Object.hasOwn(PUBLICATION_LEVELS, field)),
    ).toEqual([])
  })

  it('keep satisfaction, criticality, contacts and notes from the public, and what nobody has decided about', () => {
    const kept = [
      'satisfaction',
      'criticality',
      'contact_name',
      'contact_email',
      'notes',
      'notes_low',
      'constructor',
      'x',
    ]
    expect(kept.map(levelOf)).not.toContain('public')
    expect(levelOf('current_end_on_precision')).toBe('public')
  })
})
