import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { plant } from '../support/planted.ts'
import { readSources } from '../support/source-tree.ts'
import { brokenBoundaries, cycles } from './boundaries.ts'
import { REACHES_MACHINE } from './doors.ts'
import { classify } from './roles.ts'

const broken = (files: Record<string, string>) =>
  brokenBoundaries(readSources(plant(files), ['src', 'workers']))

it('follows the dependency rule in every file of src and workers', () => {
  const sources = readSources('.', ['src', 'workers'])
  expect(sources.length).toBeGreaterThan(0)
  expect(brokenBoundaries(sources)).toEqual([])
})

it('lets only files that exist reach the machine for a use case', () => {
  expect(Object.keys(REACHES_MACHINE).filter((path) => !existsSync(path))).toEqual([])
})

it('has no ring of imports', () => {
  expect(cycles(readSources('.', ['src', 'workers']))).toEqual([])
})

it('tells a file of a noun by what it imports: rules, queries, schemas, commands and use cases', () => {
  const root = plant({
    'src/db/client.ts': '',
    'src/contracts/contract-queries.ts': "import '../db/client.ts'",
    'src/contracts/contract-schemas.ts': '',
    'src/contracts/contract-term.ts': '',
    'src/contracts/publish-contract.ts': "import './contract-queries.ts'",
    'src/contracts/withdraw-contract.ts': "import type { A } from './publish-contract.ts'",
    'src/contracts/contract-command.ts': "import './publish-contract.ts'",
  })
  const roles = classify(readSources(root, ['src']))
  expect(Object.fromEntries(roles)).toEqual({
    'src/db/client.ts': 'db',
    'src/contracts/contract-queries.ts': 'queries',
    'src/contracts/contract-schemas.ts': 'schemas',
    'src/contracts/contract-term.ts': 'rules',
    'src/contracts/publish-contract.ts': 'use case',
    'src/contracts/withdraw-contract.ts': 'use case',
    'src/contracts/contract-command.ts': 'command',
  })
})

it.each<[string, Record<string, string>, RegExp]>([
  [
    'src importing workers',
    { 'src/deps.ts': "import '../workers/main.ts'", 'workers/main.ts': '' },
    /never imports workers/,
  ],
  [
    'src importing workers on demand',
    { 'src/serve-command.ts': "await import('../workers/main.ts')" },
    /never imports workers/,
  ],
  [
    'anything importing the program',
    { 'src/app.ts': "import './cli.ts'", 'src/cli.ts': '' },
    /app may not import command/,
  ],
  [
    'a query importing a page',
    { 'src/contracts/a-queries.ts': "import '../web/a.ts'", 'src/web/a.ts': '' },
    /queries may not import web/,
  ],
  [
    'a rule importing a schema',
    { 'src/contracts/a.ts': "import './a-schemas.ts'", 'src/contracts/a-schemas.ts': '' },
    /rules may not import schemas/,
  ],
  [
    'a rule importing the log',
    { 'src/contracts/a.ts': "import type { Log } from '../log.ts'", 'src/log.ts': '' },
    /rules may not import log/,
  ],
  [
    'a rule reading a file',
    { 'src/contracts/a.ts': "import { readFileSync } from 'node:fs'" },
    /must be pure.*node:fs/,
  ],
  ['a rule using zod', { 'src/contracts/a.ts': "import { z } from 'zod'" }, /must be pure.*zod/],
  [
    'a rule asking the time',
    { 'src/contracts/a.ts': 'export const a = () => Date.now()' },
    /time and chance/,
  ],
  [
    'a rule making a date of now',
    { 'src/contracts/a.ts': 'export const a = () => new Date()' },
    /time and chance/,
  ],
  ['chance', { 'src/api/a.ts': 'export const a = () => Math.random()' }, /time and chance/],
  ['a rule fetching', { 'src/contracts/a.ts': "export const a = () => fetch('x')" }, /may not use fetch/],
  [
    'a rule importing what reaches the machine',
    {
      'src/returns/a.ts': "import './spool.ts'\nimport type { A } from '../api/a.ts'",
      'src/returns/spool.ts': '',
      'src/api/a.ts': '',
    },
    /use case may not import api/,
  ],
  [
    'a rule making an identity by chance',
    { 'src/contracts/a.ts': 'export const a = () => randomUUID()' },
    /may not use randomUUID/,
  ],
  [
    'lib importing the database',
    { 'src/lib/a.ts': "import '../db/a.ts'", 'src/db/a.ts': '' },
    /lib may not import db/,
  ],
  [
    'the database importing queries',
    { 'src/db/a.ts': "import '../contracts/a-queries.ts'", 'src/contracts/a-queries.ts': '' },
    /db may not import queries/,
  ],
  [
    'a route naming tables',
    { 'src/api/a.ts': "import '../db/schema/a.ts'", 'src/db/schema/a.ts': '' },
    /tables are named/,
  ],
  [
    'a use case naming tables',
    { 'src/contracts/a.ts': "import '../db/schema/a.ts'", 'src/db/schema/a.ts': '' },
    /tables are named/,
  ],
  [
    'a page importing the API',
    { 'src/web/a.ts': "import '../api/a.ts'", 'src/api/a.ts': '' },
    /web may not import api/,
  ],
  [
    'a re-export upwards',
    { 'src/contracts/a-queries.ts': "export * from '../api/a.ts'", 'src/api/a.ts': '' },
    /queries may not import api/,
  ],
  [
    'contracts knowing returns',
    { 'src/contracts/a.ts': "import '../returns/a.ts'", 'src/returns/a.ts': '' },
    /contracts may not know returns/,
  ],
  [
    'suppliers knowing technologies',
    { 'src/suppliers/a.ts': "import '../technologies/a.ts'", 'src/technologies/a.ts': '' },
    /may not know/,
  ],
  ['postgres past its door', { 'src/db/migrate.ts': "import postgres from 'postgres'" }, /past its door/],
  [
    'drizzle in a use case',
    { 'src/contracts/a.ts': "import { sql } from 'drizzle-orm'\nimport '../deps.ts'", 'src/deps.ts': '' },
    /past its door/,
  ],
  ['drizzle by a deep path', { 'src/web/a.ts': "import 'drizzle-orm/pg-core'" }, /past its door/],
  ['nunjucks in a page', { 'src/web/a.ts': "import nunjucks from 'nunjucks'" }, /past its door/],
  ['a package without a door', { 'src/web/a.ts': "import 'left-pad'" }, /has no door/],
  ['the environment elsewhere', { 'src/web/a.ts': 'export const a = process.env.HOME' }, /environment/],
  [
    'the environment by another spelling',
    { 'src/web/a.ts': "export const a = process['env']" },
    /environment/,
  ],
  ['the environment by import', { 'src/web/a.ts': "import { env } from 'node:process'" }, /global process/],
  ['a folder the design does not have', { 'src/services/a.ts': '' }, /no place/],
  ['a file that is not there', { 'src/web/a.ts': "import './b.ts'" }, /no file/],
  [
    'tests in the product',
    { 'src/web/a.ts': "import '../../tests/a.ts'", 'tests/a.ts': '' },
    /no file of src/,
  ],
])('finds %s', (_name, files, sentence) => {
  expect(broken(files)).toEqual([expect.stringMatching(sentence)])
})

it('lets through what the rule allows', () => {
  const allowed = {
    'src/config.ts': 'export const a = process.env.HOME',
    'src/lib/clock.ts': 'export const now = Date.now',
    'src/db/client.ts': "import postgres from 'postgres'\nimport { drizzle } from 'drizzle-orm/postgres-js'",
    'src/db/schema/contracts.ts': "import type { A } from '../../contracts/a.ts'",
    'src/contracts/a.ts':
      "import '../suppliers/a.ts'\nimport '../lib/clock.ts'\nexport const a = new Date(0)",
    'src/suppliers/a.ts': '',
    'src/contracts/a-queries.ts': "import '../db/schema/contracts.ts'\nimport 'drizzle-orm'",
    'src/contracts/b.ts':
      "import './a-queries.ts'\nimport '../db/client.ts'\nimport { readFile } from 'node:fs/promises'",
    'src/api/a.ts': "import '../contracts/b.ts'\nimport '@fastify/swagger'",
    'src/returns/reading/a.ts': "import 'csv-parse/sync'",
    'workers/main.ts': "import '../src/contracts/b.ts'\nimport 'bullmq'",
    'src/cli.ts': "import { startWorkers } from '../workers/main.ts'\nimport 'commander'",
  }
  expect(broken(allowed)).toEqual([])
})

it('finds a ring of imports through three files', () => {
  const root = plant({
    'src/lib/a.ts': "import './b.ts'",
    'src/lib/b.ts': "import type { C } from './c.ts'",
    'src/lib/c.ts': "export { a } from './a.ts'",
  })
  expect(cycles(readSources(root, ['src']))).toEqual([
    'ring of imports: src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/a.ts',
  ])
})
