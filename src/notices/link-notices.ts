// How are notices linked to the contracts they are about?
import type { Deps } from '../deps.ts'
import { deriveOpportunitiesJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { candidatesFor } from './link-candidate-queries.ts'
import { lockLinking, storeLinks } from './link-queries.ts'
import { linksOf } from './link-rules.ts'
import { processesOf } from './notice-store-queries.ts'

/** Of these processes, of one authority, or of all. */
export type AskedLinks = { ocids?: readonly string[] | undefined; authorityId?: number | undefined }

const BATCH = 500

/**
 * Links every process of notices by the rules, and asks for the upcoming tenders of the authorities concerned to be
 * derived anew. Safe twice and at once; what a person judged stays. How many processes were looked at and how many
 * contracts have other links than before.
 */
export async function linkNotices(
  deps: Pick<Deps, 'db'>,
  asked: AskedLinks = {},
): Promise<{ processes: number; contracts: number }> {
  const ocids = await processesOf(deps.db, asked)
  const changed = new Set<string>()
  for (let at = 0; at < ocids.length; at += BATCH)
    for (const contract of await linkBatch(deps, ocids.slice(at, at + BATCH))) changed.add(contract)
  return { processes: ocids.length, contracts: changed.size }
}

function linkBatch({ db }: Pick<Deps, 'db'>, ocids: readonly string[]): Promise<string[]> {
  return db.transaction(async (tx) => {
    await lockLinking(tx)
    const candidates = Map.groupBy(await candidatesFor(tx, ocids), ({ ocid }) => ocid)
    const links = [...candidates.values()].flatMap(linksOf)
    const changed = await storeLinks(tx, ocids, links)
    const authorities = new Set(changed.map(({ authorityId }) => authorityId))
    for (const authorityId of authorities) await enqueue(tx, deriveOpportunitiesJob, { authorityId })
    return changed.map(({ contractId }) => contractId)
  })
}
