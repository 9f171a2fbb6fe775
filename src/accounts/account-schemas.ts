// In which shape do people and programs say who they are?
import { z } from 'zod'

/** An address as we keep it: trimmed, in lower case. The mail server has the last word on whether it exists. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^@\s]+@[^@\s]+$/, 'Enter an email address in the correct format, like name@example.com')

/** What a password sign-in sends. */
export const passwordSignIn = z.object({ email: emailAddress, password: z.string().min(1).max(500) })

/** What the button behind an e-mailed link sends. */
export const linkSignIn = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

const role = z.enum(['supplier', 'officer', 'procurement-lead', 'admin'])
const permissions = z.array(z.enum(['view-drafts', 'edit', 'publish'])).max(3)
const name = z.string().trim().min(1).max(100)
const instant = z.iso.datetime()

/** What an account is told of itself; `authority` is a slug. */
export const accountDetail = z.object({
  kind: z.enum(['person', 'key']),
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role,
  authority: z.string().nullable(),
  permissions,
  second_factor: z.enum(['passed', 'missing', 'not-needed']),
})

/** What a person may change of their account by a program; anything else is refused by name. */
export const ownChange = z.strictObject({ name })

export const standing = z.strictObject({
  role,
  authority: z.string().max(100).nullable().default(null),
  permissions: permissions.default([]),
})

export const invitation = standing.extend({ email: emailAddress, name })

export const keyRequest = z.strictObject({
  authority: z.string().max(100),
  name,
  permissions: permissions.min(1),
  days: z.int().min(1).max(366).default(90),
})

/** `key` is answered this once. */
export const madeKey = z.object({ id: z.uuid(), key: z.string(), expires_at: instant })

export const keyDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  authority: z.string(),
  beginning: z.string(),
  permissions,
  created_at: instant,
  expires_at: instant,
  revoked_at: instant.nullable(),
  last_used_at: instant.nullable(),
})

/** What an administrator is told of a person. */
export const userDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  authority: z.string().nullable(),
  permissions,
  second_factor: z.boolean(),
  disabled_at: instant.nullable(),
  created_at: instant,
})
