import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textRows } from '../../../src/db/text-rows.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

async function sentBack(rows: (readonly [number, string | null])[]): Promise<[number, string | null][]> {
  const found = await database.db.execute<{ id: string; text: string | null }>(
    sql`select id, text from ${textRows('t', ['id', 'text'], rows)}`,
  )
  return found.map(({ id, text }) => [Number(id), text])
}

it('sends rows as they are, marks between them, empty texts and nulls included', async () => {
  const awkward = [
    '',
    null,
    '\u001f',
    '\u001e',
    '\u001e\u001f',
    '\u001f1\u001e',
    '\u001e1\u001f',
    'a\tb\n',
    '\\N',
    '"{}',
  ]
  expect(await sentBack([[0, '']])).toEqual([[0, '']])
  expect(await sentBack([])).toEqual([])
  const rows = awkward.map((text, at) => [at, text] as const)
  expect(await sentBack(rows)).toEqual(rows)
})

it('sends any rows as they are', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '1', '2', ' ', '\u001e', '\u001f') })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), async (texts) => {
      const rows = texts.map((one, at) => [at, one] as const)
      expect(await sentBack(rows)).toEqual(rows)
    }),
    { numRuns: 50 },
  )
})
