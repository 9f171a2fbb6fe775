// What was counted for a filter, so that the next page, and the next who ask, need not count again?

import type { Deps } from '../deps.ts'
import { keepRecent } from '../lib/recent.ts'
import type { Survey } from './contract-survey.ts'
import type { KeptSurveys } from './contract-survey-schemas.ts'

const ROOM = 8 * 1024 * 1024

/**
 * Counts are those of the register as it stands: they are kept until it, or the day, changes, which is asked each time, once
 * for all who come at the same moment. Which page of a list is asked for does not matter.
 */
export function keepSurveys({ presentVersion }: Pick<Deps, 'presentVersion'>): KeptSurveys {
  const kept = keepRecent<{ countedFor: string; survey: Promise<Survey> }>(ROOM)
  return async ({ cursor: _, limit: __, ...filters }, today, count) => {
    const key = JSON.stringify(Object.entries(filters).sort())
    const countedFor = `${today} ${await presentVersion()}`
    const held = kept.get(key)
    if (held?.countedFor === countedFor) return held.survey
    const survey = count()
    kept.set(key, { countedFor, survey }, key.length)
    try {
      const counted = await survey
      kept.set(key, { countedFor, survey }, key.length + JSON.stringify(counted).length)
      return counted
    } catch (error) {
      kept.delete(key)
      throw error
    }
  }
}
