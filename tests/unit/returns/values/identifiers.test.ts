import { expect, it } from 'vitest'
import { readCharityNumber, readCompanyNumber, readCpv } from '../../../../src/returns/values/identifiers.ts'

it.each([
  ['01234567', '01234567'],
  ['sc 123456', 'SC123456'],
  ['OC312345', 'OC312345'],
  ['GB-COH-01234567', '01234567'],
  ['gb/07445476', '07445476'],
  ['IP22981R', 'IP22981R'],
])('reads the company number %s without a word', (text, expected) => {
  expect(readCompanyNumber(text)).toEqual({ value: expected, issues: [] })
})

it('puts a lost leading nought back and says so', () => {
  expect(readCompanyNumber('1234567')).toMatchObject({
    value: '01234567',
    issues: [{ code: 'company_number_suspect', suggestion: '01234567' }],
  })
})

it.each(['1.23E+07', '12345', '123456789', 'see website'])('keeps %s as text and flags it', (text) => {
  expect(readCompanyNumber(text)).toMatchObject({
    value: null,
    word: text,
    issues: [{ code: 'company_number_suspect' }],
  })
})

it('reads charity numbers of the three registers', () => {
  expect(
    ['1095652', 'SC012345', '1095652-1', 'GB-CHC-1095652'].map((text) => readCharityNumber(text).value),
  ).toEqual(['1095652', 'SC012345', '1095652', '1095652'])
  expect(readCharityNumber('charity').issues).toEqual([{ code: 'charity_number_suspect' }])
})

it('reads CPV codes with and without their check digit, and suggests lost noughts', () => {
  expect(
    ['48000000', '48000000-8', '48000000-8 Software package'].map((text) => readCpv(text).value),
  ).toEqual(Array(3).fill('48000000'))
  expect(readCpv('4800')).toMatchObject({
    value: null,
    word: '4800',
    issues: [{ code: 'cpv_suspect', suggestion: '48000000' }],
  })
})
