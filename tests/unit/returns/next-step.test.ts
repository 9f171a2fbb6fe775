import { expect, it } from 'vitest'
import { nextStep, type StepFacts } from '../../../src/returns/next-step.ts'

const read = { state: 'read', publish_when_read: false, must_confirm: 0, counts: { bad: 0 } }

it.each([
  ['wait', { state: 'received' }],
  ['wait', { state: 'reading' }],
  ['wait', { publish_when_read: true }],
  ['answer_mapping', { must_confirm: 1, counts: { bad: 3 } }],
  ['correct_or_publish', { counts: { bad: 3 } }],
  ['publish', {}],
  ['none', { state: 'published' }],
  ['send_again', { state: 'refused' }],
] as [string, Partial<StepFacts>][])('is %s for %j', (code, over) => {
  expect(nextStep({ ...read, ...over }, false).code).toBe(code)
})

it('is an answer where that lifts a refusal', () => {
  expect(nextStep({ ...read, state: 'refused' }, true).code).toBe('answer_mapping')
})
