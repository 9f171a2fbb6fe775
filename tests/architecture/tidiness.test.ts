import { expect, it } from 'vitest'
import { plant } from '../support/planted.ts'
import { readFiles } from '../support/source-tree.ts'
import { unexplainedExceptions, untidyLines } from './tidiness.ts'

const untidy = (files: Record<string, string>) => untidyLines(readFiles(plant(files), () => true))

it('holds nothing of one machine, no registry host and no test that is switched off', () => {
  expect(untidyLines(readFiles('.', () => true))).toEqual([])
})

it.each([
  ['a path below home', 'docs/a.md', 'see /home/ann/thirty3/x'],
  ['a path below the root user', 'src/a.ts', `const a = '${['', 'root', '.npmrc'].join('/')}'`],
  ['a path of a work folder', 'src/a.ts', `open ${['', 'work', 'main', 'a'].join('/')}`],
  ['a Windows path', 'docs/a.md', 'C:\\Users\\ann\\x'],
  ['a registry', 'package-lock.json', `"resolved": "https://${['registry', 'npmjs', 'org'].join('.')}/a"`],
  [
    'a package of a private registry',
    'package-lock.json',
    '"https://packages.example.org/npm/a/-/a-1.0.0.tgz"',
  ],
  ['a skipped test', 'tests/unit/a.test.ts', "it.skip('a', () => {})"],
  ['a lone test', 'tests/unit/a.test.ts', "describe.only('a', () => {})"],
  ['a lone test in a table', 'tests/unit/a.test.ts', "it.concurrent.only('a', () => {})"],
  ['a test expected to fail', 'tests/unit/a.test.ts', "it.fails('a', () => {})"],
  ['a conflict', 'src/a.ts', '<<<<<<< HEAD'],
])('finds %s', (_name, path, text) => {
  expect(untidy({ [path]: `first line\n${text}\n` })).toEqual([expect.stringContaining(`${path}:2: `)])
})

it('lets ordinary text pass', () => {
  const text =
    '/homepage /api/v1/work/1 https://x.org/home/a describe.runIf(x)\n.skip() it.each([])\n======== \n'
  expect(untidy({ 'tests/unit/a.test.ts': text, 'docs/a.md': text })).toEqual([])
})

it('explains in CONTRIBUTING everything that the search for dead code passes over', () => {
  const textOf = (path: string) => readFiles('.', (one) => one === path)[0]?.text ?? ''
  expect(unexplainedExceptions(JSON.parse(textOf('package.json')).knip, textOf('CONTRIBUTING.md'))).toEqual(
    [],
  )
})

it('finds an exception that nothing explains', () => {
  const knip = { entry: ['a.ts'], ignoreDependencies: ['left-pad', 'right-pad'] }
  expect(unexplainedExceptions(knip, '`ignoreDependencies`: `left-pad`, because')).toEqual(['right-pad'])
})
