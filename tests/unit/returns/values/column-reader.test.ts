import { expect, it } from 'vitest'
import { authorityFinder } from '../../../../src/returns/checks/authority-names.ts'
import { FIELDS } from '../../../../src/returns/mapping/fields.ts'
import { DEFAULT_LIMITS } from '../../../../src/returns/read-return.ts'
import { columnReaders } from '../../../../src/returns/values/column-reader.ts'

const LENGTH = 300_000
const PIECES = [
  ' ',
  'a',
  '1',
  '1/',
  '(',
  '.',
  ',',
  '-',
  '£',
  'Ltd ',
  '0 ',
  'x ',
  '"',
  '\u200b',
  '+1',
  'a@',
  '&amp;',
  '; ',
  ' / ',
  'e9',
  'Ã',
  't/a ',
  '\n ',
  '|',
  '#',
]

const authority = { slug: 'barnet', names: ['Barnet'] }
const readers = (['contracts', 'systems'] as const).flatMap((kind) => {
  const mapping = Object.keys(FIELDS[kind]).map((field, at) => ({
    column: at + 1,
    heading: field,
    field,
    confidence: 1,
    ambiguous: false,
    basis: 'synonym' as const,
    samples: [],
  }))
  return columnReaders(mapping, {
    kind,
    limits: DEFAULT_LIMITS,
    authority,
    authorities: authorityFinder(authority, []),
  })
})

it.each(PIECES)('reads a cell of 300,000 characters of “%s” in any field without getting slow', (piece) => {
  const text = `a${piece.repeat(LENGTH / piece.length)}b`
  for (const reader of new Map(readers.map((one) => [one.definition.type, one])).values()) {
    const started = performance.now()
    reader.read(text)
    expect(performance.now() - started, `${reader.field} with ${piece}`).toBeLessThan(1000)
  }
})

it('reads the same text of a column to the same cell, kept or not', () => {
  for (const reader of readers) {
    const once = ['14/05/2025', 'Yes', '12,500', 'TBC', '', 'A Ltd; B Ltd'].map((text) =>
      structuredClone(reader.read(text)),
    )
    for (let nth = 0; nth < 5000; nth += 1) reader.read(`other text ${nth}`)
    expect(
      ['14/05/2025', 'Yes', '12,500', 'TBC', '', 'A Ltd; B Ltd'].map((text) => reader.read(text)),
      reader.field,
    ).toEqual(once)
  }
})
