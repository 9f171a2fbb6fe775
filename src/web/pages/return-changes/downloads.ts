// Which files can an officer take away from a return, or begin one with?
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { correctedCsv } from '../../../exports/corrected-csv.ts'
import { issuesCsv } from '../../../exports/issues-csv.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { baseName, sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'
import { prefilledPages } from '../prefilled/prefilled-page.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'

export function returnDownloads(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    await app.register(prefilledPages(deps))
    const options = { schema: { params: returnParams }, config: { permission: 'returns:view' as const } }
    app.get(paths.correctedCsv(':id'), options, async (request, reply) => {
      const detail = await returnOf(deps, accountOf(request), (request.params as ReturnParams).id)
      const file = correctedCsv(deps.db, detail)
      if (file === null)
        throw new AppError('conflict', 'This return has not been read, so there is nothing to correct.')
      return sendFile(reply, `${baseName(detail.file.name)} corrected`, 'csv', file)
    })
    app.get(paths.issuesCsv(':id'), options, async (request, reply) => {
      const detail = await returnOf(deps, accountOf(request), (request.params as ReturnParams).id)
      return sendFile(reply, `${baseName(detail.file.name)} issues`, 'csv', issuesCsv(deps.db, detail))
    })
  }
}
