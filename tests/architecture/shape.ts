// Is every file short, named as its neighbours and opened by the question it answers?
import { posix } from 'node:path'
import type { ProjectFile, SourceFile } from '../support/source-tree.ts'

/** Ceilings in lines; most files and functions are far below. */
const CEILINGS = { file: 300, function: 60, template: 150 }

const lineCount = (text: string) => text.replace(/\n$/, '').split('\n').length

export function tooLongFiles(files: ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const ceiling = path.endsWith('.njk') ? CEILINGS.template : CEILINGS.file
    const lines = lineCount(text)
    return lines > ceiling ? [`${path}: ${lines} lines; ${ceiling} is the most`] : []
  })
}

export function tooLongFunctions(files: SourceFile[]): string[] {
  return files.flatMap(({ path, functions }) =>
    functions
      .filter(({ lines }) => lines > CEILINGS.function)
      .map(
        ({ name, line, lines }) =>
          `${path}:${line}: ${name} has ${lines} lines; ${CEILINGS.function} is the most`,
      ),
  )
}

/** Files whose first lines are not a comment that asks a question. A first line for the shell may stand before it. */
export function unopened(files: ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n')
    const from = lines[0]?.startsWith('#!') ? 1 : 0
    const until = lines.findIndex((line, index) => index >= from && !line.startsWith('// '))
    const opening = lines.slice(from, until < 0 ? undefined : until).join(' ')
    return opening.includes('?') ? [] : [`${path}: opens without a comment saying which question it answers`]
  })
}

const NOTHING_NAMES =
  /^(index|utils?|helpers?|common|misc|types|shared|.*-(service|manager|controller|utils?|helpers?))$/

/** In the schema: the list of tables that drizzle-kit reads, and the column types that PostgreSQL has and drizzle has not. */
const NAMED_BY_CUSTOM = ['src/db/schema/index.ts', 'src/db/schema/types.ts']

/** Files not named in kebab-case by what they hold. */
export function badNames(paths: string[]): string[] {
  return paths.flatMap((path) => {
    const name = posix.basename(path).replace(/\.(test|config)?\.?(ts|mjs|njk)$/, '')
    if (NAMED_BY_CUSTOM.includes(path)) return []
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`${path}: not in kebab-case`]
    return NOTHING_NAMES.test(name) ? [`${path}: the name does not say what the file holds`] : []
  })
}

const TOP_FOLDERS = [
  'src',
  'workers',
  'migrations',
  'fixtures',
  'tests',
  'docs',
  '.ci',
  '.github',
  '.forgejo',
]
const TOP_FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'drizzle.config.ts',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  'Dockerfile',
  'compose.yaml',
]

/** Files at the top that nobody expects there. Dotfiles belong to tools and may be. */
export function strangersAtTop(paths: string[]): string[] {
  const tops = new Map(paths.map((path) => [path.split('/', 1)[0] ?? path, path.includes('/')]))
  return [...tops]
    .filter(([name, isFolder]) =>
      isFolder ? !TOP_FOLDERS.includes(name) : !TOP_FILES.includes(name) && !name.startsWith('.'),
    )
    .map(([name]) => `${name}: not among what the top level holds`)
}

/**
 * Unit tests that stand apart from what they test: `tests/unit/a/b.test.ts` needs `src/a/b.ts`, or at least the folder
 * `src/a`. Workers, fixtures and the support of the tests are mirrored by their own names.
 */
export function unmirrored(unitTests: string[], paths: string[]): string[] {
  const sources = paths.map((path) => path.replace(/\.(ts|mjs)$/, ''))
  return unitTests.flatMap((test) => {
    const stem = test.replace(/^tests\/unit\//, '').replace(/\.test\.ts$/, '')
    if (stem.endsWith('.ts')) return [`${test}: not a test; what tests share is in tests/support`]
    const source = `${mirroredTop(stem)}${stem}`
    const folder = posix.dirname(source)
    const stands = sources.some((one) => one === source || (folder !== 'src' && one.startsWith(`${folder}/`)))
    return stands ? [] : [`${test}: there is neither ${source}.ts nor a folder ${folder} to mirror`]
  })
}

function mirroredTop(stem: string): string {
  if (/^(workers|fixtures)\//.test(stem)) return ''
  return stem.startsWith('support/') ? 'tests/' : 'src/'
}
