import { expect, it } from 'vitest'
import { withoutWords } from '../../../src/alerts/left-out-words.ts'

it.each([
  ['lift', 'consultancy', 'lift -consultancy'],
  ['lift', 'consultancy, "spare parts"; -void', 'lift -consultancy -"spare parts" -void'],
  ['"housing repairs"', '', '"housing repairs"'],
  ['', 'care', '-care'],
  ['lift', ' - , "', 'lift'],
])('%j without %j is %j', (q, leftOut, words) => {
  expect(withoutWords(q, leftOut)).toBe(words)
})
