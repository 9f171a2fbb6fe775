// How is what has changed of the register read, as it stood in one moment?
import type { Db, Tx } from '../../db/client.ts'
import { segmentBuilder } from './build-segment.ts'
import {
  authoritiesWithContracts,
  indexRows,
  type SupplierNames,
  supplierNames,
} from './index-row-queries.ts'
import { changesSince, type RegisterChanges, type SeenChanges } from './register-change-queries.ts'
import type { Segment } from './segment.ts'

export interface TakesLoaded {
  /** One after the other; null where the authority has no public contracts. */
  segment(authorityId: number, segment: Segment | null): void
  names(names: SupplierNames): void
}

/** In one transaction with one view of the database, one authority at a time; everything where nothing was seen. */
export function loadRegister(db: Db, seen: SeenChanges | null, takes: TakesLoaded): Promise<RegisterChanges> {
  return db.transaction(
    async (tx) => {
      const changes = await changesSince(tx, seen)
      const { authorities, hasOtherNames } = changes
      for (const authorityId of authorities === 'all' ? await authoritiesWithContracts(tx) : authorities) {
        takes.segment(authorityId, await loadSegment(tx, authorityId))
      }
      if (hasOtherNames) takes.names(await supplierNames(tx))
      return changes
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function loadSegment(tx: Tx, authorityId: number): Promise<Segment | null> {
  const builder = segmentBuilder(authorityId)
  for await (const rows of indexRows(tx, authorityId)) for (const row of rows) builder.add(row)
  const segment = builder.finish()
  return segment.size === 0 ? null : segment
}
