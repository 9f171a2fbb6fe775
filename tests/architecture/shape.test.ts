import { expect, it } from 'vitest'
import { plant } from '../support/planted.ts'
import { listFiles, parseSource, readFiles, readSources } from '../support/source-tree.ts'
import { badNames, strangersAtTop, tooLongFiles, tooLongFunctions, unmirrored, unopened } from './shape.ts'

const isCode = (path: string) => /^(src|workers|tests)\/.*\.(ts|mjs|njk)$/.test(path)
const isProduct = (path: string) => /^(src|workers)\/.*\.(ts|mjs)$/.test(path)
const isSupport = (path: string) => /^tests\/(support\/.*|[^/]+)\.ts$/.test(path)

it('keeps every source file to 300 lines and every template to 150', () => {
  expect(tooLongFiles(readFiles('.', isCode))).toEqual([])
})

it('keeps every function to 60 lines', () => {
  expect(tooLongFunctions(readSources('.', ['src', 'workers', 'tests/support']))).toEqual([])
})

it('opens every source file with the question it answers', () => {
  expect(unopened(readFiles('.', (path) => isProduct(path) || isSupport(path)))).toEqual([])
})

it('names every file in kebab-case by what it holds', () => {
  expect(badNames(listFiles('.').filter(isCode))).toEqual([])
})

it('has at the top level what people expect of a public project and nothing else', () => {
  expect(strangersAtTop(listFiles('.'))).toEqual([])
})

it('keeps unit tests where what they test is', () => {
  const paths = listFiles('.')
  expect(
    unmirrored(
      paths.filter((path) => path.startsWith('tests/unit/')),
      paths,
    ),
  ).toEqual([])
})

it('finds a file of 301 lines and a template of 151, and lets 300 and 150 pass', () => {
  const root = plant({
    'src/long.ts': '//\n'.repeat(301),
    'src/full.ts': '//\n'.repeat(300),
    'src/web/long.njk': '\n'.repeat(151),
    'src/web/full.njk': '\n'.repeat(150),
  })
  expect(tooLongFiles(readFiles(root, isCode))).toEqual([
    expect.stringContaining('src/long.ts: 301'),
    expect.stringContaining('src/web/long.njk: 151'),
  ])
})

it.each([
  ['a declaration', (body: string) => `export function f() {${body}}`],
  ['an arrow', (body: string) => `export const f = () => {${body}}`],
  ['a method', (body: string) => `export const f = { g() {${body}} }`],
  ['an inner function', (body: string) => `export const f = (): unknown => function g() {${body}}`],
])('finds a function of 61 lines and lets 60 pass: %s', (_name, code) => {
  const found = (lines: number) =>
    tooLongFunctions([parseSource({ path: 'src/a.ts', text: code('\n'.repeat(lines - 1)) })])
  expect(found(61).length).toBeGreaterThan(0)
  expect(found(60)).toEqual([])
})

it('finds a file without an opening question', () => {
  const files = {
    'src/a.ts': 'export const a = 1 // What?\n',
    'src/b.ts': '// Just words\nexport const b = 1 // What?\n',
    'src/c.ts': '\n// What?\n',
    'src/good.ts': '// How is it\n// done?\nexport const c = 1\n',
    'src/tool.mjs': '#!/usr/bin/env node\n// Which?\n',
  }
  expect(unopened(readFiles(plant(files), isProduct)).map((line) => line.split(':')[0])).toEqual([
    'src/a.ts',
    'src/b.ts',
    'src/c.ts',
  ])
})

it('finds names that say nothing', () => {
  const bad = [
    'src/a/utils.ts',
    'src/a/index.ts',
    'src/a/contract-service.ts',
    'src/a/contractTerm.ts',
    'src/a/types.ts',
  ]
  expect(badNames(bad)).toHaveLength(bad.length)
  expect(
    badNames([
      'src/db/schema/index.ts',
      'src/a/contract-term.ts',
      'tests/vitest.config.ts',
      'tests/a.test.ts',
    ]),
  ).toEqual([])
})

it('finds strangers at the top level', () => {
  expect(strangersAtTop(['src/a.ts', 'README.md', '.nvmrc', 'scripts/a.sh', 'notes.txt'])).toEqual([
    expect.stringContaining('scripts'),
    expect.stringContaining('notes.txt'),
  ])
})

it('finds a unit test that mirrors nothing', () => {
  const sources = [
    'src/cli.ts',
    'src/lib/money.ts',
    'src/returns/values/date.ts',
    'workers/main.ts',
    'tests/support/means.ts',
  ]
  const good = [
    'cli',
    'lib/money',
    'lib/money-properties',
    'returns/values/date',
    'workers/main',
    'support/means',
  ]
  const bad = ['gone', 'gone/money', 'values/date']
  const tests = [...good, ...bad].map((stem) => `tests/unit/${stem}.test.ts`)
  expect(unmirrored([...tests, 'tests/unit/lib/made.ts'], sources)).toEqual([
    ...bad.map((stem) => expect.stringContaining(`${stem}.test.ts: there is neither`)),
    expect.stringContaining('lib/made.ts: not a test'),
  ])
})
