import { expect, it } from 'vitest'
import { type NumberField, statedNumber } from '../../../src/suppliers/stated-numbers.ts'
import { readRegisterNumber, registerIdentifier } from '../../../src/suppliers/supplier-identifiers.ts'

const LEI = '213800ABCDEFGHIJKL40'

function withCheckDigits(stem: string): string {
  const digits = [...`${stem}00`].map((one) => Number.parseInt(one, 36)).join('')
  return stem + String(98n - (BigInt(digits) % 97n)).padStart(2, '0')
}

it.each<[NumberField, string, string | null]>([
  ['supplier_charity_no', ' 1098765 ', 'GB-CHC 1098765'],
  ['supplier_charity_no', '1098765-1', 'GB-CHC 1098765'],
  ['supplier_charity_no', 'SC12345', 'GB-SC SC012345'],
  ['supplier_charity_no', 'NIC100123', 'GB-NIC 100123'],
  ['supplier_charity_no', 'none', null],
  ['supplier_vat_no', 'GB 123 4567 82', 'GB-VAT 123456782'],
  ['supplier_vat_no', 'GB 123 4567 83', null],
  ['supplier_ppon', 'gb-ppon-abcd-1234-efgh', 'GB-PPON ABCD-1234-EFGH'],
  ['supplier_lei', withCheckDigits('213800ABCDEFGHIJKL'), `LEI ${withCheckDigits('213800ABCDEFGHIJKL')}`],
  ['supplier_lei', LEI.replace('40', '00'), null],
  ['supplier_company_no', 'Charity no. 1098765', 'GB-CHC 1098765'],
  ['supplier_company_no', 'GB-SC-SC012345', 'GB-SC SC012345'],
  ['supplier_company_no', 'VAT 123456782', 'GB-VAT 123456782'],
  ['supplier_company_no', 'ABCD-1234-EFGH', 'GB-PPON ABCD-1234-EFGH'],
  ['supplier_company_no', '12345', null],
  ['supplier_company_no', 'see contract', null],
])('reads under %s “%s” as %s', (field, text, wanted) => {
  const found = statedNumber(field, text)
  expect(found === null ? null : `${found.scheme} ${found.value}`).toBe(wanted)
})

it.each([
  ['4142000', '04142000', 'GB-COH'],
  ['GB-CHC-517954', 'GB-CHC-517954', 'GB-CHC'],
  ['gb-chc:517954', 'GB-CHC-517954', 'GB-CHC'],
  ['GB-NIC-100123', 'GB-NIC-100123', 'GB-NIC'],
])('holds %s in the register copy as %s', (text, stored, scheme) => {
  expect(readRegisterNumber(text)).toBe(stored)
  expect(registerIdentifier(stored).scheme).toBe(scheme)
})
