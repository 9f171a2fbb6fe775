import { describe, expect, it } from 'vitest'
import { candidateKeys } from '../../../src/suppliers/candidate-keys.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

const keys = (name: string) =>
  candidateKeys(normaliseSupplierName(name)).map(({ kind, value }) => `${kind} ${value}`)
const shared = (a: string, b: string) => keys(a).filter((key) => keys(b).includes(key))

describe('candidate keys', () => {
  it('are the strict and loose key, two rarest words, six letters, initials, and what a rule may merge by', () => {
    expect(keys('The Quillmere Housing Services (UK) Ltd')).toEqual([
      'ends qere hing sces uuk',
      'initials qhsu',
      'loose quillmerehousingservice',
      'pieces hou qui ser uk',
      'prefix quillm',
      'rare_word housing',
      'rare_word quillmere',
      'start quillmerehousingserv',
      'strict quillmerehousingservicesuk',
    ])
  })

  it.each([
    ['Quillmere Ltd', 'Quillmere (UK) Ltd'],
    ['Quillmere Ltd T/A Bright Lampwork', 'Bright Lampwork'],
    ['Alma Factors re Quillmere', 'Quillmere'],
    ['QHSU', 'Quillmere Housing Support Union'],
    ['LB of Harrow', 'Harrow Council'],
    ['C\u0430fe Ltd', 'Cafe Ltd'],
    ['Quillmere Two Ltd', 'Quillmere 2 Ltd'],
  ])('bring "%s" and "%s" together', (a, b) => {
    expect(shared(a, b)).not.toEqual([])
  })

  it('are none for what is no organisation', () => {
    for (const name of ['Various', 'Redacted', 'Jane Smith', '', 'Alma; Boro']) expect(keys(name)).toEqual([])
  })
})
