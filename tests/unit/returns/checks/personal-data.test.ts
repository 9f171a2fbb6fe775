import { expect, it } from 'vitest'
import { personalData } from '../../../../src/returns/checks/personal-data.ts'

it.each([
  'Write to a.person@example.org',
  'Ring 020 7946 0018 after five',
  '+44 20 7946 0018',
  '(020) 7946 0018',
  'Ref QQ 12 34 56 C',
])('suspects “%s”', (text) => {
  expect(personalData(text)?.code).toBe('personal_data_suspected')
})

it.each([
  'Contract 2024-2026, 12 months',
  'Value 1,234,567.00',
  'Ref 0123456',
  'Lots 1 to 4 @ £200 each',
  'CPV 48000000-8',
  '01/04/2025 - 31/03/2028',
  'Framework RM1557.14 lot 3',
])('leaves “%s” alone', (text) => {
  expect(personalData(text)).toBeNull()
})
