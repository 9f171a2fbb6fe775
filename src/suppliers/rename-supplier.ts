// How does a person say what the register calls a supplier?
import { authorise, type Performer, performerName } from '../accounts/authorise.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { collapseSpace } from '../lib/text.ts'
import { indexSuppliersJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { lockSuppliers } from './spelling-queries.ts'
import { nameSupplier, supplierCalled } from './supplier-row-queries.ts'

/**
 * Names a supplier; an empty name gives it back the one it was first typed with. No spelling changes and neither does the
 * address. Kept with its audit in one transaction.
 * @throws AppError `not_found` where no supplier has this slug.
 */
export async function renameSupplier(
  deps: Pick<Deps, 'db'>,
  performer: Performer | null,
  { slug, name }: { slug: string; name: string },
): Promise<void> {
  await authorise(deps, performer, 'suppliers:judge')
  const actor = performer === null ? '' : performerName(performer)
  await deps.db.transaction(async (tx) => {
    await lockSuppliers(tx)
    const found = await supplierCalled(tx, slug)
    if (found === null) throw new AppError('not_found')
    const after = collapseSpace(name) || found.firstTyped
    if (after === found.name) return
    await nameSupplier(tx, found.id, after)
    await enqueue(tx, indexSuppliersJob, { supplierIds: [found.id] })
    await appendAudit(tx, {
      actor,
      action: 'supplier.renamed',
      subjectKind: 'supplier',
      subjectId: slug,
      before: { name: found.name },
      after: { name: after },
    })
  })
}
