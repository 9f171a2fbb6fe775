import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareIdentifiers,
  type HeldIdentifier,
  type IdentifierReading,
  readCharityNumber,
  readCompanyNumber,
  readLegalEntityIdentifier,
  readProcurementNumber,
  readVatNumber,
} from '../../../src/suppliers/supplier-identifiers.ts'

const value = (reading: IdentifierReading): string =>
  reading.ok ? `${reading.identifier.scheme} ${reading.identifier.value}` : reading.reason

describe('company number', () => {
  it.each([
    ['01234567', 'GB-COH 01234567'],
    ['1234567', 'GB-COH 01234567'],
    ['123456', 'GB-COH 00123456'],
    [' 0123 4567 ', 'GB-COH 01234567'],
    ['SC 123456', 'GB-COH SC123456'],
    ['sc12345', 'GB-COH SC012345'],
    ['oc301234', 'GB-COH OC301234'],
    ['GB-COH-01234567', 'GB-COH 01234567'],
    ['gb/01234567', 'GB-COH 01234567'],
    ['IP12345R', 'GB-COH IP12345R'],
    ['00000000', 'all_zeros'],
    ['', 'blank'],
    ['N/A', 'shape'],
    ['12', 'shape'],
    ['123456789', 'shape'],
    ['XX123456', 'shape'],
  ])('"%s" is %s', (text, expected) => {
    expect(value(readCompanyNumber(text))).toBe(expected)
  })

  it('read again is itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 99_999_999 }), (number) => {
        const first = readCompanyNumber(String(number))
        expect(first.ok && readCompanyNumber(first.identifier.value)).toMatchObject({
          ok: true,
          padded: false,
        })
      }),
    )
  })
})

describe('charity number', () => {
  it.each([
    ['1095652', 'GB-CHC 1095652'],
    ['212345-1', 'GB-CHC 212345'],
    ['SC012345', 'GB-SC SC012345'],
    ['SC12345', 'GB-SC SC012345'],
    ['NIC100123', 'GB-NIC 100123'],
    ['NI 100123', 'GB-NIC 100123'],
    ['GB-CHC-1095652', 'GB-CHC 1095652'],
    ['12', 'shape'],
    ['', 'blank'],
  ])('"%s" is %s', (text, expected) => {
    expect(value(readCharityNumber(text))).toBe(expected)
  })
})

/** A VAT number with a right check, made from any first seven digits. */
function vatFrom(seven: string, plus55: boolean): string {
  const sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(seven[at]), 0)
  const check = 97 - ((sum + (plus55 ? 55 : 0)) % 97)
  return seven + String(check).padStart(2, '0')
}

describe('VAT number', () => {
  it('with a right check is read in either scheme, a branch as its trader', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_999_999 }), fc.boolean(), (seven, plus55) => {
        const vat = vatFrom(String(seven), plus55)
        expect(value(readVatNumber(`GB ${vat}`))).toBe(`GB-VAT ${vat}`)
        expect(value(readVatNumber(`${vat}001`))).toBe(`GB-VAT ${vat}`)
      }),
    )
  })

  it('with one digit changed is refused', () => {
    const vat = vatFrom('1234567', false)
    expect(value(readVatNumber(vat.replace('3', '4')))).toBe('checksum')
  })

  it('of government and of health bodies has three digits', () => {
    expect(value(readVatNumber('GBGD001'))).toBe('GB-VAT GD001')
    expect(value(readVatNumber('HA 500'))).toBe('GB-VAT HA500')
    expect(value(readVatNumber('GD777'))).toBe('shape')
  })
})

/** Eighteen characters with their two check digits of ISO 7064 (mod 97-10). */
function withCheck(body: string): string {
  const digits = [...`${body}00`].map((character) => Number.parseInt(character, 36)).join('')
  return body + String(98n - (BigInt(digits) % 97n)).padStart(2, '0')
}

describe('other numbers', () => {
  it('are read in canonical form', () => {
    expect(value(readProcurementNumber('gb-ppon-abcd-1234-efgh'))).toBe('GB-PPON ABCD-1234-EFGH')
    expect(value(readProcurementNumber('ABCD-123-EFGH'))).toBe('shape')
    const lei = withCheck('213800EXAMPLEEXAMP')
    expect(value(readLegalEntityIdentifier(lei.toLowerCase()))).toBe(`LEI ${lei}`)
    expect(value(readLegalEntityIdentifier(lei.replace('2138', '2183')))).toBe('checksum')
  })
})

describe('numbers of two suppliers', () => {
  const held = (scheme: HeldIdentifier['scheme'], number: string, confirmed = true): HeldIdentifier => ({
    scheme,
    value: number,
    confirmed,
  })

  it('that differ in one scheme are a hard no, if both are confirmed', () => {
    const one = [held('GB-COH', '01234567')]
    expect(compareIdentifiers(one, [held('GB-COH', '07654321')])).toBe('different')
    expect(compareIdentifiers(one, [held('GB-COH', '07654321', false)])).toBe('maybe_different')
    expect(compareIdentifiers(one, [held('GB-CHC', '1095652')])).toBe('unknown')
    expect(compareIdentifiers(one, [])).toBe('unknown')
  })

  it('that agree are the same only where confirmed, and never by VAT', () => {
    const one = [held('GB-COH', '01234567')]
    expect(compareIdentifiers(one, one)).toBe('same')
    expect(compareIdentifiers(one, [held('GB-COH', '01234567', false)])).toBe('maybe_same')
    expect(compareIdentifiers([held('GB-VAT', '123456789')], [held('GB-VAT', '123456789')])).toBe(
      'maybe_same',
    )
    expect(compareIdentifiers([held('GB-VAT', '1')], [held('GB-VAT', '2')])).toBe('unknown')
  })

  it('that agree in one scheme and differ in another differ', () => {
    const left = [held('GB-COH', '01234567'), held('GB-CHC', '1095652')]
    const right = [held('GB-COH', '07654321'), held('GB-CHC', '1095652')]
    expect(compareIdentifiers(left, right)).toBe('different')
    expect(compareIdentifiers(right, left)).toBe('different')
  })
})
