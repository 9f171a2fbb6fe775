import { expect, it } from 'vitest'
import type { MappedColumnView } from '../../../../../src/returns/review-schemas.ts'
import { readMappingForm } from '../../../../../src/web/pages/return-mapping/mapping-form.ts'
import { sureness } from '../../../../../src/web/pages/return-mapping/mapping-view.ts'

const column = (at: number, heading: string, over: Partial<MappedColumnView> = {}): MappedColumnView => ({
  column: at,
  heading,
  field: 'title',
  confidence: 0.97,
  basis: 'synonym',
  ambiguous: false,
  samples: [],
  question: null,
  ...over,
})

it('takes fields, columns left out, another field, and no answer where none was given', () => {
  const columns = ['A', 'B', 'C', 'D', ''].map((heading, at) => column(at + 1, heading))
  const body = {
    'field-1': 'title',
    'field-2': '-',
    'field-3': 'other',
    'other-3': 'cpv',
    'field-5': 'notes',
    'field-9': 'x',
  }
  const { answers, incomplete } = readMappingForm(body, columns)
  expect(answers).toEqual([
    { heading: 'A', field: 'title' },
    { heading: 'B', field: null },
    { heading: 'C', field: 'cpv' },
  ])
  expect(incomplete).toEqual([])
})

it('tells where another field was meant and none chosen, and survives nonsense', () => {
  const columns = [column(1, 'A'), column(2, 'B')]
  expect(readMappingForm({ 'field-1': 'other', 'field-2': ['x', 'y'] }, columns)).toMatchObject({
    answers: [],
    incomplete: [1],
  })
  expect(readMappingForm('nonsense', columns).answers).toEqual([])
})

it.each([
  ['Your authority said so', { basis: 'profile' }],
  ['Known heading', {}],
  ['Likely', { basis: 'tokens', confidence: 0.75 }],
  ['Unsure: please check', { basis: 'tokens', confidence: 0.5 }],
  ['Judged by what stands in the column', { basis: 'values', confidence: 0.75 }],
  ['Not recognised', { field: null, basis: 'none', confidence: 0 }],
  ['Can mean more than one thing', { question: { sentence: '?', must_confirm: false, choices: [] } }],
] as [string, Partial<MappedColumnView>][])('says “%s” of %j', (words, over) => {
  expect(sureness(column(1, 'A', over))).toBe(words)
})
