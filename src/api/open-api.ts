// How is the API described to machines, and browsed by people?
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from '@fastify/type-provider-zod'
import type { FastifyInstance } from 'fastify'

const API = '/api/v1'

/** Where the pages of the browser lie; everything below is for everybody. */
export const API_BROWSER = '/api/docs'

const DESCRIPTION = `Contracts, suppliers and renewal dates of London's 33 local authorities, from the returns they hand in.

Everything public can be read without a key. A filter that is not known is refused (400), never passed over. Days are
\`YYYY-MM-DD\`; amounts are pounds with two decimals, as text. A list comes in pages: send \`next_cursor\` back as \`cursor\`
until it is null; \`/api/v1/contracts.jsonl\` is the whole list at once. An answer carries an \`ETag\`: send it back as
\`If-None-Match\` and get a 304 while nothing has changed. \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (in
seconds) say how much more may be asked; beyond it the answer is 429 with \`Retry-After\`. Every error is \`{ "error": { "code", "message", "requestId", "issues"? } }\`.`

/**
 * Describes every route under \`/api/v1\` that is registered after this, at \`/api/v1/openapi.json\` (OpenAPI 3.1), and serves
 * a browser of that description. Call it before the routes.
 */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Thirty3', description: DESCRIPTION, version: '1' },
      servers: [],
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of an authority, made on the page of keys.',
          },
        },
      },
    },
    transform: (document) => {
      const { url, route } = document
      const described = jsonSchemaTransform(document)
      if (!url.startsWith(API)) return { url, schema: { hide: true } }
      const isPublic = route.config?.permission === 'public'
      const tags = [url.slice(API.length).split('/')[1] ?? '']
      const schema = {
        ...described.schema,
        tags,
        operationId: operationId(String(route.method), url),
        response: responsesOf(described.schema as Described),
        ...(isPublic ? {} : { security: [{ key: [] }] }),
      }
      return { url, schema }
    },
  })
  await app.register(swaggerUi, {
    routePrefix: API_BROWSER,
    theme: { title: 'API browser – Thirty3' },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true },
  })
  app.get(`${API}/openapi.json`, { schema: { hide: true }, config: { permission: 'public' } }, async () =>
    app.swagger(),
  )
}

/** `GET /api/v1/contracts/:id` → `getContractsById`: the same as long as the address is. */
function operationId(method: string, url: string): string {
  const words = url
    .slice(API.length)
    .replace(/:([A-Za-z]+)/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  return [
    method.toLowerCase(),
    ...words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`),
  ].join('')
}

interface Described {
  summary?: string
  produces?: string[]
  response?: Record<string, { description?: string }>
}

/** Answers with what they hold said, files by their type, and the one shape of every error. */
function responsesOf({ summary = '', produces, response }: Described): Record<string, unknown> {
  const made = Object.entries(response ?? {}).map(([status, schema]) => [
    status,
    { ...schema, description: schema.description ?? summary },
  ])
  const types = (produces ?? []).map((type) => [type, { schema: { type: 'string' } }])
  const file = {
    description: summary,
    ...(types.length > 0 ? { content: Object.fromEntries(types) } : { type: 'null' }),
  }
  const answers = made.length > 0 ? Object.fromEntries(made) : { 200: file }
  return { ...answers, default: ERROR }
}

const ERROR_SHAPE = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        requestId: { type: 'string' },
        issues: {
          type: 'array',
          items: {
            type: 'object',
            required: ['place', 'message'],
            properties: { place: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
}

const ERROR = {
  description: 'What went wrong, in words for people and as a code for programs',
  content: { 'application/json': { schema: ERROR_SHAPE } },
}
