// Which figures and names do many pages show, and how old may they be?
import { type Authority, listAuthorities } from '../authorities/authority-queries.ts'
import { type RegisterFigures, summariseRegister } from '../contracts/register-queries.ts'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import type { Clock } from '../lib/clock.ts'

const KEPT_FOR = 10_000

export interface RegisterFacts {
  figures(): Promise<RegisterFigures>
  /** By name. */
  authorities(): Promise<Authority[]>
}

/** Asked at most once in ten seconds, however many pages need them; a change shows after that. */
export function registerFacts(deps: Pick<Deps, 'readDb' | 'clock'>): RegisterFacts {
  return {
    figures: kept(deps.clock, () => summariseRegister(deps.readDb, londonDay(deps.clock()))),
    authorities: kept(deps.clock, () => listAuthorities(deps.readDb)),
  }
}

/** A failed answer is not kept. A statement that is asked whenever it is waited for is asked once all the same. */
function kept<Fact>(clock: Clock, ask: () => Promise<Fact>): () => Promise<Fact> {
  let answer: Promise<Fact> | null = null
  let asked = 0
  return () => {
    if (answer === null || clock() - asked > KEPT_FOR) {
      asked = clock()
      answer = askOnce(ask)
      answer.catch(() => {
        answer = null
      })
    }
    return answer
  }
}

async function askOnce<Fact>(ask: () => Promise<Fact>): Promise<Fact> {
  return await ask()
}
