import { expect, it } from 'vitest'
import { authorityFinder } from '../../../../src/returns/checks/authority-names.ts'
import { fixtureAuthorities } from '../../../support/returns-reading.ts'

const authorities = fixtureAuthorities()
const finder = authorityFinder(
  authorities.find(({ slug }) => slug === 'camden'),
  authorities.filter(({ slug }) => slug !== 'camden'),
)

it('takes every spelling of the own authority for the own', () => {
  for (const name of [
    'London Borough of Camden',
    'LB Camden',
    'Camden Council',
    'CAMDEN',
    'London Borough Of  Camden Council',
  ])
    expect(finder.ofCell(name), name).toBe('own')
})

it('finds every other authority by each of its names', () => {
  for (const { slug, names } of authorities) {
    if (slug === 'camden') continue
    for (const name of names) expect(finder.ofCell(name), name).toEqual({ slug })
  }
})

it('knows no other bodies', () => {
  for (const name of ['Norfolk County Council', 'Transport for London', 'Council', 'London Borough', ''])
    expect(finder.ofCell(name), name).toBe('unknown')
})

it('hears a title name another authority, unless it names the own as well', () => {
  expect(finder.otherInText('Contracts register | London Borough of Hackney')).toBe('hackney')
  expect(finder.otherInText('Camden and Islington shared contracts')).toBeNull()
  expect(finder.otherInText('Contracts register 2025')).toBeNull()
})
