// How is the job done that lets contracts be found under the spellings that their suppliers have now?
import { indexSuppliers } from '../src/contracts/index-suppliers.ts'
import type { Deps } from '../src/deps.ts'
import type { indexSuppliersJob, PayloadOf } from '../src/queue/jobs.ts'

export async function indexSuppliersHandler(
  deps: Deps,
  { supplierIds }: PayloadOf<typeof indexSuppliersJob>,
): Promise<void> {
  const contracts = await indexSuppliers(deps, supplierIds)
  deps.log.info({ suppliers: supplierIds.length, contracts }, 'contracts of suppliers indexed')
}
