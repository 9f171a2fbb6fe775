import { expect, it } from 'vitest'
import { readIntention } from '../../../../../src/web/pages/opportunity/intention-form.ts'

const TODAY = '2026-11-21'

it('takes today where no day is typed, and keeps the note as it is but for its edges', () => {
  expect(readIntention({ answer: 're-tender', said_on: '', note: ' Cabinet, item 5 ' }, TODAY).value).toEqual(
    {
      answer: 're-tender',
      saidOn: TODAY,
      note: 'Cabinet, item 5',
    },
  )
})

it.each([
  [{}, ['answer']],
  [{ answer: 'perhaps' }, ['answer']],
  [{ answer: 'stop', said_on: 'yesterday' }, ['said_on']],
  [{ answer: 'stop', said_on: '22/11/2026' }, ['said_on']],
  [{ answer: 'stop', note: 'x'.repeat(501) }, ['note']],
  ['nonsense', ['answer']],
])('refuses %o beside its field', (body, fields) => {
  const { value, problems } = readIntention(body, TODAY)
  expect(value).toBeNull()
  expect(Object.keys(problems.errorOf)).toEqual(fields)
})
