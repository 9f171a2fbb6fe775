// How will the next contract likely be bought, and is it one for a small supplier?
import type { ContractFacts } from './contract-facts.ts'
import type { NextProcurement } from './linked-notices.ts'
import type { PlanBand } from './rule-book.ts'
import type { Answer } from './thresholds.ts'

/** `onlyThroughFramework` names the framework a supplier must be on, where the contract was called off one. */
export type RouteAndFit = {
  likelyRoute:
    | 'open competition'
    | 'quotes'
    | 'framework call-off'
    | 'direct award'
    | 'dynamic market'
    | 'not known'
  onlyThroughFramework: string | null
  /** Below the threshold: it may be reserved for SMEs, VCSEs or suppliers of the area (SI 2026/94). */
  mayBeReserved: Answer
  smeFit: 'good' | 'possible' | 'hard' | 'not known'
}

/** Assumes that a contract is bought again as it was bought, until a notice says otherwise. */
export function routeAndFit(
  { route, frameworkReference }: ContractFacts,
  band: PlanBand,
  aboveThreshold: Answer,
  next: NextProcurement,
): RouteAndFit {
  const likelyRoute = routeOf(route, frameworkReference, band, aboveThreshold, next)
  const framework =
    likelyRoute === 'framework call-off' ? (frameworkReference ?? 'a framework not named') : null
  const mayBeReserved = aboveThreshold === 'unknown' ? 'unknown' : aboveThreshold === 'no' ? 'yes' : 'no'
  return { likelyRoute, onlyThroughFramework: framework, mayBeReserved, smeFit: fitOf(band, aboveThreshold) }
}

function routeOf(
  route: string | null,
  framework: string | null,
  band: PlanBand,
  aboveThreshold: Answer,
  next: NextProcurement,
): RouteAndFit['likelyRoute'] {
  if (next.directAward) return 'direct award'
  if (next.linked.has('UK4')) return 'open competition'
  const words = route ?? ''
  if (framework !== null || /framework|call[ _-]?off/i.test(words)) return 'framework call-off'
  if (/direct/i.test(words)) return 'direct award'
  if (/dynamic|dps/i.test(words)) return 'dynamic market'
  if (band === 'quotes') return 'quotes'
  return route === null && aboveThreshold === 'unknown' ? 'not known' : 'open competition'
}

function fitOf(band: PlanBand, aboveThreshold: Answer): RouteAndFit['smeFit'] {
  if (aboveThreshold === 'unknown') return 'not known'
  if (aboveThreshold === 'no') return 'good'
  return band === 'over £5m' ? 'hard' : 'possible'
}
