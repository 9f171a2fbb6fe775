import { expect, it } from 'vitest'
import { buildSegment } from '../../../../src/contracts/search-index/build-segment.ts'
import { placesOfCommon } from '../../../../src/contracts/search-index/common-words.ts'
import { indexRow } from '../../../support/index-rows.ts'

const decoder = new TextDecoder()

function built(texts: readonly string[]) {
  const { words } = buildSegment(
    1,
    texts.map((text, number) => indexRow(number, { words: text })),
  )
  const names = Array.from({ length: words.starts.length - 1 }, (_, word) =>
    decoder.decode(words.bytes.subarray(words.starts[word], words.starts[word + 1])),
  )
  const placesOf = (name: string) => {
    const bits = placesOfCommon(words, names.indexOf(name))
    if (bits === null) return null
    const places = [...Array(bits.length * 32).keys()]
    return places.filter((place) => (((bits[place >> 5] ?? 0) >>> (place & 31)) & 1) === 1)
  }
  return { words, names, placesOf }
}

it('says of a common word at which places it stands, as if all texts stood one after the other', () => {
  const { placesOf } = built(["'a':1,3A 'b':2", '', "'a':2 'b':2C"])
  expect(placesOf('a')).toEqual([1, 3, 7])
  expect(placesOf('b')).toEqual([2, 7])
})

it('takes no memory for the places of words that are rarer than one in a hundred', () => {
  const many = Array.from({ length: 150 }, (_, place) => place + 1).join(',')
  const { placesOf } = built([`'a':${many} 'b':1,2`, "'c':1"])
  expect(placesOf('a')).toHaveLength(150)
  expect(placesOf('b')).toHaveLength(2)
  expect(placesOf('c')).toBeNull()
})

it('takes as common the twenty-four words that stand at most places, and no more', () => {
  const texts = Array.from({ length: 60 }, (_, number) =>
    Array.from({ length: 30 }, (_, word) => (number >= word ? `'w${word + 10}':${word + 1}` : '')).join(' '),
  )
  const { words, names } = built(texts.map((text) => text.trim()))
  expect([...words.common].map((word) => names[word])).toEqual(
    Array.from({ length: 24 }, (_, word) => `w${word + 10}`),
  )
})
