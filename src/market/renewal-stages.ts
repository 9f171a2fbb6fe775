// How far can an authority have come with what follows a contract?

/** In the order in which they are passed. */
export const RENEWAL_STAGES = [
  'not started',
  'reviewing',
  'engaging',
  'tendering',
  'evaluating',
  'decided',
  'finished',
] as const

export type RenewalStage = (typeof RENEWAL_STAGES)[number]
