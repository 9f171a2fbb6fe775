// How are contracts found in the register that is held in memory?

import type { AskedContracts } from '../contract-filter-queries.ts'
import type { ContractFinder } from '../contract-finder-queries.ts'
import type { Survey } from '../contract-survey.ts'
import { type AskedRegister, askRegister } from './asked-members.ts'
import type { FollowScratch } from './follow-words.ts'
import type { KeptFacts } from './kept-facts.ts'
import { matchWords } from './match-words.ts'
import { isEmpty } from './members.ts'
import { nextByEnd } from './next-by-end.ts'
import { nextByMatch } from './next-by-match.ts'
import { type RankScratch, rankContracts } from './rank-words.ts'
import type { HeldRegister, Members } from './segment.ts'
import { type RegisterSurvey, surveyRegister, withNames } from './survey-register.ts'
import { type WordsQuery, wordsQuery } from './words-query.ts'

/** What is worked out in, shared by questions one after the other. */
export interface FinderScratch {
  /** As large as the largest segment. */
  rank: RankScratch
  follow: FollowScratch
}

/** Words looked up in every segment; null where the segment has no contract with them. */
interface LookedUp {
  query: WordsQuery
  members: readonly (Members | null)[]
}

/**
 * Answers exactly, whatever the number, from one state of the register; the database is asked for names alone. For one
 * question at a time: what was looked up for it is kept.
 * @param read the words as the dictionary reads them
 */
export function registerFinder(
  held: HeldRegister,
  facts: KeptFacts,
  read: ContractFinder['read'],
  scratch: FinderScratch,
): ContractFinder {
  const found = new Map<string, LookedUp>()
  const lookUp = (text: string): LookedUp => {
    const known = found.get(text)
    if (known !== undefined) return known
    const query = wordsQuery(text)
    const members = held.segments.map((segment) => {
      const matching = matchWords(segment, query, scratch.follow)
      return isEmpty(matching) ? null : matching
    })
    found.set(text, { query, members })
    return { query, members }
  }
  let last: { asked: AskedContracts; register: AskedRegister } | null = null
  const ask = (asked: AskedContracts): AskedRegister => {
    if (last !== null && isSame(last.asked, asked)) return last.register
    const { words, ...question } = asked
    const members = words.query === null ? null : lookUp(words.query).members
    const register = askRegister(held, { ...question, words: members })
    last = { asked, register }
    return register
  }

  return {
    isQuick: true,
    read,
    findsAny: async (text) => text === '' || lookUp(text).members.some((members) => members !== null),
    survey: (asked, withFacets) =>
      facts.survey(asked, withFacets, async () => named(surveyRegister(ask(asked), withFacets), facts)),
    summaries: (ids) => facts.summaries(ids),
    async next(order, asked, after, limit) {
      const { query } = asked.words
      if (order === 'end' || query === null) return nextByEnd(ask(asked), after, limit)
      const sought = lookUp(query).query
      return nextByMatch(
        ask(asked),
        (segment, members) => rankContracts(segment, sought, members, scratch.rank),
        after,
        limit,
      )
    },
  }
}

/** Whether the same is asked of the same day; what a question consists of is never changed. */
function isSame(one: AskedContracts, other: AskedContracts): boolean {
  return (
    one.filters === other.filters &&
    one.words === other.words &&
    one.authorityIds === other.authorityIds &&
    one.supplierIds === other.supplierIds &&
    one.technologyIds === other.technologyIds &&
    one.today === other.today
  )
}

async function named(survey: RegisterSurvey, facts: KeptFacts): Promise<Survey> {
  if (survey.facets === null) return { counts: survey.counts, facets: null }
  const ids = (winners: readonly { id: string }[]) => winners.map(({ id }) => id)
  const [slugs, suppliers, technologies] = await Promise.all([
    facts.slugs(),
    facts.suppliers(ids(survey.facets.supplier)),
    facts.technologies(ids(survey.facets.technology)),
  ])
  return withNames(survey, slugs, suppliers, technologies)
}
