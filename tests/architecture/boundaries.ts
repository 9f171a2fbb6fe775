// Does every import follow the dependency rule?
import type { Import, SourceFile } from '../support/source-tree.ts'
import { doorIsOpen, IMPURE_REACH, isPureImport, REACHES } from './doors.ts'
import { classify, MAY_IMPORT, NOUNS, nounOf, type Role } from './roles.ts'

type Roles = Map<string, Role | null>

/** One sentence for each import or reach that breaks the rule; empty when none does. */
export function brokenBoundaries(files: SourceFile[]): string[] {
  const roles = classify(files)
  return files.flatMap((file) => {
    const role = roles.get(file.path)
    if (!role) return [`${file.path}: the design has no place for this file`]
    return [
      ...file.imports.flatMap((one) =>
        one.own ? ownImport(file, role, one, roles) : thirdParty(file, role, one),
      ),
      ...reaches(file, role),
    ]
  })
}

/** One sentence for each ring of files that import each other, type imports included. */
export function cycles(files: SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, file.imports.filter(({ own }) => own)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]) => {
    const seen = trail.indexOf(path)
    if (seen >= 0) found.push(`ring of imports: ${[...trail.slice(seen), path].join(' → ')}`)
    if (seen >= 0 || done.has(path)) return
    for (const { target } of imports.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return found
}

function ownImport(file: SourceFile, role: Role, { target, line }: Import, roles: Roles): string[] {
  const at = `${file.path}:${line}`
  if (target.startsWith('workers/'))
    return workersAllowed(file.path) ? [] : [`${at}: src never imports workers (${target})`]
  const targetRole = roles.get(target)
  if (targetRole === undefined)
    return isOutside(target) ? [`${at}: imports ${target}, which is no file of src or workers`] : []
  if (targetRole === null) return []
  if (!MAY_IMPORT[role].includes(targetRole))
    return [`${at}: ${role} may not import ${targetRole} (${target})`]
  if (target.startsWith('src/db/schema/') && role !== 'db' && role !== 'queries')
    return [`${at}: tables are named in src/db and in queries alone (${target})`]
  return nounOrder(file, at, target)
}

/** The program of the command line and what runs its commands; below them nothing of src knows that workers exist. */
const PROGRAM = ['src/cli.ts', 'src/over-register.ts']

function workersAllowed(path: string): boolean {
  return path.startsWith('workers/') || PROGRAM.includes(path)
}

/** Data beside the code (JSON, templates) is no matter of this rule; a path out of `src` and `workers` is. */
function isOutside(target: string): boolean {
  return !/^(src|workers)\//.test(target) || /\.(ts|mjs)$/.test(target)
}

function nounOrder(file: SourceFile, at: string, target: string): string[] {
  const from = nounOf(file.path)
  const to = nounOf(target)
  if (from === null || to === null || from === to || file.path.endsWith('-command.ts')) return []
  if ((NOUNS[to] ?? 0) < (NOUNS[from] ?? 0)) return []
  return [`${at}: ${from} may not know ${to} (${target})`]
}

function thirdParty(file: SourceFile, role: Role, { target, line }: Import): string[] {
  const at = `${file.path}:${line}`
  if (target === 'node:process')
    return [`${at}: use the global process, so that reading the environment is seen`]
  if ((role === 'rules' || role === 'lib') && !isPureImport(target))
    return [`${at}: ${role} must be pure and may not import ${target}`]
  if (target.startsWith('node:')) return []
  const open = doorIsOpen(target, file.path)
  if (open === null)
    return [`${at}: ${target} has no door; add one to tests/architecture/doors.ts, with the reason`]
  return open ? [] : [`${at}: ${target} is imported past its door`]
}

function reaches(file: SourceFile, role: Role): string[] {
  const pure = role === 'rules' || role === 'lib' || role === 'schemas'
  return file.reaches.flatMap(({ what, line }) => {
    const reserved = REACHES.find((one) => one.what.test(what) && !one.files.test(file.path))
    if (reserved) return [`${file.path}:${line}: ${what}: ${reserved.said}`]
    return pure && IMPURE_REACH.test(what)
      ? [`${file.path}:${line}: ${role} must be pure and may not use ${what}`]
      : []
  })
}
