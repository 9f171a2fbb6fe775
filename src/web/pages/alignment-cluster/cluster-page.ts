// Who would have to extend by what for contracts to end together, who cannot, and who proposes it to them?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { type ClusterParams, clusterParams } from '../../../market/alignment-schemas.ts'
import { findCluster } from '../../../market/find-cluster.ts'
import { proposeJointly } from '../../../market/propose-jointly.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { clusterView } from './cluster-view.ts'
import { mayPropose, type ReadProposal, readProposal } from './propose-form.ts'

export function clusterPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const schema = { params: clusterParams }
    const open = { schema, config: { permission: 'public' as const } }
    app.get(paths.alignmentCluster(':kind', ':subject', ':target'), open, (request, reply) =>
      show(deps, request, reply, null),
    )
    app.post(
      paths.proposeJointly(':kind', ':subject', ':target'),
      { schema, config: { permission: 'alignment:propose' as const } },
      async (request, reply) => {
        const read = readProposal(request.body)
        const problem = read.problem || (await propose(deps, request, read))
        if (problem === '') return reply.redirect(paths.proposals, 303)
        return show(deps, request, reply.code(400), { ...read, problem })
      },
    )
  }
}

/** Proposes it; what is wrong with it, or nothing. */
async function propose(deps: Deps, request: FastifyRequest, read: ReadProposal): Promise<string> {
  try {
    await proposeJointly(deps, accountOf(request), request.params as ClusterParams, read)
    return ''
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_request') return error.message
    throw error
  }
}

/** With the form for whoever may propose; `read` is what could not be used. */
async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  read: ReadProposal | null,
): Promise<FastifyReply> {
  const today = londonDay(deps.clock())
  const params = request.params as ClusterParams
  const db = can(request.account, 'alignment:propose') ? deps.db : deps.readDb
  const found = await findCluster(db, params, today)
  if (found === null) throw new AppError('not_found')
  const slugs = found.authorities.map(({ slug }) => slug)
  const chosen = new Set(read?.contractIds)
  const { members, ...view } = clusterView(found, today)
  return reply.page('pages/alignment-cluster/cluster.njk', {
    ...view,
    members: members.map((one) => ({ ...one, isChosen: read === null || chosen.has(one.id) })),
    errors: read === null ? [] : [{ href: '#propose', message: read.problem }],
    form: mayPropose(request.account, slugs)
      ? {
          href: paths.proposeJointly(params.kind, params.subject, params.target),
          token: reply.csrfToken(),
          note: read?.note ?? '',
          problem: read?.problem ?? '',
        }
      : false,
  })
}
