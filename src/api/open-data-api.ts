// What do machines take away as a whole: open contracting data and the bulk list?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { publicUrl } from '../config.ts'
import { listFilters } from '../contracts/contract-filter-schemas.ts'
import { askedContracts } from '../contracts/contract-search-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { contractList } from '../exports/contract-list.ts'
import { type OcdsPackage, ocdsPackageOfContract, ocdsPackageOfList } from '../exports/ocds-package.ts'
import { transparencyCodeCsv } from '../exports/transparency-code.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { sendFile } from '../send-file.ts'

const config = { permission: 'public' } as const
const KINDS = ['releases', 'records'] as const

export function openDataApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const bulk = {
      summary: 'Every contract that matches, one JSON object a line',
      description:
        'The whole list in one answer, in the order of the pages; `/data-dictionary` says what the keys mean.',
      querystring: listFilters,
      produces: ['application/jsonl'],
    }
    app.get('/contracts.jsonl', { config, schema: bulk }, async (request, reply) => {
      const today = londonDay(deps.clock())
      const finder = await deps.finderFor(request.query)
      const asked = await askedContracts(deps.readDb, request.query, today, finder)
      return sendFile(reply, `contracts ${today}`, 'jsonl', contractList(deps.fileDb, asked, 'jsonl', finder))
    })
    for (const kind of KINDS) {
      const several = {
        summary: `Open contracting ${kind} (OCDS 1.1.5) of the contracts that match; of the whole register without filters`,
        description: OCDS_WORDS,
        querystring: listFilters,
        produces: ['application/json'],
      }
      app.get(`/ocds/${kind}`, { config, schema: several }, async (request, reply) => {
        if (request.query.as_at !== undefined) throw notOfThePast()
        const made = packageMade(deps, request, kind)
        const asked = await askedContracts(deps.readDb, request.query, made.today)
        const pieces = await ocdsPackageOfList(deps.fileDb, asked, made)
        if (pieces === null)
          throw new AppError('not_found', 'No contract matches; a package holds one at least.')
        return sendPackage(reply, made, pieces)
      })
      const single = {
        summary: `Open contracting ${kind} (OCDS 1.1.5) of one contract`,
        description: OCDS_WORDS,
        params: z.object({ id: z.uuid() }),
        produces: ['application/json'],
      }
      app.get(`/contracts/:id/ocds/${kind}`, { config, schema: single }, async (request, reply) => {
        const made = packageMade(deps, request, kind)
        const pieces = await ocdsPackageOfContract(deps.readDb, request.params.id, made)
        if (pieces === null) throw new AppError('not_found')
        return sendPackage(reply, made, pieces)
      })
    }
    const code = {
      summary: 'Contracts of one authority with the headings of the Transparency Code, as CSV',
      description: 'Headings and order of the contracts schema of the Local Government Association.',
      params: z.object({ slug: z.string().max(200) }),
      produces: ['text/csv'],
    }
    app.get('/authorities/:slug/transparency-code.csv', { config, schema: code }, (request, reply) =>
      sendTransparencyCode(deps, reply, request.params.slug),
    )
  }
}

/** 404 for an authority that is not there. */
async function sendTransparencyCode(deps: Deps, reply: FastifyReply, slug: string): Promise<FastifyReply> {
  try {
    const pieces = await transparencyCodeCsv(deps.fileDb, slug, londonDay(deps.clock()))
    return sendFile(reply, `${slug} contracts transparency code`, 'csv', pieces)
  } catch (error) {
    throw error instanceof AppError && error.code === 'unknown_filter' ? new AppError('not_found') : error
  }
}

/** Releases carry their own dates. */
function notOfThePast(): AppError {
  return new AppError(
    'unknown_filter',
    'Releases say when each thing was published: read the past from their dates.',
    [{ place: 'as_at', message: 'is no filter of open contracting packages' }],
  )
}

const OCDS_WORDS = `With the UK extension; Open Government Licence v3.0. An \`ocid\` that begins with \`thirty3-local\` is
ours: the prefix is not registered. Values are those of the whole term; \`amountGross\` is with VAT.`

function packageMade(deps: Deps, request: FastifyRequest, kind: OcdsPackage['kind']): OcdsPackage {
  const now = deps.clock()
  const site = publicUrl(deps.config)
  return {
    kind,
    site,
    uri: `${site}${request.url}`,
    publishedAt: new Date(now).toISOString(),
    today: londonDay(now),
  }
}

function sendPackage(
  reply: FastifyReply,
  { kind, today }: OcdsPackage,
  pieces: AsyncIterable<string>,
): FastifyReply {
  return sendFile(reply, `contracts ocds ${kind} ${today}`, 'json', pieces)
}
