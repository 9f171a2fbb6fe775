import { describe, expect, it } from 'vitest'
import { joinLoose } from '../../../src/suppliers/name-words.ts'
import { numbersOf } from '../../../src/suppliers/read-views.ts'

const numbers = (name: string) => numbersOf(name.split(' '))

describe('the figures of a name', () => {
  it.each([
    ['lot 07 framework', ['7']],
    ['alder two', ['2']],
    ['alder iii', ['3']],
    ['alder v', ['5']],
    ['v alder', []],
    ['one alder', []],
    ['i to i alder', []],
  ])('of "%s" are %j', (name, expected) => {
    expect(numbers(name)).toEqual(expected)
  })

  it('are never made of a word that only the language of this program knows', () => {
    for (const word of ['constructor', 'valueof', 'tostring', 'hasownproperty']) {
      expect(numbers(`alder ${word}`)).toEqual([])
      expect(joinLoose(['alder', word])).toBe(`alder${word}`)
    }
  })
})
