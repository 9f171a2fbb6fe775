import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINIMUM_CELLS, priceSpread } from '../../../src/market/price-spread.ts'

const prices = (...amounts: (number | null)[]) =>
  amounts.map((annual, index) => ({ authority: `a${index}`, annual }))

describe('the spread of prices', () => {
  it('has median and quartiles in proportion between neighbours', () => {
    expect(priceSpread(prices(50, 10, 40, 20, 30))).toMatchObject({
      lowest: 10,
      lowerQuartile: 20,
      median: 30,
      upperQuartile: 40,
      highest: 50,
    })
    expect(priceSpread(prices(1, 2, 3, 4, 5, 10))).toMatchObject({
      lowerQuartile: 2,
      median: 4,
      upperQuartile: 5,
    })
    expect(priceSpread(prices(100, 200, 300, 400, 501, 600))).toMatchObject({
      lowerQuartile: 225,
      median: 350,
      upperQuartile: 476,
    })
  })

  it('is suppressed below the minimum of authorities with a price, and then tells no amount', () => {
    expect(priceSpread(prices(1, 2, 3, 4))).toEqual({ suppressed: true, authorities: 4, priced: 4 })
    expect(priceSpread(prices(1, 2, 3, 4, null))).toEqual({ suppressed: true, authorities: 5, priced: 4 })
    expect(priceSpread([])).toEqual({ suppressed: true, authorities: 0, priced: 0 })
  })

  it('counts an authority once, its prices added up, and not at all where one of them is not stated', () => {
    const five = prices(10, 20, 30, 40, 50)
    expect(priceSpread([...five, { authority: 'a0', annual: 90 }])).toMatchObject({
      priced: 5,
      highest: 100,
      lowest: 20,
    })
    expect(
      priceSpread([...five, { authority: 'a0', annual: null }, { authority: 'a0', annual: 5 }]),
    ).toMatchObject({ suppressed: true, priced: 4 })
  })

  it('lies between the lowest and the highest, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: MINIMUM_CELLS, maxLength: 40 }), (amounts) => {
        const spread = priceSpread(prices(...amounts))
        if (spread.suppressed) throw new Error('suppressed')
        const { lowest, lowerQuartile, median, upperQuartile, highest } = spread
        const order = [lowest, lowerQuartile, median, upperQuartile, highest]
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect([lowest, highest]).toEqual([Math.min(...amounts), Math.max(...amounts)])
      }),
    )
  })
})
