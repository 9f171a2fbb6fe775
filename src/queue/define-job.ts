// What is a job: its name, what it is told, how often it is tried?
import type { z } from 'zod'

export interface JobDefinition<Name extends string = string, Payload = unknown> {
  readonly name: Name
  /** Small, JSON-safe and free of personal data: ids of rows, never their content. */
  readonly payload: z.ZodType<Payload>
  /** Tries in all, the first included. */
  readonly attempts: number
}

export function defineJob<const Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition
}
