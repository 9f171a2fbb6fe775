// What can be set from outside, and what holds when it is not?
import { z } from 'zod'

const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback)

const allowance = (fallback: number) => z.coerce.number().int().min(0).default(fallback)

/** A provider signs in accounts of its own authority and nobody else. */
const oidcProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  authority: z.string().min(1),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
})

/** Every environment variable: its type, its default, and one sentence for the person who sets it. */
export const environment = z.object({
  HOST: z.string().min(1).default('localhost').describe('Address to listen on.'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port to listen on.'),
  THIRTY3_DATA: z.string().min(1).default('.thirty3').describe('Folder of the embedded database.'),
  DATABASE_URL: z.string().min(1).optional().describe('PostgreSQL to use instead of the embedded one.'),
  DATABASE_REPLICA_URL: z.string().min(1).optional().describe('PostgreSQL replica for public reads.'),
  REDIS_URL: z
    .string()
    .min(1)
    .optional()
    .describe('Redis or Valkey for the queue; without it the queue lives in PostgreSQL.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('The address people use, for links in mail and the sign-in cookie.'),
  SESSION_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs sessions; made and kept in the database when not set.'),
  ADMIN_EMAIL: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/)
    .toLowerCase()
    .default('admin@localhost')
    .describe('E-mail address of the admin made at the first start.'),
  SECOND_FACTOR: z
    .enum(['required', 'optional'])
    .default('required')
    .describe('Whether admins, and officers before publishing, must prove a second factor.'),
  OIDC_PROVIDERS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('is not JSON')
        return z.NEVER
      }
    })
    .pipe(z.array(oidcProvider))
    .describe(
      'OpenID Connect sign-in of authorities: a JSON list of id, name, authority, issuer, clientId, clientSecret.',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server; without it messages are kept and shown to the admin.'),
  MAIL_FROM: z.string().default('Thirty3 <thirty3@localhost>').describe('Sender of mail.'),
  FIND_A_TENDER_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Where release packages of Find a Tender are collected from every hour, as https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages; without it nothing is.',
    ),
  CONTRACTS_FINDER_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'The same of Contracts Finder, as https://www.contractsfinder.service.gov.uk/Published/Notices/OCDS/Search.',
    ),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('Addresses or networks, comma-separated, whose X-Forwarded-For is believed.'),
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .describe('Further host names that requests may name, comma-separated.'),
  RATE_LIMIT_ADDRESS: allowance(600).describe('Requests of one address in five minutes; 0 for no limit.'),
  RATE_LIMIT_ACCOUNT: allowance(600).describe(
    'Requests of one account or key in five minutes; 0 for no limit.',
  ),
  SECURITY_CONTACT: z
    .url()
    .optional()
    .describe('Where to report a weakness, for security.txt: a mailto: or https: address.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .optional()
    .describe('How much is logged: info, or warn where everything runs in one terminal.'),
  DATABASE_POOL: positive(10).describe(
    'Connections to PostgreSQL of one process for changes, as many for what the public reads, and two for files.',
  ),
  SEARCH_INDEX_FROM: allowance(5_000).describe(
    'Public contracts from which a web process holds the register in memory for searching; 0 for always.',
  ),
  WORKER_CONCURRENCY: positive(2).describe('Jobs one worker process runs at once.'),
  RETURN_MAX_BYTES: positive(10 * 1024 * 1024).describe('Largest file of a return, in bytes.'),
  RETURN_MAX_ROWS: positive(50_000).describe('Most rows in a return.'),
  RETURN_MAX_SECONDS: positive(120).describe('Longest a file may take to be read before it is refused.'),
  RETURN_CARRY_FROM: positive(2_000).describe(
    'Rows of a CSV return from which those that an earlier return states alike are not read and stored again.',
  ),
  RETURN_MAX_MEMORY_MB: positive(384).describe('Most memory the reading thread may use, in megabytes.'),
  LOAD_SAMPLE: z
    .stringbool()
    .default(true)
    .describe('Load the made-up sample returns into an empty embedded register.'),
  CHROMIUM_PATH: z.string().optional().describe('Browser for the end-to-end tests.'),
})

export type Config = Readonly<z.infer<typeof environment>>

/** @throws Error with one line a variable that cannot be read, saying which and why. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
}

/** The address people use: `PUBLIC_URL`, else made of host and port. */
export function publicUrl(config: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string {
  return config.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${config.HOST}:${config.PORT}`
}

/** What a process started by this one is given: all that this one was, and these over it. */
export function environmentWith(settings: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, ...settings }
}
