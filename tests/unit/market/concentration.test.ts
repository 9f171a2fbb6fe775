import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concentration, type MarketContract, type SupplierRole } from '../../../src/market/concentration.ts'

const contract = (
  id: string,
  suppliers: string[] | [string, SupplierRole][],
  annual: number | null,
): MarketContract => ({
  id,
  suppliers: suppliers.map((one) =>
    typeof one === 'string' ? { id: one, role: 'prime' } : { id: one[0], role: one[1] },
  ),
  annual,
})
const held = (amounts: Record<string, number>) =>
  Object.entries(amounts).map(([supplier, annual], index) => contract(`c${index}`, [supplier], annual))

describe('concentration', () => {
  it('gives shares, ratios, HHI and the suppliers to half and nine tenths', () => {
    const { figures, coverage } = concentration(held({ A: 50, B: 20, C: 15, D: 10, E: 5 }), 'annual value')
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
  })

  it('of one supplier is 10,000', () => {
    const { figures } = concentration(
      Array.from({ length: 5 }, (_, index) => contract(`c${index}`, ['A'], 1)),
      'count',
    )
    expect(figures).toMatchObject({ cr1: 1, hhi: 10_000, suppliersToHalf: 1, suppliersToNineTenths: 1 })
  })

  it('counts no value twice: a contract listed twice, held by several, or with sub-contractors', () => {
    const contracts = [
      ...held({ A: 100, B: 100, C: 100, D: 100 }),
      contract('joint', ['B', 'A', 'A'], 101),
      contract('joint', ['B', 'A', 'A'], 101),
      contract(
        'led',
        [
          ['A', 'prime'],
          ['Z', 'sub_contractor'],
        ],
        50,
      ),
    ]
    const { figures, contracts: count } = concentration(contracts, 'annual value')
    expect(count).toBe(6)
    expect(figures?.total).toBe(551)
    expect(
      Object.fromEntries(figures?.shares.map(({ supplier, amount }) => [supplier, amount]) ?? []),
    ).toEqual({ A: 201, B: 150, C: 100, D: 100 })
    expect(concentration(contracts, 'count').figures?.total).toBe(6)
  })

  it('gives a resale to the reseller, who holds the contract', () => {
    const contracts = [...held({ A: 1, B: 1, C: 1, D: 1 }), contract('r', [['R', 'reseller']], 6)]
    expect(concentration(contracts, 'annual value').figures?.shares[0]).toMatchObject({
      supplier: 'R',
      share: 0.6,
    })
  })

  it('leaves withheld suppliers in the contracts and out of the shares', () => {
    const contracts = [...held({ A: 1, B: 1, C: 1, D: 1, E: 1 }), contract('w', [], 1_000)]
    expect(concentration(contracts, 'annual value')).toMatchObject({
      contracts: 6,
      unattributed: 1,
      figures: { total: 5 },
    })
  })

  it('is suppressed below five contracts and, by value, below 60 % coverage', () => {
    expect(concentration(held({ A: 1, B: 1, C: 1, D: 1 }), 'count')).toMatchObject({
      figures: null,
      why: 'fewer than 5 contracts',
    })
    expect(
      concentration([...held({ A: 1, B: 1, C: 1, D: 1 }), contract('w', [], 1)], 'count').figures,
    ).toBeNull()
    const half = [...held({ A: 1, B: 1, C: 1 }), ...['x', 'y', 'z'].map((id) => contract(id, [id], null))]
    expect(concentration(half, 'annual value')).toMatchObject({
      figures: null,
      coverage: 0.5,
      why: 'values of fewer than 60 % of contracts',
    })
    expect(concentration(half, 'count').figures?.total).toBe(6)
    const enough = half.slice(0, 5)
    expect(concentration(enough, 'annual value')).toMatchObject({ coverage: 0.6, why: null })
    expect(concentration([], 'count')).toMatchObject({ contracts: 0, coverage: 0, figures: null })
  })

  it('of contracts all worth nothing has no shares', () => {
    expect(concentration(held({ A: 0, B: 0, C: 0, D: 0, E: 0 }), 'annual value').figures).toBeNull()
  })

  it('shares out everything, once, whatever the register', () => {
    const suppliers = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), { minLength: 1, maxLength: 3 })
    const register = fc.array(fc.tuple(suppliers, fc.nat(1_000_000)), { minLength: 5, maxLength: 30 })
    fc.assert(
      fc.property(register, (rows) => {
        const contracts = rows.map(([names, annual], index) => contract(`c${index}`, names, annual))
        const { figures } = concentration(contracts, 'annual value')
        const total = rows.reduce((sum, [, annual]) => sum + annual, 0)
        if (!figures) return expect(total).toBe(0)
        expect(figures.total).toBe(total)
        expect(figures.shares.every(({ amount }) => Number.isInteger(amount))).toBe(true)
        expect(figures.cr1 <= figures.cr3 && figures.cr3 <= figures.cr5 && figures.cr5 <= 1).toBe(true)
        expect(figures.hhi).toBeLessThanOrEqual(10_000 + 1e-6)
        expect(figures.hhi).toBeGreaterThanOrEqual(10_000 / figures.shares.length - 1e-6)
        expect(figures.suppliersToHalf).toBeLessThanOrEqual(figures.suppliersToNineTenths)
      }),
    )
  })
})
