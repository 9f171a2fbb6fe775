// How does a program keep the searches of an account's own address?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actOnSearch } from '../alerts/manage-searches.ts'
import { MOST_SEARCHES, saveOwnSearch } from '../alerts/save-search.ts'
import { findSearch, type SavedSearch, searchesOf } from '../alerts/saved-search-queries.ts'
import {
  frequency,
  type SavedSearchJson,
  savedFilters,
  savedSearchJson,
} from '../alerts/saved-search-schemas.ts'
import { searchInWords } from '../alerts/search-in-words.ts'
import { subscriberOf } from '../alerts/subscriber-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { accountOf } from './request-account.ts'

const config = { permission: 'searches:manage' } as const
const params = z.object({ id: z.uuid() })
const body = z.strictObject({
  filters: savedFilters.meta({ description: 'As the list of upcoming tenders takes them' }),
  frequency: frequency.default('daily'),
  name: z.string().trim().min(1).max(300).optional(),
})

export function savedSearchesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/saved-searches',
      {
        config,
        schema: {
          summary: 'Your saved searches',
          description: 'Those of the address of your account, the oldest first.',
          response: { 200: z.object({ saved_searches: z.array(savedSearchJson) }) },
        },
      },
      async (request) => ({ saved_searches: (await ownSearches(deps, request)).map(toJson) }),
    )
    app.post(
      '/saved-searches',
      {
        config,
        schema: {
          summary: 'Save a search',
          description: `For the address of your account, at most ${MOST_SEARCHES}. The same search is saved once.`,
          body,
          response: { 201: savedSearchJson },
        },
      },
      async (request, reply) => {
        const { filters, name = searchInWords(filters, new Map()), frequency } = request.body
        const id = await saveOwnSearch(deps, emailOf(request), { filters, name, frequency })
        if (id === null) throw new AppError('conflict', `An address has at most ${MOST_SEARCHES} searches.`)
        const saved = await findSearch(deps.db, id)
        if (saved === null) throw new AppError('not_found')
        return reply.code(201).send(toJson(saved))
      },
    )
    addOne(app, deps)
  }
}

function addOne(app: Parameters<FastifyPluginAsyncZod>[0], deps: Deps): void {
  app.get(
    '/saved-searches/:id',
    {
      config,
      schema: { summary: 'One of your saved searches', params, response: { 200: savedSearchJson } },
    },
    async (request) => toJson(await ownSearch(deps, request, request.params.id)),
  )
  app.delete(
    '/saved-searches/:id',
    {
      config,
      schema: { summary: 'Delete one of your saved searches', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { id, subscriber_id } = await ownSearch(deps, request, request.params.id)
      await actOnSearch(deps, subscriber_id, id, 'delete')
      return reply.code(204).send(null)
    },
  )
}

/** @throws AppError `not_found` for one that is not there, or somebody else's. */
async function ownSearch(deps: Deps, request: FastifyRequest, id: string): Promise<SavedSearch> {
  const found = (await ownSearches(deps, request)).find((one) => one.id === id)
  if (found === undefined) throw new AppError('not_found')
  return found
}

async function ownSearches(deps: Deps, request: FastifyRequest): Promise<SavedSearch[]> {
  const subscriber = await subscriberOf(deps.db, emailOf(request))
  return subscriber === null ? [] : searchesOf(deps.db, subscriber.id)
}

function emailOf(request: FastifyRequest): string {
  const { email } = accountOf(request)
  if (email === null) throw new AppError('forbidden')
  return email.toLowerCase()
}

function toJson(search: SavedSearch): SavedSearchJson {
  const { id, name, frequency, confirmed_at, paused_at, mail_stopped_at } = search
  const { webhook_url, last_digest_at, created_at } = search
  const filters = typeof search.filters === 'object' && search.filters !== null ? { ...search.filters } : {}
  return {
    id,
    name,
    filters,
    frequency,
    confirmed_at,
    paused_at,
    mail_stopped_at,
    webhook_url,
    last_digest_at,
    created_at,
  }
}
