// How does a reader take away exactly the list that is shown?
import type { FastifyPluginAsync } from 'fastify'
import { listFilters } from '../../../contracts/contract-filter-schemas.ts'
import { askedContracts } from '../../../contracts/contract-search-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { contractList, LIST_FORMS } from '../../../exports/contract-list.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'

/** `/contracts.csv` and its like: the whole list, with the filters of the page and of the API and in their order. */
export function contractsFiles(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    for (const form of LIST_FORMS) {
      app.get(paths.contractsFile(form), { config: { permission: 'public' } }, async (request, reply) => {
        const read = listFilters.safeParse(request.query)
        if (!read.success) throw refused(read.error.issues)
        const today = londonDay(deps.clock())
        const finder = await deps.finderFor(read.data)
        const asked = await askedContracts(deps.readDb, read.data, today, finder)
        return sendFile(reply, `contracts ${today}`, form, contractList(deps.fileDb, asked, form, finder))
      })
    }
  }
}

function refused(issues: readonly { path: PropertyKey[]; message: string }[]): AppError {
  const named = issues.map(({ path, message }) => ({ place: path.join('.') || 'query', message }))
  return new AppError(
    'unknown_filter',
    `A filter is not known or cannot be read: ${named[0]?.message}.`,
    named,
  )
}
