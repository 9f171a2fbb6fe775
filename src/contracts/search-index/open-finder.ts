// Who finds contracts for a question that comes now: the register in memory, or the database?

import type { Db } from '../../db/client.ts'
import { keepRecent } from '../../lib/recent.ts'
import type { ListFilters } from '../contract-filter-schemas.ts'
import { type ContractFinder, databaseFinder } from '../contract-finder-queries.ts'
import { type ReadWords, readWords } from '../search-word-queries.ts'
import type { SearchWords } from '../search-words.ts'
import { registerFinder } from './find-in-register.ts'
import { followScratch } from './follow-words.ts'
import type { RegisterIndex } from './keep-register.ts'
import { type KeptFacts, keepFacts } from './kept-facts.ts'
import { rankScratch } from './rank-words.ts'
import type { HeldRegister } from './segment.ts'

export type FinderFor = (filters: Pick<ListFilters, 'as_at'>) => Promise<ContractFinder>

/**
 * The register in memory where it is of the present version, which the database is asked each time, once for all who ask at
 * the same moment; else, and for past days, the database.
 */
export function openFinder(db: Db, index: RegisterIndex, presentVersion: () => Promise<string>): FinderFor {
  const read = keepReadWords(db)
  const facts = new WeakMap<HeldRegister, KeptFacts>()
  const factsOf = (held: HeldRegister) => {
    const kept = facts.get(held) ?? keepFacts(db)
    facts.set(held, kept)
    return kept
  }
  const scratch = { rank: rankScratch(0), follow: followScratch() }
  return async ({ as_at }) => {
    const held = as_at === undefined ? await index.current(await presentVersion()) : null
    if (held === null) return { ...databaseFinder(db), read }
    const largest = Math.max(0, ...held.segments.map(({ size }) => size))
    if (scratch.rank.scores.length < largest) scratch.rank = rankScratch(largest)
    return registerFinder(held, factsOf(held), read, scratch)
  }
}

const ROOM = 1024 * 1024

/** What the dictionary makes of words never changes, but for beginnings of words, which it takes from the register. */
function keepReadWords(db: Db): (words: SearchWords) => Promise<ReadWords> {
  const kept = keepRecent<ReadWords>(ROOM)
  return async (words) => {
    if (words.flat().some(({ kind }) => kind === 'prefix')) return readWords(db, words)
    const key = JSON.stringify(words)
    const held = kept.get(key)
    if (held !== undefined) return held
    const read = await readWords(db, words)
    kept.set(key, read, (key.length + JSON.stringify(read).length) * 2)
    return read
  }
}
