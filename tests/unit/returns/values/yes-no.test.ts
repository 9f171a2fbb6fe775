import { expect, it } from 'vitest'
import { readYesNo } from '../../../../src/returns/values/yes-no.ts'

it('tells yes, no and not stated apart', () => {
  expect(['Y', 'yes', 'TRUE', '1', 'Yes - certified'].map((text) => readYesNo(text, 'is_sme').value)).toEqual(
    Array(5).fill(true),
  )
  expect(['N', 'no', 'FALSE', '0'].map((text) => readYesNo(text, 'is_sme').value)).toEqual(
    Array(4).fill(false),
  )
  expect(['', 'Unknown', 'N/A'].map((text) => readYesNo(text, 'is_sme').value)).toEqual(Array(3).fill(null))
})

it('knows the words that answer the question of the column', () => {
  expect(readYesNo('SME', 'is_sme').value).toBe(true)
  expect(readYesNo('Large', 'is_sme').value).toBe(false)
  expect(readYesNo('Charity', 'is_vcse').value).toBe(true)
  expect(readYesNo('Large', 'is_vcse')).toMatchObject({
    value: null,
    word: 'Large',
    issues: [{ code: 'yes_no_unreadable' }],
  })
})
