// What do the register in memory and the thread that reads it say to each other?
import type { SupplierNames } from './index-row-queries.ts'
import type { RegisterChanges, SeenChanges } from './register-change-queries.ts'
import type { Segment } from './segment.ts'

/** What was read anew, as it all stood in one moment. */
export interface Loaded {
  changes: RegisterChanges
  /** By authority; null for one without public contracts. */
  segments: Map<number, Segment | null>
  /** Null where they are as before. */
  names: SupplierNames | null
}

/** Read what has changed; null for everything. */
export interface ToLoader {
  seen: SeenChanges | null
}

/** Segments one by one, those of authorities without contracts as null, then the end. */
export type FromLoader =
  | { type: 'segment'; authorityId: number; segment: Segment | null }
  | { type: 'names'; names: SupplierNames }
  | { type: 'loaded'; changes: RegisterChanges }
  | { type: 'failed'; reason: string }
