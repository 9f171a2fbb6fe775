// What need the database not be asked again, as long as the register in memory is the one that stands?
import type { Queryable } from '../../db/client.ts'
import { keepRecent } from '../../lib/recent.ts'
import type { AskedContracts } from '../contract-filter-queries.ts'
import type { ContractSummary } from '../contract-schemas.ts'
import { summaries } from '../contract-summary-queries.ts'
import type { Survey } from '../contract-survey.ts'
import { namedSuppliers, namedTechnologies, slugsOfAuthorities } from '../facet-name-queries.ts'
import type { Named } from './survey-register.ts'

export interface KeptFacts {
  /** Of authorities, by the text of the id. */
  slugs(): Promise<ReadonlyMap<string, string>>
  suppliers(ids: readonly string[]): Promise<Named[]>
  technologies(ids: readonly string[]): Promise<Named[]>
  /** In the order of the ids; those that are not public are left out. */
  summaries(ids: readonly string[]): Promise<ContractSummary[]>
  survey(asked: AskedContracts, withFacets: boolean, count: () => Promise<Survey>): Promise<Survey>
}

const NAMES = 20_000
/** The first pages of what many ask for. */
const SUMMARIES = 2_000
const SURVEYS = 200

/** For one state of the register: whoever asks about another needs others. */
export function keepFacts(db: Queryable): KeptFacts {
  const surveys = keepRecent<Promise<Survey>>(SURVEYS)
  let slugs: Promise<ReadonlyMap<string, string>> | null = null
  return {
    slugs() {
      slugs ??= slugsOfAuthorities(db).catch((error: unknown) => {
        slugs = null
        throw error
      })
      return slugs
    },
    suppliers: keepById((ids) => namedSuppliers(db, ids), NAMES),
    technologies: keepById((ids) => namedTechnologies(db, ids), NAMES),
    summaries: keepById((ids) => summaries(db, ids), SUMMARIES),
    survey(asked, withFacets, count) {
      const key = `${withFacets} ${questionOf(asked)}`
      const held = surveys.get(key)
      if (held !== undefined) return held
      const survey = count()
      surveys.set(key, survey, 1)
      survey.catch(() => surveys.delete(key))
      return survey
    },
  }
}

/** Those asked for that there are, in the order asked; one question to the database for all that are not kept. */
function keepById<Fact extends { id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Fact[]>,
  room: number,
): (ids: readonly string[]) => Promise<Fact[]> {
  const kept = keepRecent<Fact>(room)
  return async (ids) => {
    const found = new Map<string, Fact>()
    const missing: string[] = []
    for (const id of ids) {
      const held = kept.get(id)
      if (held === undefined) missing.push(id)
      else found.set(id, held)
    }
    for (const fact of missing.length > 0 ? await load(missing) : []) {
      kept.set(fact.id, fact, 1)
      found.set(fact.id, fact)
    }
    return ids.flatMap((id) => found.get(id) ?? [])
  }
}

/** Which page is asked for, and how the words were typed, changes nothing about the counts. */
const BESIDE: ReadonlySet<string> = new Set(['cursor', 'limit', 'facets', 'q', 'spelling'])

function questionOf({ filters, words, today }: AskedContracts): string {
  const asked = Object.entries(filters).filter(([name, value]) => value !== undefined && !BESIDE.has(name))
  return JSON.stringify([today, words.query, asked.sort(([one], [other]) => (one < other ? -1 : 1))])
}
