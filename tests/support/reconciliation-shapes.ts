// Which shapes must the answers of a Reconciliation Service have? From the text of the W3C community report 0.2;
// its JSON schemas are for which we found no licence.
import { z } from 'zod'

const type = z.union([z.object({ id: z.string(), name: z.string().optional() }), z.string()])

const servicePath = z.object({
  service_url: z.string(),
  service_path: z.string(),
  flyout_service_url: z.string().optional(),
  flyout_service_path: z
    .string()
    .regex(/\$\{id\}/)
    .optional(),
})

/** Section "Service Manifest". */
export const manifest = z.object({
  versions: z.array(z.string()).refine((versions) => versions.includes('0.2')),
  name: z.string(),
  identifierSpace: z.url(),
  schemaSpace: z.url(),
  documentation: z.url(),
  defaultTypes: z.array(type),
  view: z.object({ url: z.string().includes('{{id}}') }),
  preview: z.object({ url: z.string().includes('{{id}}'), width: z.int(), height: z.int() }),
  suggest: z.object({ entity: servicePath, property: servicePath, type: servicePath }),
  extend: z.object({ propose_properties: servicePath, property_settings: z.array(z.never()) }),
})

/** Section "Reconciliation Query Responses": each candidate, at most one of them a match. */
export const resultBatch = z.record(
  z.string(),
  z.object({
    result: z
      .array(
        z.object({
          id: z.string().min(1),
          name: z.string(),
          description: z.string().optional(),
          score: z.number(),
          features: z.array(z.object({ id: z.string(), value: z.union([z.boolean(), z.number()]) })),
          match: z.boolean(),
          type: z.array(type),
        }),
      )
      .refine((candidates) => candidates.filter(({ match }) => match).length <= 1),
  }),
)

/** Section "Suggest Responses". */
export const suggestions = z.object({
  result: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().optional(),
      notable: z.array(type).optional(),
    }),
  ),
})

/** Section "Data Extension Property Proposals". */
export const proposals = z.object({
  type: z.string(),
  properties: z.array(z.object({ id: z.string(), name: z.string() })),
})

const cell = z.union([
  z.strictObject({ str: z.string() }),
  z.strictObject({ int: z.int() }),
  z.strictObject({ float: z.number() }),
])

/** Section "Data Extension Responses". */
export const extended = z.object({
  meta: z.array(z.object({ id: z.string(), name: z.string() })),
  rows: z.record(z.string(), z.record(z.string(), z.array(cell))),
})
