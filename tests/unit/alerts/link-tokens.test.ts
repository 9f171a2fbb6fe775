import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  idInToken,
  isToken,
  type TokenKind,
  webhookSecret,
  writeToken,
} from '../../../src/alerts/link-tokens.ts'

const kinds = fc.constantFrom<TokenKind>('manage', 'unsubscribe', 'feed')

it('opens what it was made for, and nothing of another kind, id, generation or secret', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.uuid(),
      kinds,
      kinds,
      fc.nat(9),
      fc.nat(9),
      (id, other, kind, another, now, later) => {
        const token = writeToken('secret', kind, id, now)
        expect(idInToken(token)).toBe(id)
        expect(isToken('secret', token, kind, id, now)).toBe(true)
        expect(isToken('secret', token, another, id, now)).toBe(kind === another)
        expect(isToken('secret', token, kind, id, later)).toBe(now === later)
        expect(isToken('secret', token, kind, other, now)).toBe(id === other)
        expect(isToken('another', token, kind, id, now)).toBe(false)
      },
    ),
  )
})

it('is not opened by any other text', () => {
  const id = '00000000-0000-4000-8000-000000000000'
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isToken('secret', text, 'feed', id, 1)).toBe(false)
    }),
  )
  const token = writeToken('secret', 'feed', id, 1)
  expect(idInToken(`${token}=`)).toBeNull()
  expect(idInToken(token.slice(0, -1))).toBeNull()
})

it('gives each search and generation a secret of its own', () => {
  expect(
    new Set([webhookSecret('s', 'a', 1), webhookSecret('s', 'a', 2), webhookSecret('s', 'b', 1)]).size,
  ).toBe(3)
})
