// Which files make up the project, and what does each import, declare and reach for?
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type ParseResult, parseSync, Visitor } from 'oxc-parser'

/** `path` is relative to the root, with forward slashes. */
export type ProjectFile = { path: string; text: string }

/** `target` is a path from the root for a file of the project, else the package's name (`node:fs`, `@fastify/view`). */
export type Import = { target: string; own: boolean; typeOnly: boolean; line: number }

export type FunctionSpan = { name: string; line: number; lines: number }

/** What the code reaches for besides its imports, as written: `process.env`, `Date.now`, `new Date()`. */
export type Reach = { what: string; line: number }

export type SourceFile = ProjectFile & { imports: Import[]; functions: FunctionSpan[]; reaches: Reach[] }

const UNREAD = new Set(['node_modules', '.git', '.thirty3', 'coverage'])

/** Every file that is tracked or about to be (not ignored); where git cannot say, every file outside `node_modules`. */
export function listFiles(root: string): string[] {
  if (!existsSync(join(root, '.git'))) return walk(root, '')
  const flags = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const git = spawnSync('git', flags, { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (git.status !== 0) return walk(root, '')
  const listed = git.stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
  return [...new Set(listed)].sort()
}

/** The files whose path passes, with their text. */
export function readFiles(root: string, wanted: (path: string) => boolean): ProjectFile[] {
  return listFiles(root)
    .filter(wanted)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The TypeScript and JavaScript files under the given folders, parsed. Throws on a file that does not parse. */
export function readSources(root: string, folders: string[]): SourceFile[] {
  const wanted = (path: string) =>
    /\.(ts|mjs)$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`))
  return readFiles(root, wanted).map(parseSource)
}

export function parseSource(file: ProjectFile): SourceFile {
  const parsed = parseSync(file.path, file.text)
  if (parsed.errors.length > 0) throw new Error(`${file.path} does not parse: ${parsed.errors[0]?.message}`)
  const lineOf = lineCounter(file.text)
  return { ...file, imports: importsOf(file, parsed, lineOf), ...insideOf(parsed, lineOf) }
}

function walk(root: string, under: string): string[] {
  const names = readdirSync(join(root, under)).filter((name) => !UNREAD.has(name))
  return names
    .map((name) => posix.join(under, name))
    .flatMap((path) => (statSync(join(root, path)).isDirectory() ? walk(root, path) : [path]))
    .sort()
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const after = starts.findIndex((start) => start > offset)
    return after < 0 ? starts.length : after
  }
}

function importsOf(file: ProjectFile, parsed: ParseResult, lineOf: (offset: number) => number): Import[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module
  const found = staticImports.map((one) => ({
    request: one.moduleRequest.value,
    start: one.start,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
  }))
  for (const { entries, start } of staticExports)
    for (const entry of entries)
      if (entry.moduleRequest)
        found.push({ request: entry.moduleRequest.value, start, typeOnly: entry.isType })
  for (const { moduleRequest, start } of dynamicImports) {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(file.text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[1] !== undefined) found.push({ request: literal[1], start, typeOnly: false })
  }
  return found.map(({ request, start, typeOnly }) => ({
    ...resolve(file.path, request),
    typeOnly,
    line: lineOf(start),
  }))
}

function resolve(from: string, request: string): { target: string; own: boolean } {
  if (request.startsWith('.')) return { target: posix.join(posix.dirname(from), request), own: true }
  if (request.startsWith('node:')) return { target: request, own: false }
  return { target: request.split('/', request.startsWith('@') ? 2 : 1).join('/'), own: false }
}

type Inside = { functions: FunctionSpan[]; reaches: Reach[] }
type Placed = { start: number; end: number }

function insideOf(parsed: ParseResult, lineOf: (offset: number) => number): Inside {
  const functions: FunctionSpan[] = []
  const reaches: Reach[] = []
  const span = (name: string, node: Placed) => {
    const line = lineOf(node.start)
    functions.push({ name, line, lines: lineOf(node.end) - line + 1 })
  }
  const reach = (what: string, node: Placed) => reaches.push({ what, line: lineOf(node.start) })
  new Visitor({
    FunctionDeclaration: (node) => span(node.id?.name ?? 'default', node),
    FunctionExpression: (node) => span(node.id?.name ?? 'unnamed', node),
    ArrowFunctionExpression: (node) => span('unnamed', node),
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        reach('new Date()', node)
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier') reach(`${node.callee.name}()`, node)
    },
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier') return
      const name =
        node.property.type === 'Identifier' && !node.computed ? node.property.name : literalOf(node.property)
      if (name !== null) reach(`${node.object.name}.${name}`, node)
    },
  }).visit(parsed.program)
  return { functions, reaches }
}

function literalOf(node: { type: string; value?: unknown }): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}
