import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concentration, type Holdings, shareOfLargest } from '../../../src/market/concentration.ts'

/** Every contract valued and attributed, one a supplier, unless said otherwise. */
const held = (amounts: Record<string, number>, counts: Partial<Holdings> = {}): Holdings => {
  const contracts = Math.max(5, Object.keys(amounts).length)
  return {
    contracts,
    attributed: contracts,
    valued: contracts,
    amounts: Object.entries(amounts).map(([supplier, amount]) => ({ supplier, amount })),
    ...counts,
  }
}

describe('concentration', () => {
  it('gives shares, ratios, HHI and the suppliers to half and nine tenths', () => {
    const { figures, coverage } = concentration(held({ A: 50, B: 20, C: 15, D: 10, E: 5 }), 'annual_value')
    expect(coverage).toBe(1)
    expect(figures).toMatchObject({
      total: 100,
      cr1: 0.5,
      cr3: 0.85,
      cr5: 1,
      suppliersToHalf: 1,
      suppliersToNineTenths: 4,
    })
    expect(figures?.hhi).toBeCloseTo(2500 + 400 + 225 + 100 + 25, 9)
    expect(figures?.shares.map(({ supplier, share }) => [supplier, share])).toEqual([
      ['A', 0.5],
      ['B', 0.2],
      ['C', 0.15],
      ['D', 0.1],
      ['E', 0.05],
    ])
    expect(figures && [1, 2, 10].map((count) => shareOfLargest(figures, count))).toEqual([0.5, 0.7, 1])
  })

  it('of one supplier is 10,000', () => {
    const { figures } = concentration(held({ A: 5 }), 'count')
    expect(figures).toMatchObject({ cr1: 1, hhi: 10_000, suppliersToHalf: 1, suppliersToNineTenths: 1 })
  })

  it('leaves who holds nothing out of the suppliers', () => {
    expect(concentration(held({ A: 5, B: 0 }), 'annual_value').figures?.shares).toHaveLength(1)
  })

  it('is suppressed below five contracts, below five with a supplier to name and, by value, below 60 % coverage', () => {
    const amounts = { A: 1, B: 1, C: 1, D: 1 }
    const few = 'fewer than 5 contracts'
    expect(concentration(held(amounts, { contracts: 4, attributed: 4, valued: 4 }), 'count').why).toBe(few)
    expect(concentration(held(amounts, { contracts: 5, attributed: 4 }), 'count')).toMatchObject({
      figures: null,
      why: few,
    })
    const half = held(amounts, { contracts: 10, attributed: 10, valued: 5 })
    expect(concentration(half, 'annual_value')).toMatchObject({
      figures: null,
      coverage: 0.5,
      why: 'values of fewer than 60 % of contracts',
    })
    expect(concentration(half, 'count').figures?.total).toBe(4)
    expect(concentration({ ...half, valued: 6 }, 'annual_value')).toMatchObject({ coverage: 0.6, why: null })
    expect(concentration({ contracts: 0, attributed: 0, valued: 0, amounts: [] }, 'count')).toMatchObject({
      coverage: 0,
      figures: null,
    })
  })

  it('of contracts all worth nothing has no shares', () => {
    expect(concentration(held({ A: 0, B: 0 }), 'annual_value').figures).toBeNull()
  })

  it('shares out everything, once, whatever the register', () => {
    const register = fc.dictionary(fc.string({ minLength: 1 }), fc.nat(1_000_000), {
      minKeys: 1,
      maxKeys: 30,
    })
    fc.assert(
      fc.property(register, (amounts) => {
        const { figures } = concentration(held(amounts), 'annual_value')
        const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0)
        if (!figures) {
          expect(total).toBe(0)
          return
        }
        expect(figures.total).toBe(total)
        expect(figures.cr1 <= figures.cr3 && figures.cr3 <= figures.cr5 && figures.cr5 <= 1).toBe(true)
        expect(figures.hhi).toBeLessThanOrEqual(10_000 + 1e-6)
        expect(figures.hhi).toBeGreaterThanOrEqual(10_000 / figures.shares.length - 1e-6)
        expect(figures.suppliersToHalf).toBeLessThanOrEqual(figures.suppliersToNineTenths)
      }),
    )
  })
})
