import { expect, it } from 'vitest'
import { plant } from '../support/planted.ts'
import { journalFaults } from './journal.ts'

function faults(entries: { idx: number; when: number; tag: string }[], scripts: string[]): string[] {
  const sql = scripts.map((tag) => [`migrations/${tag}.sql`, 'select 1'])
  const journal = JSON.stringify({ version: '7', dialect: 'postgresql', entries })
  return journalFaults(plant({ ...Object.fromEntries(sql), 'migrations/meta/_journal.json': journal }))
}

const first = { idx: 0, when: 1000, tag: '0000_register' }
const second = { idx: 1, when: 2000, tag: '0001_alerts' }
const both = [first.tag, second.tag]

it('has a journal that applies every migration in order', () => {
  expect(journalFaults('.')).toEqual([])
})

it('lets a sound journal pass', () => {
  expect(faults([first, second], both)).toEqual([])
})

it.each([
  ['an entry dated before the one above it', [first, { ...second, when: 999 }], both, /passed over/],
  ['two entries of one time', [first, { ...second, when: 1000 }], both, /passed over/],
  ['a number out of place', [first, { ...second, idx: 2 }], both, /idx is 2/],
  [
    'a name with another number',
    [first, { ...second, tag: '0002_alerts' }],
    [first.tag, '0002_alerts'],
    /begin with 0001_/,
  ],
  ['an entry without a file', [first, second], [first.tag], /no SQL file/],
  ['a file without an entry', [first], both, /not in the journal/],
])('finds %s', (_name, entries, scripts, sentence) => {
  expect(faults(entries, scripts)).toEqual([expect.stringMatching(sentence)])
})

it('finds a missing journal', () => {
  expect(journalFaults(plant({ 'migrations/0000_register.sql': '' }))).toHaveLength(1)
})
