// What does each column of our files and each filter mean? Made from the schemas that write and read them.
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { contractFilters } from '../../../contracts/contract-filter-schemas.ts'
import { contractRow } from '../../../contracts/contract-row-schemas.ts'
import { paths } from '../../paths.ts'

interface Entry {
  name: string
  kind: string
  meaning: string
}

export function dataDictionaryPage(): FastifyPluginAsync {
  const view = {
    title: 'Data dictionary',
    columns: entriesOf(z.toJSONSchema(contractRow)),
    filters: entriesOf(z.toJSONSchema(contractFilters, { io: 'input', unrepresentable: 'any' })),
  }
  return async (app) => {
    app.get(paths.dataDictionary, { config: { permission: 'public' } }, (_request, reply) =>
      reply.page('pages/data-dictionary/data-dictionary.njk', view),
    )
  }
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** One entry for each property of an object's JSON schema. */
function entriesOf(schema: JsonSchema): Entry[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const one = property as JsonSchema
    return { name, kind: kindOf(one), meaning: one.description ?? '' }
  })
}

const KINDS: Record<string, string> = {
  string: 'Text',
  boolean: 'Yes or no',
  integer: 'Whole number',
  number: 'Number',
  object: 'Group',
}

const FORMATS: Record<string, string> = {
  date: 'Day, YYYY-MM-DD',
  'date-time': 'Instant, ISO 8601',
  uuid: 'UUID',
}

function kindOf(schema: JsonSchema): string {
  if (schema.anyOf) return [...new Set(alternatives(schema.anyOf as JsonSchema[]))].join(', or ')
  if (schema.enum) return `One of: ${schema.enum.map(String).join(', ')}`
  if (schema.type === 'array') return `Several: ${kindOf((schema.items ?? {}) as JsonSchema)}`
  return FORMATS[String(schema.format)] ?? KINDS[String(schema.type)] ?? 'Text'
}

function alternatives(schemas: JsonSchema[]): string[] {
  return schemas.map((one) => (one.type === 'null' ? 'not stated' : kindOf(one)))
}
