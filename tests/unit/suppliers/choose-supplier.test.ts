import { describe, expect, it } from 'vitest'
import { chooseSupplier, type SupplierCandidate } from '../../../src/suppliers/choose-supplier.ts'
import { decidePair } from '../../../src/suppliers/match-pair.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const against = (name: string, spellings: [supplierId: string, spelling: string][]): SupplierCandidate[] =>
  spellings.map(([supplierId, spelling]) => ({
    supplierId,
    decision: decidePair({ name: normaliseSupplierName(name) }, { name: normaliseSupplierName(spelling) }),
  }))

describe('the choice among suppliers', () => {
  it('is the only one that a rule merges with', () => {
    const choice = chooseSupplier(
      against('Quillmere Lamps', [
        ['1', 'Quillmere Lamps Ltd'],
        ['2', 'Quillmere Foods Ltd'],
      ]),
    )
    expect(choice).toMatchObject({ kind: 'merge', supplierId: '1' })
  })

  it('is left to a person where two qualify, in any order', () => {
    const candidates = against('Quillmere Lamps', [
      ['1', 'Quillmere Lamps Ltd'],
      ['2', 'Quillmere Lamps LLP'],
    ])
    for (const list of [candidates, candidates.toReversed()]) {
      expect(chooseSupplier(list)).toMatchObject({ kind: 'review', reason: 'two_qualify' })
    }
  })

  it('is left to a person where another spelling of the supplier contradicts the name', () => {
    const candidates = against('Quillmere Lamps LLP', [
      ['1', 'Quillmere Lamps'],
      ['1', 'Quillmere Lamps Ltd'],
    ])
    expect(chooseSupplier(candidates)).toMatchObject({ kind: 'review', reason: 'rules_contradict' })
  })

  it('is a new supplier where nothing comes near', () => {
    expect(chooseSupplier([])).toEqual({ kind: 'new' })
    expect(chooseSupplier(against('Quillmere Lamps Ltd', [['1', 'Alma Housing Ltd']]))).toEqual({
      kind: 'new',
    })
  })

  it('asks about a likely name', () => {
    const choice = chooseSupplier(against('Quillmere', [['1', 'Quillmere Housing']]))
    expect(choice).toMatchObject({ kind: 'review', reason: 'score' })
  })
})
