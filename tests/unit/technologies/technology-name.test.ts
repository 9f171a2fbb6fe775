import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { nameServiceArea } from '../../../src/technologies/service-area.ts'
import { nameKey, technologyMeant } from '../../../src/technologies/technology-name.ts'

const fixture = (name: string) =>
  readCsv(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8'))

describe('the key of a name', () => {
  it.each([
    ['NEC Revenues & Benefits', 'NEC  revenues and benefits'],
    ['NEC Revenues &amp; Benefits', 'NEC Revenues and Benefits'],
    ['Liquidlogic Children’s', "LIQUIDLOGIC CHILDREN'S"],
    ['Framework-i', 'Framework i'],
    ['RingGo™', 'ringgo'],
    ['\u200BPellucare\u00A0', 'Pellucare'],
    ['Café Manager', 'Cafe manager'],
  ])('is one for %j and %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it.each([
    ['Access Core+', 'Access Core'],
    ['C#', 'C'],
    ['Open Revenues', 'OpenRevenues'],
    ['PNC7', 'PNC8'],
    ['Mosaic', 'Mosaic social care'],
    ['Раllucаre', 'Pallucare'],
  ])('tells %j from %j', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  it('is its own key, and does not depend on case, spacing at the ends or stops', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+#][A-Za-z0-9 +#.-]*$/), (name) => {
        for (const same of [name.toUpperCase(), ` ${name}\t`, `${name}.`])
          expect(nameKey(same)).toBe(nameKey(name))
      }),
    )
  })

  it('never makes one of two names that differ in a letter, a digit, + or #', () => {
    const told = (name: string) => name.toLowerCase().replace(/[^a-z0-9+#]/g, '')
    const name = fc.stringMatching(/^[a-cA-C12+# .-]{1,6}$/)
    fc.assert(
      fc.property(name, name, (one, other) => {
        if (nameKey(one) === nameKey(other)) expect(told(one)).toBe(told(other))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is empty for white space alone, so that even a name of signs has one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        expect(nameKey(name) === '').toBe(name.trim() === '')
      }),
    )
  })
})

describe('the technology that a name means', () => {
  const name = (technologyId: string, kind: 'product' | 'synonym' | 'former') => ({ technologyId, kind })

  it('is the one that all its names speak of', () => {
    expect(technologyMeant([name('a', 'former')])).toBe('a')
    expect(technologyMeant([name('a', 'former'), name('a', 'synonym')])).toBe('a')
  })

  it('is the product of that name, whatever else is also called so', () => {
    expect(technologyMeant([name('a', 'synonym'), name('b', 'product'), name('c', 'former')])).toBe('b')
  })

  it('is nobody’s guess where a synonym stands for two products, nor where nobody knows the name', () => {
    expect(technologyMeant([name('a', 'synonym'), name('b', 'former')])).toBeNull()
    expect(technologyMeant([])).toBeNull()
  })

  it('does not depend on the order of the names', () => {
    const names = fc.array(
      fc.record({
        technologyId: fc.constantFrom('a', 'b'),
        kind: fc.constantFrom('product' as const, 'synonym' as const, 'former' as const),
      }),
    )
    fc.assert(
      fc.property(names, (given) => {
        expect(technologyMeant([...given].reverse())).toBe(technologyMeant(given))
      }),
    )
  })
})

describe('our lists of products', () => {
  const products = [...fixture('products.csv'), ...fixture('sample-products.csv')]

  it('give each product a key of its own', () => {
    const keys = products.map((row) => nameKey(row.product ?? ''))
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  })

  it('name only service areas that there are', () => {
    const codes = new Set(fixture('service-areas.csv').map((row) => row.code))
    const named = products
      .flatMap((row) => (row.service_areas ?? '').split(';'))
      .filter((code) => code !== '')
    expect(named.filter((code) => !codes.has(code))).toEqual([])
  })
})

describe('a service area as typed', () => {
  const areas = fixture('service-areas.csv').map((row) => ({ code: row.code ?? '', label: row.label ?? '' }))

  it('is ours where label or code stands there in full', () => {
    expect(nameServiceArea('CHILDREN’S  SOCIAL CARE', areas).code).toBe('childrens-social-care')
    expect(nameServiceArea('housing-repairs', areas).code).toBe('housing-repairs')
    for (const { code, label } of areas) {
      expect(nameServiceArea(label, areas).code).toBe(code)
      expect(nameServiceArea(code, areas).code).toBe(code)
    }
  })

  it('stays as typed where it could be several, and is known again by its key', () => {
    expect(nameServiceArea('Housing ', areas)).toEqual({ typed: 'Housing ', code: null, key: 'housing' })
  })
})
