import fc from 'fast-check'
import { expect, it } from 'vitest'
import { supplierKey } from '../../../../src/returns/values/supplier-key.ts'

it.each([
  'HOLLOWMERE SYSTEMS LTD.',
  'Hollowmere Systems Limited',
  'Hollowmere  Systems Ltd',
  'Hollowmere Systems (Ltd)',
  'Hollowmere-Systems Ltd',
  ' hollowmere systems ltd ',
  'Hollowmere Systems Ltd (00000000)',
  'Hollow\u200Bmere Sys\u00ADtems Ltd',
  'Ｈollowmere Systems Ltd',
])('takes “%s” for the same name', (spelling) => {
  expect(supplierKey(spelling)).toBe(supplierKey('Hollowmere Systems Ltd'))
})

it.each([
  'Hоllowmere Systems Ltd',
  'Hollowmere System Ltd',
  'Hollowmere Systems plc',
  'Hollowmere Systems 2 Ltd',
])('takes “%s” for another name', (spelling) => {
  expect(supplierKey(spelling)).not.toBe(supplierKey('Hollowmere Systems Ltd'))
})

it('takes composed and decomposed accents, and one level of HTML entities, for the same', () => {
  expect(supplierKey('Cafe\u0301 &amp; Sons')).toBe(supplierKey('Café and Sons'))
})

it('P9: gives the key of a key as itself, and so groups names into classes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (name) => {
      expect(supplierKey(supplierKey(name))).toBe(supplierKey(name))
    }),
    { numRuns: 1000 },
  )
})
