// What answers a request? The ordered list of everything the server is made of.
import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import { serializerCompiler, validatorCompiler } from '@fastify/type-provider-zod'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { identifyRequests } from './accounts/request-account.ts'
import { enforcePermissions } from './accounts/route-permissions.ts'
import { api } from './api/api.ts'
import { API_BROWSER, describeApi } from './api/open-api.ts'
import { reconcileApi } from './api/reconcile-api.ts'
import type { Deps } from './deps.ts'
import { health } from './health.ts'
import { keepAnswers } from './kept-answers.ts'
import { limitCallers, protect, refuseOtherMethods, securityText, unroutable } from './security.ts'
import { protectForms } from './web/csrf.ts'
import { web } from './web/web.ts'

const BODY_LIMIT = 1024 * 1024

/** A ready server; the caller makes it listen, or asks it by `inject`. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    connectionTimeout: 65_000,
    keepAliveTimeout: 5_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    trustProxy: deps.config.TRUSTED_PROXIES ?? false,
    routerOptions: { maxParamLength: 200 },
    allowErrorHandlerOverride: false,
    frameworkErrors: unroutable(deps),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(fastifyCookie)
  await app.register(fastifyFormbody, { bodyLimit: BODY_LIMIT })
  await protect(app, deps)
  await identifyRequests(app, deps)
  limitCallers(app, deps)
  refuseOtherMethods(app)
  keepAnswers(app, deps)
  enforcePermissions(app, deps, { publicPrefixes: [API_BROWSER] })
  protectForms(app, deps)
  securityText(app, deps)
  await describeApi(app)
  await app.register(health(deps))
  await app.register(api(deps), { prefix: '/api/v1' })
  await app.register(reconcileApi(deps))
  await app.register(web(deps))
  await app.ready()
  return app
}
