// Which role does a source file play, and what may that role import?
import type { SourceFile } from '../support/source-tree.ts'
import { REACHES_MACHINE } from './doors.ts'

export type Role =
  | 'lib'
  | 'rules'
  | 'schemas'
  | 'config'
  | 'errors'
  | 'log'
  | 'db'
  | 'queries'
  | 'queue'
  | 'deps'
  | 'use case'
  | 'exports'
  | 'http'
  | 'api'
  | 'web'
  | 'app'
  | 'command'
  | 'workers'

/**
 * The nouns in the order in which they may know each other: a noun imports only from a smaller number or from itself.
 * Two nouns of one number do not know each other.
 */
export const NOUNS: Record<string, number> = {
  audit: 0,
  authorities: 1,
  accounts: 2,
  suppliers: 3,
  technologies: 3,
  contracts: 4,
  returns: 5,
  notices: 5,
  opportunities: 6,
  market: 7,
  alerts: 7,
}

const PURE: Role[] = ['lib', 'rules']
const STATED: Role[] = [...PURE, 'schemas', 'errors']
const STORED: Role[] = [...STATED, 'db', 'queries']
const DECIDED: Role[] = [...STORED, 'config', 'log', 'queue', 'deps', 'use case']
const SHOWN: Role[] = [...DECIDED, 'exports']

/** What each role may import. Rules stand apart: everyone above `lib` may ask them, and they ask nobody but each other. */
export const MAY_IMPORT: Record<Role, Role[]> = {
  lib: ['lib'],
  rules: PURE,
  errors: ['lib'],
  config: ['lib'],
  log: ['lib', 'config'],
  schemas: [...PURE, 'schemas'],
  db: [...PURE, 'db'],
  queries: STORED,
  queue: [...STATED, 'config', 'log', 'db', 'queue'],
  deps: [...DECIDED, 'exports'],
  'use case': DECIDED,
  exports: [...STORED, 'exports'],
  http: [...SHOWN, 'http'],
  api: [...SHOWN, 'http', 'api'],
  web: [...SHOWN, 'http', 'web'],
  app: [...SHOWN, 'http', 'api', 'web', 'app'],
  command: [...SHOWN, 'api', 'web', 'app', 'command'],
  workers: [...SHOWN, 'app', 'workers'],
}

const ROOT_FILES: Record<string, Role> = {
  'src/app.ts': 'app',
  'src/cli.ts': 'command',
  'src/config.ts': 'config',
  'src/deps.ts': 'deps',
  'src/errors.ts': 'errors',
  'src/health.ts': 'http',
  'src/keep-memory-small.ts': 'command',
  'src/file-turns.ts': 'http',
  'src/kept-answers.ts': 'http',
  'src/limit-files.ts': 'http',
  'src/log.ts': 'log',
  'src/over-register.ts': 'command',
  'src/prepare-register.ts': 'app',
  'src/read-upload.ts': 'http',
  'src/request-shape.ts': 'http',
  'src/security.ts': 'app',
  'src/send-file.ts': 'http',
  'src/thirty3.mjs': 'command',
}

const FOLDERS: Record<string, Role> = {
  bench: 'command',
  lib: 'lib',
  db: 'db',
  queue: 'queue',
  exports: 'exports',
  api: 'api',
  web: 'web',
}

/** What a file of a noun imports, directly, that makes it a use case: whoever holds one of these can reach the database. */
const MAKES_USE_CASE = new Set<Role>(['db', 'queries', 'queue', 'deps', 'use case'])

export function nounOf(path: string): string | null {
  const folder = /^src\/([^/]+)\//.exec(path)?.[1]
  return folder !== undefined && folder in NOUNS ? folder : null
}

/** The role of each file by its path; null where the design has no place for the file. */
export function classify(files: SourceFile[]): Map<string, Role | null> {
  const roles = new Map(files.map(({ path }) => [path, roleByPath(path)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { path, imports } of files) {
      if (roles.get(path) !== 'rules') continue
      const reached = imports.map(({ target }) => roles.get(target))
      if (!reached.some((role) => role && MAKES_USE_CASE.has(role))) continue
      roles.set(path, 'use case')
      changed = true
    }
  }
  return roles
}

function roleByPath(path: string): Role | null {
  if (path.startsWith('workers/')) return 'workers'
  if (path in REACHES_MACHINE) return 'use case'
  const named = ROOT_FILES[path] ?? byName(path)
  if (named) return named
  const folder = /^src\/([^/]+)\//.exec(path)?.[1] ?? ''
  return FOLDERS[folder] ?? (nounOf(path) ? 'rules' : null)
}

function byName(path: string): Role | null {
  if (nounOf(path) === null && !/^src\/((db|exports)\/|[^/]+-command\.ts$)/.test(path)) return null
  if (path.endsWith('-command.ts')) return 'command'
  if (path.endsWith('-queries.ts')) return 'queries'
  if (path.endsWith('-schemas.ts')) return 'schemas'
  return null
}
