// What does a hostile file do to the thread that reads it, and to everything else?
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInThread, type ThreadLimits } from '../../../src/returns/read-in-thread.ts'
import { DEFAULT_LIMITS } from '../../../src/returns/read-return.ts'
import { workbookOf } from '../../support/returns-workbook.ts'

const PIECE = 1_000_000
const ROOMY: ThreadLimits = { seconds: 20, memoryMegabytes: 384 }

let ownFolder = ''
const before = process.env.TMPDIR
beforeAll(async () => {
  ownFolder = await mkdtemp(path.join(tmpdir(), 'thirty3-test-'))
  process.env.TMPDIR = ownFolder
})
afterAll(async () => {
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  await rm(ownFolder, { recursive: true, force: true })
})

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.slice(at, at + PIECE)
}

const ask = async () => null

function read(fileName: string, bytes: Uint8Array, limits: ThreadLimits) {
  const task = {
    returnId: crypto.randomUUID(),
    settings: { fileName, limits: DEFAULT_LIMITS },
    carryFrom: null,
  }
  return readInThread(task, limits, {
    content: pieces(bytes),
    store: async () => {},
    ask,
  })
}

/** A part of so many like elements that no two neighbours pack away to nothing: under 100 to 1. */
function many(element: string, times: number): string {
  const share = Math.ceil(times / 100)
  const noise = (at: number) =>
    `<!--${deflateRawSync(Buffer.from(`${at}`.repeat(50))).toString('hex')}${Array.from({ length: 400 }, (_, n) => Math.imul(n + 1, 2_654_435_761 ^ at).toString(36)).join('')}-->`
  return Array.from({ length: 100 }, (_, at) => element.repeat(share) + noise(at)).join('')
}

test('a file that needs more memory than allowed is refused, and the process goes on', async () => {
  const texts = workbookOf({ shared: `<sst>${many('<si/>', 2_500_000)}</sst>` })
  await expect(read('a.xlsx', texts, { seconds: 20, memoryMegabytes: 24 })).rejects.toMatchObject({
    code: 'too_large_to_read',
  })
})

test('a file that takes longer than allowed is refused', async () => {
  const slow = Buffer.from(`Title,Supplier\n${'A,B\n'.repeat(1000)}`)
  const task = { returnId: crypto.randomUUID(), settings: { limits: DEFAULT_LIMITS }, carryFrom: null }
  async function* content() {
    yield slow
    await new Promise<never>(() => {})
  }
  await expect(
    readInThread(
      task,
      { seconds: 0.2, memoryMegabytes: 384 },
      { content: content(), store: async () => {}, ask },
    ),
  ).rejects.toMatchObject({ code: 'too_slow_to_read' })
  expect(await readdir(ownFolder)).toEqual([])
})

test('what was laid on disk to be read is gone afterwards, whether it was read, refused or never came whole', async () => {
  const good = Buffer.from('Title,Supplier\nRepairs,Alder Ltd\n')
  expect((await read('a.csv', good, ROOMY)).counts.good).toBe(1)
  expect((await read('a.xlsx', workbookOf({ sheet: '<a>' }), ROOMY)).outcome).toBe('rejected-with-reason')
  const task = { returnId: crypto.randomUUID(), settings: { limits: DEFAULT_LIMITS }, carryFrom: null }
  async function* content() {
    yield good
    throw new Error('The database went away.')
  }
  await expect(readInThread(task, ROOMY, { content: content(), store: async () => {}, ask })).rejects.toThrow(
    'went away',
  )
  expect(await readdir(ownFolder)).toEqual([])
})

const HOSTILE: { name: string; sheet: string; codes: string[] }[] = [
  { name: 'nested very deep', sheet: '<a>'.repeat(100_000), codes: ['unsafe_xml', 'zip_bomb'] },
  { name: 'more rows than the format allows', sheet: many('<row/>', 1_100_000), codes: ['zip_bomb'] },
  {
    name: 'more cells in a row than the format allows',
    sheet: `<row>${many('<c r="A1"><v>1</v></c>', 40_000)}</row>`,
    codes: ['zip_bomb'],
  },
  {
    name: 'one cell in many pieces',
    sheet: `<row><c t="inlineStr"><is>${many('<t>xxxxxxxxxxxxxxxx</t>', 200_000)}</is></c></row>`,
    codes: ['field_too_large', 'zip_bomb'],
  },
  {
    name: 'a column far to the right',
    sheet: '<row><c r="XFD1"><v>1</v></c></row>',
    codes: ['too_many_columns'],
  },
]

test.each(HOSTILE)('a sheet $name is refused by name within the limits', async ({ sheet, codes }) => {
  const verdict = await read('a.xlsx', workbookOf({ sheet }), ROOMY)
  expect(verdict.outcome).toBe('rejected-with-reason')
  expect(codes).toContain(verdict.code)
})
