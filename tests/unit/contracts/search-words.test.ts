import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correctableWords, readSearchWords, respell } from '../../../src/contracts/search-words.ts'

const short = (typed: string) =>
  readSearchWords(typed).map((group) =>
    group.map(({ kind, text, excluded }) => `${excluded ? '-' : ''}${kind}:${text}`),
  )

it.each([
  ['payroll software', [['word:payroll', 'word:software']]],
  ['"social care" -agency', [['phrase:social care', '-word:agency']]],
  ['“social care', [['phrase:social care']]],
  ['-"home care" recruit*', [['-phrase:home care', 'prefix:recruit']]],
  ['cleaning or catering', [['word:cleaning'], ['word:catering']]],
  ['I.T. support', [['word:IT', 'word:support']]],
  ['DN521933 A/12-B', [['word:DN521933', 'word:A/12-B']]],
  ['- "" * &', []],
])('reads %s', (typed, expected) => {
  expect(short(typed)).toEqual(expected)
})

it('knows what short forms stand for, and the short form of what is written out', () => {
  expect(readSearchWords('ASC')[0]?.[0]?.alternatives).toEqual(['adult social care'])
  const [group] = readSearchWords('new adult social care system')
  expect(group?.map(({ text }) => text)).toEqual(['new', 'adult social care', 'system'])
  expect(group?.[1]?.alternatives).toEqual(['asc'])
})

it('corrects plain words of letters alone', () => {
  expect(correctableWords(readSearchWords('recriutment -agency "socail care" DN5 hr it'))).toEqual([
    'recriutment',
  ])
  expect(respell('recriutment -recriutment "recriutment"', new Map([['recriutment', 'recruitment']]))).toBe(
    'recruitment -recriutment "recriutment"',
  )
})

it('reads whatever is typed without refusing it', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      for (const term of readSearchWords(typed).flat()) expect(term.text).not.toBe('')
    }),
  )
})
