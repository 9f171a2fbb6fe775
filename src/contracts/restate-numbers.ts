// How do the register numbers that contracts state follow what the public sees of them?
import type { Tx } from '../db/client.ts'
import { stateNumbers } from '../suppliers/state-numbers.ts'
import { numbersStated, spellingsLessStated } from './publication-queries.ts'

/** For the contracts in `touched` that changed, in the caller's transaction; their versions and suppliers stand already. */
export async function restateNumbers(tx: Tx): Promise<void> {
  const less = await spellingsLessStated(tx)
  await stateNumbers(tx, await numbersStated(tx), less)
}
