import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  readOpportunityCursor,
  writeOpportunityCursor,
} from '../../../src/opportunities/opportunity-cursor.ts'

it('reads back what it wrote', () => {
  const cursor = fc.record({
    rank: fc.double({ noNaN: true, noDefaultInfinity: true }).map((rank) => rank + 0),
    days: fc.nat(),
    id: fc.uuid(),
    on: fc.constantFrom('2026-11-21', '2028-02-29'),
  })
  const holds = fc.property(cursor, (one) => {
    expect(readOpportunityCursor(writeOpportunityCursor(one))).toEqual(one)
  })
  fc.assert(holds)
})

it('answers null to any other text', () => {
  const isRefused = fc.property(fc.string(), (text) => {
    expect(readOpportunityCursor(text)).toBeNull()
  })
  fc.assert(isRefused)
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const id = '00000000-0000-4000-8000-000000000000'
  for (const parts of [
    [1, 2, id],
    [1, 2, 'x', '2026-11-21'],
    [1, 2.5, id, '2026-11-21'],
    [1, 2, id, '2026-02-30'],
  ])
    expect(readOpportunityCursor(encoded(parts))).toBeNull()
})
