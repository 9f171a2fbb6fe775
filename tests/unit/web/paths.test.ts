import { expect, it } from 'vitest'
import { withQuery } from '../../../src/web/paths.ts'

it('leaves out what is not asked and escapes what is', () => {
  expect(
    withQuery('/contracts', { q: 'a&b "c"', authority: ['camden', 'barnet'], cursor: undefined, x: '' }),
  ).toBe('/contracts?q=a%26b+%22c%22&authority=camden&authority=barnet')
  expect(withQuery('/contracts', { q: '' })).toBe('/contracts')
})
