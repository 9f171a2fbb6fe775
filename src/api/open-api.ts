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
until it is null. Every error is \`{ "error": { "code", "message", "requestId", "issues"? } }\`.`

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
      return { url, schema: { ...described.schema, tags, ...(isPublic ? {} : { security: [{ key: [] }] }) } }
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
