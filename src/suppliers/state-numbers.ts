// What follows for the suppliers from the numbers that a return states beside their names?
import type { Tx } from '../db/client.ts'
import { judgeCandidates } from './judge-candidates.ts'
import { settleSuppliers, wordsOf } from './resolve-supplier-names.ts'
import { spellingJudge } from './spelling-judge.ts'
import { lockSuppliers, spellingsById, spellingsWithWords } from './spelling-queries.ts'
import { pairsByNumber, type StatedNumber, storeStated } from './stated-number-queries.ts'
import { type NumberCell, statedNumber } from './stated-numbers.ts'

/**
 * Keeps the numbers of these cells, as part of the caller's transaction, and settles the suppliers whose numbers are other
 * ones now. `others`: spellings beside which numbers stood that may no longer be seen. A number that is only stated joins
 * nothing: two that differ keep apart what would else be one, one in common is a question for a person.
 */
export async function stateNumbers(
  tx: Tx,
  cells: readonly NumberCell[],
  others: readonly number[],
): Promise<void> {
  const stated = cells.flatMap(({ field, text, ...beside }): StatedNumber[] => {
    const identifier = statedNumber(field, text)
    return identifier === null ? [] : [{ ...beside, ...identifier, field }]
  })
  if (stated.length === 0 && others.length === 0) return
  await lockSuppliers(tx)
  const changed = [...new Set([...(await storeStated(tx, stated)), ...others])]
  if (changed.length === 0) return
  const judge = spellingJudge()
  const pairs = await pairsByNumber(tx, changed)
  const spellings = await spellingsById(tx, changed)
  const partners = await spellingsWithWords(tx, [...new Set(pairs.map((pair) => pair.otherWordsKey))])
  const judged = judgeCandidates(pairs, [...partners, ...spellings], judge)
  await settleSuppliers(tx, { words: wordsOf(spellings), fresh: [], judged, judge, told: changed })
}
