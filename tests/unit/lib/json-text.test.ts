import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storableJson } from '../../../src/lib/json-text.ts'

it('writes JSON as it stands where PostgreSQL can keep it', () => {
  const value = { text: 'a \\u0000 \\ud83d “x” 😀\n', list: [1, null, 'ß'] }
  expect(storableJson(value)).toBe(JSON.stringify(value))
})

it('writes JSON without NUL and halves of letters, and nothing else otherwise', () => {
  const unit = fc.oneof(
    fc.constantFrom('\0', '\ud83d', '\ude00', '😀', '\\', '\\u0000', '"'),
    fc.string({ unit: 'binary' }),
  )
  const text = fc.array(unit).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const back: unknown = JSON.parse(storableJson({ texts }))
      expect(back).toEqual({ texts: texts.map((one) => one.replaceAll('\0', '␀').toWellFormed()) })
    }),
  )
})
