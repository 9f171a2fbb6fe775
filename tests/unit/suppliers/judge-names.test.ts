import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeNames } from '../../../src/suppliers/judge-names.ts'
import { type Judgement, resolveComponents } from '../../../src/suppliers/supplier-components.ts'
import { normaliseSupplierName } from '../../../src/suppliers/supplier-name.ts'

/** The suppliers that the rules alone make of some names, as sorted texts. */
function group(names: string[]): string[] {
  const judgements = judgeNames(names.map((name) => ({ name: normaliseSupplierName(name) }))).flatMap(
    ({ left, right, verdict }): Judgement[] => {
      const [a, b] = [names[left] ?? '', names[right] ?? '']
      if (verdict === null) return []
      return [
        {
          id: [a, b].toSorted().join('|'),
          left: a,
          right: b,
          verdict,
          decidedBy: 'rule',
          createdAt: '',
          revokedAt: null,
        },
      ]
    },
  )
  return resolveComponents(names, judgements).components.map((component) => component.join(' | '))
}

const SPELLINGS = [
  'Quillmere Software Ltd',
  'QUILLMERE SOFTWARE LIMITED',
  'Quillmere Software',
  'Quillmere Software LLP',
  'Quillmere Software (UK) Ltd',
  'Quillmere Sofware Ltd',
  'Alma Housing Assoc',
  'Alma Housing Association Ltd',
  'LB of Harrow',
  'Harrow Council',
  'See list of vendors',
  'Various',
  'VARIOUS',
  'Redacted',
  'REDACTED PERSONAL DATA',
  'Jane Smith',
  'JANE SMITH',
  'In-house',
]

describe('rules over a list of names', () => {
  it('join spellings and keep placeholders, markers and people alone', () => {
    const groups = group(SPELLINGS)
    expect(groups).toContain('Alma Housing Assoc | Alma Housing Association Ltd')
    expect(groups).toContain('Harrow Council | LB of Harrow')
    for (const alone of SPELLINGS.slice(10)) expect(groups).toContain(alone)
  })

  it('leave a name without a form to a person where two forms claim it', () => {
    const groups = group(['Quillmere Lamps Ltd', 'Quillmere Lamps', 'Quillmere Lamps LLP'])
    expect(groups).toEqual(['Quillmere Lamps', 'Quillmere Lamps LLP', 'Quillmere Lamps Ltd'])
  })

  it('make the same suppliers of any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(SPELLINGS, { minLength: 3 }), (names) => {
        expect(group(names)).toEqual(group(names.toSorted()))
      }),
    )
  })
})
