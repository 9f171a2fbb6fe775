// Which notices must an authority publish around a contract, and what can it copy into them? As a page, as JSON and as text.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { noticesText } from '../../../exports/notices-text.ts'
import { slugify } from '../../../lib/text.ts'
import { prepareNotices } from '../../../market/prepare-notices.ts'
import type { PreparedNotices } from '../../../market/prepared-notice-schemas.ts'
import { formatDay } from '../../filters.ts'
import { noticeTypeName } from '../../notice-words.ts'
import { paths } from '../../paths.ts'

const params = z.object({ id: z.uuid() })

export function contractNoticesPages(deps: Deps): FastifyPluginAsync {
  const prepare = (request: FastifyRequest, reply: FastifyReply) => {
    if (request.account !== null) reply.header('cache-control', 'no-store')
    return prepareNotices(deps, request.account, (request.params as z.infer<typeof params>).id)
  }
  return async (app) => {
    const open = { schema: { params }, config: { permission: 'public' as const } }
    app.get(paths.contractNotices(':id'), open, async (request, reply) =>
      reply.page('pages/contract-notices/contract-notices.njk', view(await prepare(request, reply))),
    )
    app.get(paths.contractNoticesFile(':id', 'json'), open, (request, reply) => prepare(request, reply))
    app.get(paths.contractNoticesFile(':id', 'txt'), open, async (request, reply) => {
      const prepared = await prepare(request, reply)
      const name = slugify(`notices ${prepared.contract.title} ${prepared.on}`).slice(0, 100)
      return reply
        .header('content-disposition', `attachment; filename="${name}.txt"`)
        .type('text/plain; charset=utf-8')
        .send(noticesText(prepared))
    })
  }
}

const OBLIGATIONS = {
  owed: { text: 'Owed', colour: 'red' },
  depends: { text: 'May be owed', colour: 'yellow' },
  optional: { text: 'Optional', colour: 'grey' },
}

function view(prepared: PreparedNotices) {
  const { contract, authority, notices } = prepared
  return {
    title: `Notices for ${contract.title}, ${authority.name}`,
    section: 'contracts' as const,
    backLink: { text: 'The contract', href: paths.contract(contract.id) },
    authority: authority.name,
    contract: contract.title,
    on: formatDay(prepared.on),
    isPrivate: prepared.basis === 'what the authority handed in',
    notices: notices.map((notice, at) => ({
      id: `notice-${at + 1}`,
      name: `${noticeTypeName(notice.type)} (${notice.type})`,
      about: notice.for === 'next' ? 'for what follows' : 'for this contract',
      ...OBLIGATIONS[notice.obligation],
      due: notice.due_by === null ? 'No day set' : `By ${formatDay(notice.due_by)}`,
      isPast: notice.overdue,
      condition: notice.condition === null ? '' : `If ${notice.condition}.`,
      requirement: `${notice.requirement}.`,
      source: notice.source,
      fields: notice.fields,
      missing: notice.missing,
    })),
    linked: named(prepared.linked),
    notDue: named(prepared.not_due),
    jsonHref: paths.contractNoticesFile(contract.id, 'json'),
    textHref: paths.contractNoticesFile(contract.id, 'txt'),
  }
}

const named = (types: readonly string[]) =>
  types.map((type) => `${type} ${noticeTypeName(type).toLowerCase()}`)
