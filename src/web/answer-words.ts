// What an authority said of a contract that its return left out, in words?
import type { ContractAnswer } from '../contracts/answer-schemas.ts'
import { formatDay } from './filters.ts'

/** Without the one who said it: `Ended on 31 March 2026`. */
export function answerWords({ answer, ended_on }: ContractAnswer): string {
  if (answer === 'ended') return ended_on === null ? 'Ended' : `Ended on ${formatDay(ended_on)}`
  return answer === 'still_running' ? 'Still runs' : 'Left out by mistake'
}

/** As part of a sentence: `Camden said … that it ended on 31 March 2026`. */
export function answerClause(answer: ContractAnswer): string {
  const words = {
    ended: answer.ended_on === null ? 'that it ended' : `that it ended on ${formatDay(answer.ended_on)}`,
    still_running: 'that it still runs',
    forgotten: 'that its return left it out by mistake',
  }
  return words[answer.answer]
}
