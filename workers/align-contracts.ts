// How is the job done that finds which contracts could end together?
import type { Deps } from '../src/deps.ts'
import { findAlignment } from '../src/market/find-alignment.ts'

export async function alignContractsHandler(deps: Deps): Promise<void> {
  const found = await findAlignment(deps)
  deps.log.info(found, 'alignment found')
}
