import { expect, it } from 'vitest'
import { webhookProblem } from '../../../src/alerts/webhook-address.ts'

it.each(['', 'https://example.com/hook', 'https://example.com:8443/a?b=c', 'https://93.184.216.34/'])(
  'takes %j',
  (address) => {
    expect(webhookProblem(address)).toBeNull()
  },
)

it.each([
  'http://example.com/',
  'ftp://example.com/',
  'javascript:alert(1)',
  'https://user:secret@example.com/',
  'https://localhost/',
  'https://a.localhost/',
  'https://db.internal/',
  'https://intranet/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://10.1.2.3/',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  `https://example.com/${'a'.repeat(500)}`,
  'example.com',
])('refuses %j', (address) => {
  expect(webhookProblem(address)).not.toBeNull()
})
