// What do participating authorities share with one another? The list, its files, and the switch by which one takes part.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { changeSharing, eachShared, sharedWith } from '../../../contracts/shared-of-account.ts'
import {
  type SharedFilters,
  type SharedPageFilters,
  type SharedValue,
  sharedFilters,
  sharedPageFilters,
} from '../../../contracts/shared-value-schemas.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { SHARED_FORMS, sharedList } from '../../../exports/shared-list.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import { dayOf, formatCount, formatDay, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'

const config = { permission: 'shared:view' } as const
const form = z.object({ shares: z.enum(['yes', 'no']) })

export function sharedPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.shared, { config, schema: { querystring: sharedPageFilters } }, (request, reply) =>
      showShared(deps, request, reply),
    )
    for (const kind of SHARED_FORMS)
      app.get(
        paths.sharedFile(kind),
        { config, schema: { querystring: sharedFilters } },
        async (request, reply) => {
          const values = eachShared(deps, accountOf(request), request.query as SharedFilters)
          return sendFile(reply, `shared ${londonDay(deps.clock())}`, kind, sharedList(values, kind))
        },
      )
    const changing = { config: { permission: 'returns:publish' as const }, schema: { body: form } }
    app.post(paths.sharing, changing, async (request, reply) => {
      const account = accountOf(request)
      if (account.authoritySlug === null) throw new AppError('not_found')
      const { shares } = request.body as z.infer<typeof form>
      await changeSharing(deps, account, account.authoritySlug, shares === 'yes')
      return reply.redirect(paths.shared, 303)
    })
  }
}

async function showShared(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const account = accountOf(request)
  const { cursor, limit: _, ...filters } = request.query as SharedPageFilters
  const page = await sharedWith(deps, account, request.query as SharedPageFilters)
  const own = account.role === 'officer' ? account.authoritySlug : null
  return reply.page('pages/sharing/sharing.njk', {
    title: 'What authorities share',
    section: 'technologies',
    showsSample: page.values.some((one) => one.is_sample),
    isPartial: (filters.authority?.length ?? 0) + (filters.technology?.length ?? 0) > 0,
    takesPart: page.takes_part,
    participating: page.participating.map(({ slug, name }) => ({
      name,
      href: withQuery(paths.shared, { authority: slug }),
    })),
    sentence: `${formatCount(page.total)} ${page.total === 1 ? 'value' : 'values'} shared by ${plural(page.participating.length, 'authority', 'authorities')}.`,
    rows: page.values.map(rowView),
    files: SHARED_FORMS.map((kind) => ({
      text: kind.toUpperCase(),
      href: withQuery(paths.sharedFile(kind), filters),
    })),
    first: cursor === undefined ? '' : withQuery(paths.shared, filters),
    next: page.next_cursor === null ? '' : withQuery(paths.shared, { ...filters, cursor: page.next_cursor }),
    ownTakesPart: own !== null && page.participating.some(({ slug }) => slug === own),
    maySwitch: own !== null && can(account, 'returns:publish'),
  })
}

const FIELD_WORDS: Record<string, string> = { satisfaction: 'Satisfaction' }

function rowView(one: SharedValue) {
  return {
    title: one.technology?.product ?? one.title,
    href:
      one.technology === null ? paths.contract(one.contract_id ?? '') : paths.technology(one.technology.slug),
    typed: one.technology !== null && one.technology.product !== one.title ? one.title : '',
    authority: one.authority.name,
    area: one.service_area ?? 'Not stated',
    what: FIELD_WORDS[one.field] ?? one.field,
    value: one.field === 'satisfaction' ? `${String(one.value)} of 5` : String(one.value),
    reported: formatDay(dayOf(one.reported_at)),
    isSample: one.is_sample,
  }
}
