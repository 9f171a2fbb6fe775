// What does the command answer for contracts given as plain objects?
import { deriveFromJson, keptRuleBook } from '../../src/opportunities/derive-command.ts'
import type { OpportunityJson } from '../../src/opportunities/derive-output-schemas.ts'

export const book = keptRuleBook()

/** The one opportunity of one contract on a day; throws what was refused. */
export function derive(contract: Record<string, unknown>, on = '2026-11-21'): OpportunityJson {
  const derived = deriveFromJson(JSON.stringify([contract]), on, book)
  if ('refused' in derived) throw new Error(derived.refused.join('; '))
  const [opportunity] = derived.opportunities
  if (!opportunity) throw new Error('no opportunity')
  return opportunity
}

/** Every place that was refused. */
export function refusals(contracts: unknown, on = '2026-11-21'): string[] {
  const derived = deriveFromJson(JSON.stringify(contracts), on, book)
  return 'refused' in derived ? derived.refused : []
}
