// How do OpenRefine and others match their lists against this register? The W3C Reconciliation Service API 0.2.
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { extendSuppliers, ORGANISATION, PROPERTIES, reconcileName } from '../suppliers/reconcile.ts'
import { extension, questions } from '../suppliers/reconcile-schemas.ts'
import { findSupplier } from '../suppliers/supplier-queries.ts'
import { suppliersBeginning } from '../suppliers/supplier-search-queries.ts'

const PATH = '/reconcile'
/** Answers alike whoever asks, so that a form from elsewhere carries nobody's authority. */
const open = { config: { permission: 'public', credential: 'ignored' } } as const
const MOST_SUGGESTED = 10
const PREVIEW = { width: 420, height: 200 }

/** As the specification demands, open to pages of every site, without credentials. */
const forOtherSites = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'cross-origin-resource-policy': 'cross-origin',
}

const asked = z.object({
  queries: z.string().max(200_000).optional(),
  extend: z.string().max(200_000).optional(),
})
const prefix = z.object({ prefix: z.string().trim().max(200).default('') })

export function reconcileApi(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', async (_, reply) => {
      reply.headers(forOtherSites)
    })
    answerErrors(app)
    app.options(PATH, open, (_, reply) => reply.code(204).send())
    app.get(PATH, open, (request) => answer(deps, request.query))
    app.post(PATH, open, (request) => answer(deps, request.body))
    app.get(`${PATH}/suggest/entity`, open, async (request) => {
      const given = read(prefix, request.query).prefix
      const found = given === '' ? [] : await suppliersBeginning(deps.readDb, given, MOST_SUGGESTED)
      return { result: found.map(({ slug, name }) => ({ id: slug, name, notable: [ORGANISATION] })) }
    })
    app.get(`${PATH}/suggest/property`, open, async (request) => {
      const given = read(prefix, request.query).prefix.toLowerCase()
      return { result: PROPERTIES.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(given)) }
    })
    app.get(`${PATH}/suggest/type`, open, async () => ({ result: [ORGANISATION] }))
    app.get(`${PATH}/properties`, open, async () => ({ type: ORGANISATION.id, properties: PROPERTIES }))
    app.get(`${PATH}/preview/:id`, open, async (request, reply) => {
      const { id } = read(z.object({ id: z.string() }), request.params)
      return preview(deps, reply, id)
    })
  }
}

/** Without a question the manifest; else the answers to a batch, or values of suppliers. */
async function answer(deps: Deps, given: unknown) {
  const { queries, extend } = read(asked, given ?? {})
  if (extend !== undefined) return extendSuppliers(deps.readDb, read(extension, json(extend)))
  if (queries === undefined) return manifest(deps)
  const batch = Object.entries(read(questions, json(queries)))
  const answers: [string, unknown][] = []
  for (const [key, question] of batch) answers.push([key, await reconcileName(deps.readDb, question)])
  return Object.fromEntries(answers)
}

function manifest(deps: Deps) {
  const site = publicUrl(deps.config)
  const at = (path: string) => ({ service_url: site, service_path: `${PATH}${path}` })
  return {
    versions: ['0.2'],
    name: 'Thirty3: suppliers of London’s local authorities',
    identifierSpace: `${site}/suppliers/`,
    schemaSpace: `${site}${PATH}/properties/`,
    documentation: `${site}/api`,
    defaultTypes: [ORGANISATION],
    view: { url: `${site}/suppliers/{{id}}` },
    preview: { url: `${site}${PATH}/preview/{{id}}`, ...PREVIEW },
    suggest: { entity: at('/suggest/entity'), property: at('/suggest/property'), type: at('/suggest/type') },
    extend: { propose_properties: at('/properties'), property_settings: [] },
  }
}

function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ place: path.join('.'), message }))
  throw new AppError('bad_request', undefined, issues)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_request', 'The question is not JSON.')
  }
}

/** A page small enough for the box in which the asker shows it; it may stand in a frame of any site. */
async function preview(deps: Deps, reply: FastifyReply, slug: string) {
  const supplier = await findSupplier(deps.readDb, slug)
  if (supplier === null) throw new AppError('not_found')
  reply.removeHeader('x-frame-options')
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors *")
  const numbers = supplier.identifiers.filter(({ confirmed }) => confirmed).map(({ value }) => value)
  const authorities = [
    ...new Set(supplier.names.flatMap((one) => one.authorities.map(({ name }) => name))),
  ].slice(0, 6)
  const lines = [
    `<strong>${escapeHtml(supplier.name)}</strong>`,
    numbers.length > 0 ? `Company number ${escapeHtml(numbers.join(', '))}` : '',
    `${supplier.contracts_total} contracts${authorities.length > 0 ? ` with ${escapeHtml(authorities.join(', '))}` : ''}`,
    supplier.names.length > 1 ? `Typed in ${supplier.names.length} ways` : '',
  ]
  const body = lines.flatMap((line) => (line === '' ? [] : [`<p>${line}</p>`])).join('')
  return reply
    .type('text/html; charset=utf-8')
    .send(
      `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>${escapeHtml(supplier.name)}</title></head><body>${body}</body></html>`,
    )
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof AppError ? error : new AppError(isOurs(error) ? 'internal' : 'bad_request')
    if (known.code === 'internal') request.log.error({ err: error }, 'request failed')
    const { code, message, issues } = known
    return reply.code(known.statusCode).send({ error: { code, message, requestId: request.id, issues } })
  })
}

function isOurs(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  return typeof status !== 'number' || status >= 500
}
