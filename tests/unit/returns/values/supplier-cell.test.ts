import { describe, expect, it } from 'vitest'
import { readSuppliers } from '../../../../src/returns/values/supplier-cell.ts'

const names = (text: string): string[] => (readSuppliers(text).value ?? []).map(({ name }) => name)

describe('readSuppliers', () => {
  it.each([
    ['A Ltd; B Ltd', ['A Ltd', 'B Ltd']],
    ['A Ltd / B Ltd', ['A Ltd', 'B Ltd']],
    ['A Ltd\r\nB Ltd;', ['A Ltd', 'B Ltd']],
    ['Osprey & Vane Ltd', ['Osprey & Vane Ltd']],
    ['Smith, Jones and Co LLP', ['Smith, Jones and Co LLP']],
    ['A/B Testing Ltd', ['A/B Testing Ltd']],
    ['R&amp;B Works Ltd', ['R&amp;B Works Ltd']],
    ['A Ltd t/a Quill', ['A Ltd']],
    ['A Ltd trading as Quill', ['A Ltd']],
    ['', []],
  ])('splits “%s” on semicolons, spaced slashes and line breaks only', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })

  it('says when a cell names several', () => {
    expect(readSuppliers('A Ltd; B Ltd').issues).toEqual([{ code: 'supplier_multiple' }])
    expect(readSuppliers('A Ltd').issues).toEqual([])
  })

  it.each([
    'Various',
    'various suppliers',
    'TBC',
    'N/A',
    'Sundry creditor',
    'See list of vendors',
    '-',
    'Unknown',
  ])('takes “%s” for nobody in particular', (text) => {
    expect(readSuppliers(text)).toMatchObject({
      value: [{ name: text, placeholder: true }],
      issues: [{ code: 'supplier_placeholder' }],
    })
  })

  it.each(['REDACTED PERSONAL DATA', 'Redcated', 'RED12345ACTED', '*****'])(
    'takes “%s” for a redaction',
    (text) => {
      expect(readSuppliers(text)).toMatchObject({ redacted: true, issues: [{ code: 'redaction_marker' }] })
    },
  )

  it.each([
    'Redactive Media Group',
    'Various Artists Ltd',
    'Unknown Pleasures Records Ltd',
    'TBC Consulting Ltd',
  ])('takes “%s” for a supplier', (text) => {
    expect(readSuppliers(text)).toEqual({ value: [{ name: text }], issues: [] })
  })
})
