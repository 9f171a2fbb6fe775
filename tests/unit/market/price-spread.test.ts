import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VatBasis } from '../../../src/market/annual-value.ts'
import { priceSpreads } from '../../../src/market/price-spread.ts'

const prices = (...amounts: (number | null)[]) =>
  amounts.map((annual, index) => ({ authority: `a${index}`, annual, vat: 'net' as VatBasis }))
const spreadOf = (...amounts: (number | null)[]) => priceSpreads(prices(...amounts))[0]?.spread

describe('the spread of prices', () => {
  it('has median and quartiles in proportion between neighbours', () => {
    expect(spreadOf(50, 10, 40, 20, 30)).toEqual({
      lowest: 10,
      lowerQuartile: 20,
      median: 30,
      upperQuartile: 40,
      highest: 50,
    })
    expect(spreadOf(1, 2, 3, 4, 5, 10)).toMatchObject({ lowerQuartile: 2, median: 4, upperQuartile: 5 })
    expect(spreadOf(100, 200, 300, 400, 501, 600)).toMatchObject({
      lowerQuartile: 225,
      median: 350,
      upperQuartile: 476,
    })
  })

  it('is suppressed below five authorities with a price, which are counted', () => {
    expect(priceSpreads(prices(1, 2, 3, 4, null))).toMatchObject([{ priced: { length: 4 }, spread: null }])
    expect(priceSpreads([])).toEqual([])
  })

  it('counts an authority once, its prices added up, and not at all where one of them is not known', () => {
    const five = prices(10, 20, 30, 40, 50)
    const more = (annual: number | null, vat: VatBasis = 'net') => ({ authority: 'a0', annual, vat })
    expect(priceSpreads([...five, more(90)])[0]?.spread).toMatchObject({ highest: 100, lowest: 20 })
    for (const other of [more(null), more(5, 'gross')]) {
      const [spread] = priceSpreads([...five, other, more(5)])
      expect(spread).toMatchObject({ spread: null, priced: { length: 4 } })
    }
  })

  it('never mixes prices with and without VAT', () => {
    const gross = prices(1, 2, 3, 4, 5).map((one) => ({
      ...one,
      authority: `g${one.authority}`,
      vat: 'gross' as const,
    }))
    const spreads = priceSpreads([...prices(10, 20, 30, 40), ...gross])
    expect(spreads.map(({ vat, spread }) => [vat, spread?.median])).toEqual([
      ['net', undefined],
      ['gross', 3],
    ])
  })

  it('lies between the lowest and the highest, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 5, maxLength: 40 }), (amounts) => {
        const spread = spreadOf(...amounts)
        if (!spread) throw new Error('suppressed')
        const { lowest, lowerQuartile, median, upperQuartile, highest } = spread
        const order = [lowest, lowerQuartile, median, upperQuartile, highest]
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect([lowest, highest]).toEqual([Math.min(...amounts), Math.max(...amounts)])
      }),
    )
  })
})
