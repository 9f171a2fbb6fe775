import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeRedirect } from '../../../src/accounts/safe-redirect.ts'

it.each(['/', '/contracts?q=network&page=2', '/returns/3/review', '/a%20b'])('keeps our path %s', (path) => {
  expect(safeRedirect(path, '/x')).toBe(path)
})

it.each([
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '/%0d\r\nSet-Cookie: a=b',
  '/x\nLocation: y',
  '/..//evil.test',
  '/a/../..//evil.test/x',
  '/./%2e%2e//evil.test',
  '\\\\evil.test',
  'javascript:alert(1)',
  ' /x',
  '/\t/evil.test',
  '',
  ['/a', '/b'],
  undefined,
])('refuses %j', (asked) => {
  expect(safeRedirect(asked, '/x')).toBe('/x')
})

it('never leaves the host, whatever is asked', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `/${text}`),
        fc
          .array(fc.constantFrom('/', '..', '.', '%2e', 'evil.test', '\\', '@'))
          .map((parts) => `/${parts.join('')}`),
        fc.webUrl(),
      ),
      (asked) => {
        const url = new URL(safeRedirect(asked), 'https://ours.example')
        expect(url.origin).toBe('https://ours.example')
      },
    ),
  )
})
