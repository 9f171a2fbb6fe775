import { expect, it } from 'vitest'
import { readCode } from '../../../../src/returns/values/codes.ts'

it.each([
  ['process_type', 'Invitation to quote', 'invitation_to_quote'],
  ['process_type', 'Published invitation to tender', 'invitation_to_tender'],
  ['process_type', 'Open procedure', 'open'],
  ['process_type', 'Direct award without competition', 'direct'],
  ['route', 'G-Cloud 14', 'framework_call_off'],
  ['route', 'Restricted procedure', 'own_tender'],
  ['route', 'Negotiated without publication', 'direct_award'],
  ['contract_type', 'Single award contract', 'single_award'],
  ['contract_type', 'Services', 'services'],
  ['value_basis', 'Estimated cost', 'estimated'],
  ['status', 'Live', 'active'],
  ['status', 'Terminated early', 'terminated'],
  ['status', 'Inactive', 'terminated'],
  ['status', 'Extended', 'active'],
])('reads the %s “%s” as %s', (field, text, code) => {
  expect(readCode(text, field, false)).toEqual({ value: code, issues: [] })
})

it.each([
  ['hosting', 'On-premise', 'on_premises'],
  ['hosting', 'Vendor hosted (SaaS)', 'saas'],
  ['hosting', 'Azure cloud', 'cloud'],
  ['status', 'In use', 'live'],
  ['status', 'Being replaced', 'retiring'],
  ['status', 'Decommissioned', 'retired'],
  ['status', 'Planned', 'planned'],
])('reads the %s “%s” of a system as %s', (field, text, code) => {
  expect(readCode(text, field, true)).toEqual({ value: code, issues: [] })
})

it('reads every code of its own back as itself', () => {
  for (const code of ['invitation_to_quote', 'framework_call_off', 'dynamic_market', 'other'])
    expect(readCode(code, 'process_type', false).value).toBe(code)
})

it('keeps an answer it does not know and says which it knows', () => {
  const { value, word, issues } = readCode('by carrier pigeon', 'route', false)
  expect({ value, word }).toEqual({ value: null, word: 'by carrier pigeon' })
  expect(issues[0]?.detail).toContain('framework_call_off')
})
