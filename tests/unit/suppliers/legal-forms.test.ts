import { describe, expect, it } from 'vitest'
import { compareLegalForms, peelLegalForm } from '../../../src/suppliers/legal-forms.ts'

const peel = (name: string, length = name.length) => peelLegalForm(name.split(' '), length)

describe('legal form', () => {
  it.each([
    ['lamp works ltd', 'ltd', 1],
    ['lamp works limted', 'ltd', 1],
    ['lamp works public limited company', 'plc', 3],
    ['lamp works community interest company', 'cic', 3],
    ['lamp works cic ltd', 'cic', 2],
    ['lamp works limited liability partnership', 'llp', 3],
    ['lamp works cyf', 'ltd', 1],
    ['lamp works gmbh', 'gmbh', 1],
    ['quillmere nhs foundation trust', 'nhs_trust', 3],
    ['quillmere hospitals nhs f tr', 'nhs_trust', 3],
    ['quillmere hospitals nhsft', 'nhs_trust', 1],
  ])('of "%s" is %s in %i words', (name, form, length) => {
    expect(peel(name)).toMatchObject({ form, length })
  })

  it('is the longest that fits, and never the whole name', () => {
    expect(peel('limited')).toBeNull()
    expect(peel('limited company')).toBeNull()
    expect(peel('nhs trust')).toBeNull()
    expect(peel('health spa')).toBeNull()
  })

  it('cut by a column is believed only in long names', () => {
    expect(peel('quillmere housing association lim', 33)).toMatchObject({ form: 'ltd', cut: true })
    expect(peel('no city limit', 13)).toBeNull()
  })

  it('conflicts only with another stated form', () => {
    expect(compareLegalForms('ltd', 'plc')).toBe('conflict')
    expect(compareLegalForms('ltd', null)).toBe('one_missing')
    expect(compareLegalForms(null, null)).toBe('both_missing')
    expect(compareLegalForms('llp', 'llp')).toBe('same')
  })
})
