import { expect, it } from 'vitest'
import { hashText, mix } from '../../../../src/returns/checks/repeats.ts'

it('gives 300,000 texts that differ little a hash each', () => {
  const hashes = new Set<number>()
  for (let nth = 0; nth < 300_000; nth += 1) hashes.add(hashText(`LB-${String(nth).padStart(7, '0')}`))
  expect(hashes.size).toBe(300_000)
})

it('gives 300,000 pairs a hash each, and another for the pair turned round', () => {
  const hashes = new Set<number>()
  const [left, right] = [hashText('left'), hashText('right')]
  for (let nth = 0; nth < 100_000; nth += 1) {
    const other = hashText(`row ${nth}`)
    for (const hash of [mix(left, other), mix(other, left), mix(right, other)]) hashes.add(hash)
  }
  expect(hashes.size).toBe(300_000)
})

it('stays within whole numbers that are exact', () => {
  for (const text of ['', 'a', '\uffff'.repeat(50)]) {
    expect(Number.isSafeInteger(hashText(text))).toBe(true)
    expect(Number.isSafeInteger(mix(hashText(text), hashText(text)))).toBe(true)
  }
})
