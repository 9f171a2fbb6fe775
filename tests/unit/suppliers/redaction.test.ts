import { describe, expect, it } from 'vitest'
import { isRedactionMarker, redactionReason } from '../../../src/suppliers/redaction.ts'

describe('redaction marker', () => {
  it.each([
    ['REDACTED PERSONAL DATA', 'personal'],
    ['Redacted - Personal Information', 'personal'],
    ['REDACTED COMMERCIAL CONFIDENTIALITY', 'commercial'],
    ['Redacted', 'other'],
    ['*** COMPANY NAME REDACTED ***', 'other'],
    ['Data Protection Exemption', 'personal'],
    ['Commercially sensitive', 'commercial'],
    ['Name withheld', 'other'],
  ])('"%s" is one, for a %s reason', (text, reason) => {
    expect(redactionReason(text)).toBe(reason)
  })

  it.each([
    'REDCATED',
    'redated',
    'Redactedd',
    'REDACTD',
    'RED12345ACTED',
    'R E D A C T E D',
    '***',
    '█████',
    'xxxx',
    'Lamp House#REDACTED - PERSONAL DATA',
  ])('is recognised in "%s"', (text) => {
    expect(isRedactionMarker(text)).toBe(true)
  })

  it.each([
    'Redactive Example Media',
    'Redactive Example Ltd',
    'Redact Example Software Ltd',
    'Related Care Ltd',
    'Dedicated Example Ltd',
    'Rejected Records',
    'Restricted Access Ltd',
    'Exempt Example Housing Ltd',
    'Privacy & Data Protection Example Ltd',
    'Confidential Waste Example Ltd',
    'Roxxxy Ltd',
    '',
  ])('is not seen in "%s"', (text) => {
    expect(isRedactionMarker(text)).toBe(false)
  })
})
