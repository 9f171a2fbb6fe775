// Which suppliers of the register may a name from elsewhere mean, and does it surely mean one of them?
import type { Queryable } from '../db/client.ts'
import { chooseSupplier, type SupplierChoice } from './choose-supplier.ts'
import { identifyByRegister } from './company-identity.ts'
import type { PairDecision } from './match-decision.ts'
import { explainPair } from './match-pair.ts'
import { decisionByRegister } from './register-decision.ts'
import { type KeyedSpelling, spellingOf } from './spelling.ts'
import { spellingJudge } from './spelling-judge.ts'
import {
  type StoredSpelling,
  spellingsOfSuppliers,
  spellingsWithWords,
  wordsOfCompanies,
} from './spelling-queries.ts'
import { candidatePairs, wordsSharingSeveral } from './supplier-key-queries.ts'
import { type PublicSupplier, publicSuppliers, suppliersAlike } from './supplier-search-queries.ts'

/** A name from elsewhere, with a company number (canonical) where one is known, else empty. */
export interface WantedName {
  name: string
  companyNumber: string
}

export interface FoundSupplier {
  supplier: PublicSupplier
  /** The best decision about any of its spellings. */
  decision: PairDecision
}

export interface FoundSuppliers {
  /** The likeliest first. */
  found: FoundSupplier[]
  /** What becomes of the name if the rules alone decide: of what they would merge, the supplier's id. */
  choice: SupplierChoice
}

const MOST_ALIKE = 5

/**
 * Asks the indexed keys, the register copy and, where all of them find nothing, what is written alike: a name of words that
 * very many bear is met by others that bear several of them, any other by its letters. Decides with the
 * function that resolves the names of returns. Stores nothing. Only suppliers that something public names are found.
 */
export async function findSuppliers(db: Queryable, wanted: WantedName): Promise<FoundSuppliers> {
  const [asked = spellingOf({ ...wanted, id: -1, registerNumber: null })] = await identifyByRegister(db, [
    spellingOf({ ...wanted, id: -1, registerNumber: null }),
  ])
  const candidates = await candidatesFor(db, asked)
  const judge = spellingJudge()
  const seen = new Set<string>()
  const decided = candidates.flatMap((spelling) => {
    const alike = `${spelling.supplierId} ${spelling.signature} ${spelling.companyNumber} ${spelling.registerNumber}`
    if (spelling.supplierId === null || seen.has(alike)) return []
    seen.add(alike)
    const decision = decisionByRegister(asked, spelling, explainPair(judge.decide(asked, spelling)))
    return [{ supplierId: spelling.supplierId, decision }]
  })
  const visible = await publicSuppliers(db, [...new Set(decided.map(({ supplierId }) => supplierId))])
  const shown = decided.filter(({ supplierId }) => visible.has(supplierId))
  return { found: bestOfEach(shown, visible), choice: chooseSupplier(shown) }
}

async function candidatesFor(db: Queryable, asked: KeyedSpelling): Promise<StoredSpelling[]> {
  const { wordsKey, keys, name, registerNumber } = asked
  if (wordsKey === null) return []
  const keyed = { wordsKey, keys, normaliserVersion: name.version }
  const pairs = await candidatePairs(db, [keyed])
  const registered = registerNumber === null ? [] : await wordsOfCompanies(db, [registerNumber])
  const words = new Set([wordsKey, ...pairs.map((pair) => pair.otherWordsKey), ...registered])
  const found = await spellingsWithWords(db, [...words])
  if (found.length > 0) return found
  const several = await wordsSharingSeveral(db, keyed)
  if (several.length > 0) return spellingsWithWords(db, several)
  return spellingsOfSuppliers(db, await suppliersAlike(db, name.raw, MOST_ALIKE))
}

type Decided = { supplierId: string; decision: PairDecision }

function bestOfEach(decided: Decided[], visible: ReadonlyMap<string, PublicSupplier>): FoundSupplier[] {
  const best = new Map<string, PairDecision>()
  for (const { supplierId, decision } of decided) {
    const other = best.get(supplierId)
    if (other === undefined || decision.score > other.score) best.set(supplierId, decision)
  }
  return [...best]
    .flatMap(([id, decision]) => {
      const supplier = visible.get(id)
      return supplier ? [{ supplier, decision }] : []
    })
    .sort((a, b) => b.decision.score - a.decision.score || (a.supplier.slug < b.supplier.slug ? -1 : 1))
}
