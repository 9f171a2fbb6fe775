// How far has one renewal come, what was decided, and what is next?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { recordRenewal, renewalOfContract } from '../../../market/renewal-board.ts'
import { dayOf, formatDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { STAGE_WORDS } from './board-words.ts'
import { type ReadRenewal, readRenewal, renewalForm } from './renewal-form.ts'

const params = z.object({ slug: z.string().max(80), contract: z.uuid() })
type Params = z.infer<typeof params>

export function renewalPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const address = paths.renewal(':slug', ':contract')
    const schema = { params }
    app.get(address, { schema, config: { permission: 'renewals:view' as const } }, (request, reply) =>
      show(deps, request, reply, null),
    )
    app.post(
      address,
      { schema, config: { permission: 'renewals:edit' as const } },
      async (request, reply) => {
        const { slug, contract } = request.params as Params
        const read = readRenewal(request.body)
        if (read.value === null) return show(deps, request, reply.code(400), read)
        await recordRenewal(deps, accountOf(request), slug, contract, read.value)
        return reply.redirect(`${paths.renewal(slug, contract)}#log`, 303)
      },
    )
  }
}

async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  read: ReadRenewal | null,
): Promise<FastifyReply> {
  const { slug, contract } = request.params as Params
  const account = accountOf(request)
  const { authority, title, opportunityId, entries } = await renewalOfContract(deps, account, slug, contract)
  const mayEdit = can(account, 'renewals:edit', { authorityId: authority.id })
  return reply.page('pages/board/renewal.njk', {
    title: `${title}, renewal`,
    section: 'returns',
    backLink: { text: `Renewal board of ${authority.name}`, href: paths.board(slug) },
    heading: title,
    authority: authority.name,
    contractHref: paths.contract(contract),
    opportunityHref: paths.opportunity(opportunityId),
    noticesHref: paths.contractNotices(contract),
    paperHref: paths.renewalPaper(slug, contract),
    errors: read?.problems.errors ?? [],
    form: mayEdit ? renewalForm(entries.at(-1), read, reply.csrfToken()) : false,
    log: entries.toReversed().map((entry) => ({
      day: formatDay(dayOf(entry.recorded_at)),
      by: entry.by ?? '',
      stage: STAGE_WORDS[entry.stage],
      owner: entry.owner,
      next: entry.next_decision_on === null ? '' : formatDay(entry.next_decision_on),
      decision: entry.decision,
      note: entry.note,
    })),
  })
}
