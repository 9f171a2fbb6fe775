// Which files can a machine take away from a return?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { correctedCsv } from '../exports/corrected-csv.ts'
import { issuesCsv } from '../exports/issues-csv.ts'
import { prefilledCsv, prefilledWorkbook } from '../exports/prefilled-return.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { reportingAuthority } from '../returns/reporting-authority.ts'
import { returnOf } from '../returns/returns-of-account.ts'
import { baseName, sendFile } from '../send-file.ts'
import { accountOf } from './request-account.ts'

const params = z.object({ id: z.uuid() })
const config = { permission: 'returns:view' } as const

export function returnFilesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addPrefilled(app, deps)
    const corrected = {
      summary: 'The file of a return with its corrections, as CSV',
      description: 'The file’s own headings and columns in its own order; formula-safe; UTF-8 with a mark.',
      params,
      produces: ['text/csv'],
    }
    app.get('/returns/:id/corrected.csv', { config, schema: corrected }, async (request, reply) => {
      const detail = await returnOf(deps, accountOf(request), request.params.id)
      const file = correctedCsv(deps.db, detail)
      if (file === null) throw new AppError('conflict', `The return is ${detail.state}, not read.`)
      return sendFile(reply, `${baseName(detail.file.name)} corrected`, 'csv', file)
    })
    const issues = { summary: 'Issues of a return, a line each, as CSV', params, produces: ['text/csv'] }
    app.get('/returns/:id/issues.csv', { config, schema: issues }, async (request, reply) => {
      const detail = await returnOf(deps, accountOf(request), request.params.id)
      return sendFile(reply, `${baseName(detail.file.name)} issues`, 'csv', issuesCsv(deps.db, detail))
    })
  }
}

type Server = Parameters<FastifyPluginAsyncZod>[0]

const forAuthority = z.strictObject({
  authority: z.string().max(80).optional().meta({ description: 'Slug; needed by an admin only' }),
  kind: z.enum(['contracts', 'systems']).default('contracts'),
})

function addPrefilled(app: Server, deps: Deps): void {
  const schema = {
    summary: 'What the register holds of your authority, as the beginning of the next return',
    description: 'Handed in untouched it changes nothing.',
    querystring: forAuthority,
  }
  app.get('/returns/prefilled.csv', { config, schema }, async (request, reply) => {
    const authority = await reportingAuthority(deps, accountOf(request), request.query.authority)
    const { kind } = request.query
    const name = `${authority.slug} ${kind} ${londonDay(deps.clock())}`
    return sendFile(reply, name, 'csv', prefilledCsv(deps.db, authority, kind))
  })
  app.get('/returns/prefilled.xlsx', { config, schema }, async (request, reply) => {
    const authority = await reportingAuthority(deps, accountOf(request), request.query.authority)
    const { kind } = request.query
    const name = `${authority.slug} ${kind} ${londonDay(deps.clock())}`
    return sendFile(reply, name, 'xlsx', prefilledWorkbook(deps.db, authority, kind))
  })
}
