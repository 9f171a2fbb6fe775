// What does the company register say of two spellings, whatever the rules make of the words?
import type { PairDecision } from './match-decision.ts'
import type { Spelling } from './spelling.ts'

const REGISTER_BITS = 20

/** True if the register gives both names to one company. */
export function isOneByRegister(one: Spelling, other: Spelling): boolean {
  return one.registerNumber !== null && one.registerNumber === other.registerNumber
}

/** Two names that the register gives to one company are that company's, however they differ; else the decision as it was. */
export function decisionByRegister(one: Spelling, other: Spelling, decision: PairDecision): PairDecision {
  if (!isOneByRegister(one, other) || one.registerNumber === null) return decision
  if (decision.decision === 'merge') return decision
  return {
    ...decision,
    decision: 'merge',
    rule: 'same_number',
    score: Math.max(decision.score, REGISTER_BITS),
    bars: [],
    explanation: `The ${one.registerNumber.startsWith('GB-') ? 'charity register gives both names to charity' : 'company register gives both names to company'} ${one.registerNumber}.`,
  }
}
