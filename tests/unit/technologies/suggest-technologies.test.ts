import { describe, expect, it } from 'vitest'
import {
  indexNames,
  type ProductName,
  suggestTechnologies,
} from '../../../src/technologies/suggest-technologies.ts'

const product = (technologyId: string, name: string, kind: ProductName['kind'] = 'product'): ProductName => ({
  technologyId,
  name,
  kind,
})
const index = indexNames([
  product('pellucare', 'Pellucare'),
  product('pellucare', 'Pellucent Pellucare', 'synonym'),
  product('rents', 'Sable Rents & Charges'),
  product('tide', 'Tide'),
  product('one', 'Harbour', 'synonym'),
  product('two', 'Harbour', 'synonym'),
  product('abc', 'ABC'),
])
const found = (text: string) => suggestTechnologies(text, index).map((one) => [one.technologyId, one.words])

describe('products that a text names', () => {
  it('are found by each of their names, whatever the case and the punctuation', () => {
    expect(found('Support of PELLUCARE (licences)')).toEqual([['pellucare', 'PELLUCARE']])
    expect(found('Sable rents and charges, hosting')).toEqual([['rents', 'Sable rents and charges']])
    expect(found('SABLE RENTS & CHARGES')).toEqual([['rents', 'SABLE RENTS and CHARGES']])
  })

  it('are each named once, the longest name first', () => {
    expect(found('Pellucent Pellucare: renewal of Pellucare')).toEqual([['pellucare', 'Pellucent Pellucare']])
  })

  it('are not made of parts of words, of common words or of the beginnings of names', () => {
    expect(found('Pellucarer training')).toEqual([])
    expect(found('Turning the tide on litter')).toEqual([])
    expect(found('Sable rents')).toEqual([])
    expect(found('Tide licences')).toEqual([['tide', 'Tide']])
  })

  it('are never guessed from a name that several have, nor from three letters', () => {
    expect(found('Harbour licences')).toEqual([])
    expect(found('ABC licences')).toEqual([])
  })
})
