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
