// Who of the 33 runs a product or has a system for a service area? The page and its files.
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { eachShared } from '../../../contracts/shared-of-account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { peersCsv } from '../../../exports/peers-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import type { PeerScope } from '../../../market/peer-queries.ts'
import { findPeers } from '../../../market/peers.ts'
import { type PeerFilters, type PeersAnswer, peerFilters } from '../../../market/peers-schemas.ts'
import { sendFile } from '../../../send-file.ts'
import { paths, withQuery } from '../../paths.ts'
import { jsonFile } from '../market/market-files.ts'
import { peersView, satisfactionKey } from './peers-view.ts'

const params = z.object({ slug: z.string().max(200) })

/** The two places at which the same table stands. */
const PLACES = [
  {
    page: paths.technologyPeers,
    file: paths.technologyPeersFile,
    scope: (slug: string): PeerScope => ({ technology: slug }),
  },
  {
    page: paths.areaPeers,
    file: paths.areaPeersFile,
    scope: (slug: string): PeerScope => ({ serviceArea: slug }),
  },
] as const

export function peersPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    for (const place of PLACES) {
      const schema = { params }
      const ask = (request: FastifyRequest) => {
        const { slug } = request.params as z.infer<typeof params>
        const filters = asked(request.query)
        return { slug, filters, found: findPeers(deps.readDb, place.scope(slug), filters) }
      }
      app.get(
        place.page(':slug'),
        { schema, config: { permission: 'public', answer: 'until_changed' } },
        async (request, reply) => {
          const { slug, filters, found } = ask(request)
          const query = { sort: filters.sort, order: filters.order }
          const files = (['csv', 'json'] as const).map((form) => ({
            text: form.toUpperCase(),
            href: withQuery(place.file(slug, form), query),
          }))
          const peers = await found
          const satisfaction = await sharedSatisfaction(deps, request, peers.answer)
          const scene = { ...peers, satisfaction, filters, here: place.page(slug), files }
          return reply.page('pages/peers/peers.njk', peersView(scene))
        },
      )
      for (const form of ['csv', 'json'] as const)
        app.get(
          place.file(':slug', form),
          { schema, config: { permission: 'public' } },
          async (request, reply) => {
            const { slug, found } = ask(request)
            const { answer } = await found
            const name = `peers ${slug} ${londonDay(deps.clock())}`
            return sendFile(reply, name, form, form === 'csv' ? peersCsv(answer) : jsonFile(answer))
          },
        )
    }
  }
}

/** @throws AppError `unknown_filter` */
function asked(query: unknown): PeerFilters {
  const read = peerFilters.safeParse(query)
  if (!read.success)
    throw new AppError('unknown_filter', `The order is not known: ${read.error.issues[0]?.message}.`)
  return read.data
}

/** What participating authorities say of the systems shown, by authority and product; null for who may not see it. */
async function sharedSatisfaction(
  deps: Deps,
  { account }: FastifyRequest,
  { rows }: PeersAnswer,
): Promise<ReadonlyMap<string, readonly string[]> | null> {
  if (account === null || !can(account, 'shared:view')) return null
  const technology = [...new Set(rows.flatMap((row) => row.technology?.slug ?? []))].slice(0, 100)
  if (technology.length === 0) return null
  const said = new Map<string, string[]>()
  for await (const one of eachShared(deps, account, { technology })) {
    if (one.field !== 'satisfaction' || one.technology === null) continue
    const key = satisfactionKey(one.authority.slug, one.technology.slug)
    said.set(key, [...(said.get(key) ?? []), String(one.value)])
  }
  return said
}
