// Who did what, and what of it may the public know?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type AuditPage,
  auditOfAll,
  auditOfAuthority,
  publicCorrections,
} from '../../../accounts/audit-of-account.ts'
import { type AuditAct, auditFilters, correctionFilters } from '../../../audit/audit-schemas.ts'
import { listAuthorities } from '../../../authorities/authority-queries.ts'
import type { Deps } from '../../../deps.ts'
import { typed } from '../../forms.ts'
import { formatInstant } from '../../instants.ts'
import { paths, withQuery } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { actorWords, actWords, changeWords } from './audit-words.ts'

const FIELDS = ['authority', 'actor', 'action', 'subject', 'day'] as const
const system = { permission: 'system:view' } as const
const bySlug = z.object({ slug: z.string().max(80) })
const ownFilters = auditFilters.omit({ authority: true })
type Asked = z.infer<typeof auditFilters>

export function auditPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.admin, { config: system }, (_request, reply) =>
      reply.page('pages/audit/admin.njk', { title: 'Administration', section: 'users' }),
    )
    app.get(paths.audit, { config: system, schema: { querystring: auditFilters } }, (request, reply) =>
      showAll(deps, request, reply),
    )
    const ofAuthority = {
      config: { permission: 'audit:view' } as const,
      schema: { params: bySlug, querystring: ownFilters },
    }
    app.get(paths.authorityAudit(':slug'), ofAuthority, (request, reply) => showOne(deps, request, reply))
    const open = { config: { permission: 'public' } as const, schema: { querystring: correctionFilters } }
    app.get(paths.corrections, open, (request, reply) => showCorrections(deps, request, reply))
  }
}

async function showAll(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const page = await auditOfAll(deps, accountOf(request), request.query as Asked)
  const authorities = await listAuthorities(deps.db)
  return showActs(request, reply, page, {
    title: 'What was done',
    here: paths.audit,
    authorities: authorities.map(({ slug, name }) => ({ value: slug, text: name })),
    backLink: { text: 'Administration', href: paths.admin },
  })
}

async function showOne(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const { slug } = request.params as z.infer<typeof bySlug>
  const page = await auditOfAuthority(deps, accountOf(request), slug, request.query as Asked)
  return showActs(request, reply, page, {
    title: `What was done in the name of ${page.authority.name}`,
    here: paths.authorityAudit(slug),
    authorities: [],
    backLink: { text: 'Returns', href: paths.returns },
  })
}

interface Surroundings {
  title: string
  here: string
  authorities: { value: string; text: string }[]
  backLink: { text: string; href: string }
}

function showActs(request: FastifyRequest, reply: FastifyReply, page: AuditPage, around: Surroundings) {
  const asked = typed(request.query, FIELDS)
  const older =
    page.next_before === null ? '' : withQuery(around.here, { ...asked, before: String(page.next_before) })
  return reply.page('pages/audit/audit.njk', {
    ...around,
    section: 'users',
    authorities: [
      { value: '', text: 'All' },
      ...around.authorities.map((one) => ({ ...one, selected: one.value === asked.authority })),
    ],
    isOfAll: around.authorities.length > 0,
    asked: { ...asked },
    acts: page.acts.map(actView),
    older,
  })
}

function actView(act: AuditAct) {
  return {
    when: formatInstant(new Date(act.happened_at)),
    who: actorWords(act.actor, act.actor_name),
    what: actWords(act.action),
    authority: act.authority?.name ?? '',
    subject: `${act.subject_kind} ${act.subject_id}`,
    href: act.subject_kind === 'return' ? paths.return(act.subject_id) : '',
    changes: changeWords(act.before, act.after),
    reason: act.reason ?? '',
  }
}

async function showCorrections(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const asked = request.query as z.infer<typeof correctionFilters>
  const { corrections, next_before } = await publicCorrections(deps, asked)
  const query = { authority: asked.authority, before: String(next_before) }
  return reply.page('pages/audit/corrections.njk', {
    title: 'Corrections',
    section: 'contracts',
    older: next_before === null ? '' : withQuery(paths.corrections, query),
    corrections: corrections.map((one) => ({
      when: formatInstant(new Date(one.happened_at)),
      what: actWords(one.action),
      authority: one.authority.name,
      href: one.contract_id === null ? '' : paths.contract(one.contract_id),
    })),
  })
}
