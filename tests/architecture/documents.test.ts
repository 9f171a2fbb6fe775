import { expect, it } from 'vitest'
import { plant } from '../support/planted.ts'
import { listFiles, readFiles } from '../support/source-tree.ts'
import { brokenLinks, unknownScripts } from './documents.ts'

const isDocument = (path: string) => path.endsWith('.md')
const textOf = (path: string) => readFiles('.', (one) => one === path)[0]?.text ?? ''
const scriptsOf = () => JSON.parse(textOf('package.json')).scripts
const broken = (files: Record<string, string>) => {
  const root = plant(files)
  return brokenLinks(readFiles(root, isDocument), listFiles(root))
}

it('links only to files and headings that exist', () => {
  expect(brokenLinks(readFiles('.', isDocument), listFiles('.'))).toEqual([])
})

it('names only scripts that package.json has', () => {
  expect(unknownScripts(readFiles('.', isDocument), scriptsOf())).toEqual([])
})

it('tests in CI with the command that README and CONTRIBUTING give', () => {
  for (const path of ['README.md', 'CONTRIBUTING.md', '.ci/run'])
    expect(textOf(path), path).toContain('npm ci && npm test')
})

it('gives one command that sets everything up and runs the product', () => {
  expect(textOf('README.md')).toContain('npm ci && npm start')
})

it.each([
  ['a file that is gone', { 'README.md': '[a](docs/gone.md)' }, /docs\/gone.md leads nowhere/],
  ['a picture that is gone', { 'README.md': '![a](docs/gone.svg "A title")' }, /gone.svg/],
  ['a reference that leads nowhere', { 'README.md': 'See [a].\n\n[a]: docs/gone.md\n' }, /gone.md/],
  ['a file beside, not at the top', { 'docs/a.md': '[b](README.md)', 'README.md': '' }, /leads nowhere/],
  [
    'a heading that is gone',
    { 'README.md': '[a](docs/a.md#gone)', 'docs/a.md': '# Here' },
    /no such heading/,
  ],
  ['a heading of its own that is gone', { 'README.md': '[a](#gone)\n# Here' }, /no such heading/],
])('finds %s', (_name, files, sentence) => {
  expect(broken(files as Record<string, string>)).toEqual([expect.stringMatching(sentence)])
})

it('lets sound links pass, and what only looks like one', () => {
  const text =
    '[a](docs/a.md#how-it-works-here) [b](docs/) [c](https://x.org) [d](mailto:a@x.org) `[e](gone.md)`\n```\n[f](gone.md)\n```\n'
  expect(broken({ 'README.md': text, 'docs/a.md': '## How it works, here\n[up](../README.md)' })).toEqual([])
})

it('finds a command that is no script', () => {
  const documents = [
    { path: 'a.md', text: '`npm run gone`, `npm run check -- --x`, `npm ci && npm test`, `npm install`' },
  ]
  expect(unknownScripts(documents, { check: '', test: '' })).toEqual([
    expect.stringContaining('npm run gone'),
  ])
})
