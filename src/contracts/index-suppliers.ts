// How do contracts come to be found under the spellings that their suppliers have now?
import type { Deps } from '../deps.ts'
import { indexSpellings, keepWords, stageContractsOf } from './search-row-queries.ts'

/**
 * After suppliers were merged, split or renamed: brings the search rows of their contracts up to date, in one transaction.
 * Answers how many said otherwise before; done twice it changes nothing.
 */
export function indexSuppliers(deps: Pick<Deps, 'db'>, supplierIds: readonly string[]): Promise<number> {
  return deps.db.transaction(async (tx) => {
    await stageContractsOf(tx, supplierIds)
    const changed = await indexSpellings(tx)
    if (changed > 0) await keepWords(tx)
    return changed
  })
}
