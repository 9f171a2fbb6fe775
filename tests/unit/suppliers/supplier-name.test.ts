import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const strict = (raw: string): string => normaliseSupplierName(raw).strictKey
const kind = (raw: string): string => normaliseSupplierName(raw).kind

describe('strict key', () => {
  it('is one for case, punctuation, blanks, brackets, legal ending and a company number in brackets', () => {
    const spellings = [
      'Quillmere Example Software Ltd',
      'QUILLMERE EXAMPLE SOFTWARE LTD.',
      'Quillmere Example Software Limited',
      'Quillmere  Example Software  Ltd',
      'Quillmere Example Software (Ltd)',
      'Quillmere-Example Software Ltd',
      ' quillmere example software ltd ',
      'Quillmere Example Software Ltd (00000000)',
    ]
    expect(new Set(spellings.map(strict))).toEqual(new Set(['quillmereexamplesoftware']))
  })

  it('is one for composed, decomposed, zero-width and full-width letters, and another for other scripts and overrides', () => {
    const one = strict('Café Solutions Example Ltd')
    expect(strict('Cafe\u0301 Solutions Example Ltd')).toBe(one)
    expect(strict('Café\u200B Sol\u00ADutions Example Ltd')).toBe(one)
    expect(strict('Ｃafé Solutions Example Ltd')).toBe(one)
    expect(strict('C\u0430fé Solutions Example Ltd')).not.toBe(one)
    expect(strict('Café \u202EelpmaxE Solutions\u202C Ltd')).not.toBe(one)
    expect(strict('Café\u202E Solutions Example Ltd')).not.toBe(one)
  })

  it('keeps UK, plurals and Group apart, while Co and Company are one', () => {
    expect(strict('Quillmere (UK) Ltd')).not.toBe(strict('Quillmere Ltd'))
    expect(strict('Quillmere Carpenters Ltd')).not.toBe(strict('Quillmere Carpenter Ltd'))
    expect(strict('Quillmere Group Ltd')).not.toBe(strict('Quillmere Ltd'))
    expect(strict('Quillmere Co. Ltd.')).toBe(strict('QUILLMERE COMPANY LIMITED'))
    expect(strict('Quillmere Company Ltd')).not.toBe(strict('Quillmere Ltd'))
  })

  it('keeps the form as a feature', () => {
    expect(normaliseSupplierName('Quillmere C.I.C.').legalForm).toBe('cic')
    expect(normaliseSupplierName('Quillmere Community Interest Company').legalForm).toBe('cic')
    expect(normaliseSupplierName('Quillmere Public Limited Company').legalForm).toBe('plc')
    expect(normaliseSupplierName('Quillmere Mill Limited (The)')).toMatchObject({
      strictKey: 'quillmeremill',
      legalForm: 'ltd',
    })
    expect(normaliseSupplierName('Limited').strictKey).toBe('limited')
  })

  it('is the same for a key normalised again, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
        const once = normaliseSupplierName(raw)
        const upper = normaliseSupplierName(`  ${raw} `)
        expect(upper.strictKey).toBe(once.strictKey)
        expect(normaliseSupplierName(raw)).toEqual(once)
      }),
    )
  })
})

describe('parts', () => {
  it('stand beside the legal name only where a legal ending closes it', () => {
    expect(normaliseSupplierName('Quillmere Ltd T/A Bright Lamps')).toMatchObject({
      strictKey: 'quillmere',
      tradingAs: 'bright lamps',
    })
    expect(normaliseSupplierName('QUILLMERE LTD, TA BRIGHT LAMPS').tradingAs).toBe('bright lamps')
    expect(normaliseSupplierName('Quillmere Ltd (In Administration)')).toMatchObject({
      strictKey: 'quillmere',
      status: 'in administration',
    })
    expect(normaliseSupplierName('Quillmere Ltd - Western')).toMatchObject({
      strictKey: 'quillmere',
      site: 'western',
    })
    expect(normaliseSupplierName('Quillmere Ltd c/o Lamp House')).toMatchObject({
      strictKey: 'quillmere',
      careOf: 'lamp house',
    })
    expect(normaliseSupplierName('Alma Factors Ltd re Quillmere Lamps').onBehalfOf).toBe('quillmere lamps')
    expect(strict('Bright Lamps - Western')).toBe('brightlampswestern')
  })

  it('never set UK, a number or another legal form aside', () => {
    expect(strict('Quillmere Ltd (UK)')).not.toBe(strict('Quillmere Ltd'))
    expect(strict('Quillmere Ltd (No 2)')).not.toBe(strict('Quillmere Ltd'))
    expect(strict('Quillmere Limited, LLC')).not.toBe(strict('Quillmere Limited'))
  })
})

describe('kind', () => {
  it.each([
    ['See list of vendors', 'placeholder'],
    ['Various', 'placeholder'],
    ['TBC', 'placeholder'],
    ['N/A', 'placeholder'],
    ['-', 'placeholder'],
    ['Sundry creditors', 'placeholder'],
    ['Multiple suppliers on framework', 'placeholder'],
    ['Various Eateries Example Ltd', 'organisation'],
    ['The Local Data Example', 'organisation'],
    ['', 'blank'],
    ['  ', 'blank'],
    ['REDACTED PERSONAL DATA', 'redacted'],
    ['***', 'redacted'],
    ['Mr John Example', 'person'],
    ['Jane Smith', 'person'],
    ['J Smith', 'person'],
    ['Jane Smith Plumbing', 'organisation'],
    ['In-house', 'internal'],
    ['Internal recharge', 'internal'],
    ['Alma Ltd; Boro Ltd', 'several'],
    ['Alma / Boro', 'several'],
    ['Alma Ltd and Boro Ltd', 'several'],
    ['Fish &amp; Lamps', 'organisation'],
    ['Fish & Lamps Ltd', 'organisation'],
  ])('of "%s" is %s', (raw, expected) => {
    expect(kind(raw)).toBe(expected)
  })

  it('other than organisation never carries a key', () => {
    for (const raw of ['Various', 'Redacted', 'Jane Smith', 'In-house', 'Alma Ltd; Boro Ltd', '', 'TBC']) {
      expect(normaliseSupplierName(raw)).toMatchObject({ strictKey: '', looseKey: '' })
    }
  })
})
