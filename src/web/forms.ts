// What did a person fill in, and what is wrong with it?
import { z } from 'zod'

export interface FormError {
  /** The id of the field, which the summary leads to. */
  href: string
  message: string
}

/** What the templates of forms are given: errors for the summary, and by field for beside it. */
export interface FormErrors {
  errors: FormError[]
  errorOf: Record<string, { text: string } | false>
}

export const noErrors: FormErrors = { errors: [], errorOf: {} }

export function formErrors(found: Record<string, string>): FormErrors {
  const entries = Object.entries(found)
  return {
    errors: entries.map(([field, message]) => ({ href: `#${field}`, message })),
    errorOf: Object.fromEntries(entries.map(([field, text]) => [field, { text }])),
  }
}

export type ReadForm<T> = { value: T; problems: null } | { value: null; problems: FormErrors }

/** The form in its schema's shape, or the first problem of each field. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  const read = schema.safeParse(body ?? {})
  if (read.success) return { value: read.data, problems: null }
  const found: Record<string, string> = {}
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? '')
    found[field] ??= issue.message
  }
  return { value: null, problems: formErrors(found) }
}

/** What was typed, to be shown again; files, repeated and foreign fields aside. */
export function typed(body: unknown, fields: readonly string[]): Record<string, string> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  return Object.fromEntries(
    fields.map((field) => [field, typeof given[field] === 'string' ? given[field].slice(0, 500) : '']),
  )
}

/** Boxes of one name: none, one or several are sent. */
export const boxes = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.enum(values), z.array(z.enum(values))])
    .optional()
    .transform((given) => (given === undefined ? [] : [...new Set([given].flat())]))
