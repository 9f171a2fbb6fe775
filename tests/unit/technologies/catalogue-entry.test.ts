import { describe, expect, it } from 'vitest'
import {
  type ListedProduct,
  namesOf,
  type StoredTechnology,
  storedCounterpart,
} from '../../../src/technologies/catalogue-entry.ts'
import { nameKey } from '../../../src/technologies/technology-name.ts'

const entry = (product: string, more: Partial<ListedProduct> = {}): ListedProduct => ({
  product,
  maker: null,
  synonyms: [],
  service_areas: [],
  category: null,
  renamed_from: null,
  since: null,
  ...more,
})

const stored = (product: string, source: StoredTechnology['source'] = 'catalogue'): StoredTechnology => ({
  ...entry(product),
  slug: nameKey(product),
  source,
  names: [],
})

const found = (one: ListedProduct, known: StoredTechnology[], listed: string[] = [one.product]) =>
  storedCounterpart(namesOf(one), known, new Set(listed.map(nameKey)))?.slug ?? null

describe('the names of a product', () => {
  it('say of each what it is, a former name with the year in which it went', () => {
    const names = namesOf(
      entry('Nookfold', { synonyms: ['Old Nook', 'Nook'], renamed_from: 'Old Nook', since: 2021 }),
    )
    expect(names).toEqual([
      { name: 'Nook', key: 'nook', kind: 'synonym', until_year: null },
      { name: 'Nookfold', key: 'nookfold', kind: 'product', until_year: null },
      { name: 'Old Nook', key: 'old nook', kind: 'former', until_year: 2021 },
    ])
  })
})

describe('the technology that an entry of the list describes', () => {
  it('is the one of that name, also when a return brought it in', () => {
    expect(found(entry('Nookfold'), [stored('NOOKFOLD', 'return')])).toBe('nookfold')
  })

  it('is the one that the list carried under a name that is now a synonym', () => {
    expect(found(entry('MRI Nook', { synonyms: ['Nook'] }), [stored('Nook')])).toBe('nook')
  })

  it('is none where that name is still a product of the list, or was typed by an authority', () => {
    const renamed = entry('MRI Nook', { synonyms: ['Nook'] })
    expect(found(renamed, [stored('Nook')], ['MRI Nook', 'Nook'])).toBeNull()
    expect(found(renamed, [stored('Nook', 'return')])).toBeNull()
  })

  it('is none where two would do', () => {
    expect(found(entry('C', { synonyms: ['A', 'B'] }), [stored('A'), stored('B')])).toBeNull()
  })
})
