// What comes next for a return, and whose move is it?

export type NextStepCode =
  /** A program works on it. */
  | 'wait'
  /** Headings whose meaning must be said first. */
  | 'answer_mapping'
  /** Rows with errors will be left out unless they are corrected. */
  | 'correct_or_publish'
  | 'publish'
  /** Nothing can be done with this file. */
  | 'send_again'
  | 'none'

export interface NextStep {
  code: NextStepCode
  sentence: string
}

/** What of a return decides on its next step. */
export interface StepFacts {
  state: string
  publish_when_read: boolean
  must_confirm: number
  counts: { bad: number } | null
}

/** `canAnswer`: a refusal can be lifted by saying what the headings mean. */
export function nextStep(facts: StepFacts, canAnswer: boolean): NextStep {
  switch (facts.state) {
    case 'received':
    case 'reading':
    case 'publishing':
      return { code: 'wait', sentence: 'Ask again in a few seconds.' }
    case 'read':
      return nextOfRead(facts)
    case 'refused':
      return canAnswer
        ? { code: 'answer_mapping', sentence: 'Say what the headings mean, or send a corrected file.' }
        : { code: 'send_again', sentence: 'Correct the file and send it again.' }
    case 'failed':
      return { code: 'send_again', sentence: 'Send the file again, or wait for us.' }
    default:
      return { code: 'none', sentence: 'Nothing needs doing.' }
  }
}

function nextOfRead({ publish_when_read, must_confirm, counts }: StepFacts): NextStep {
  if (publish_when_read) return { code: 'wait', sentence: 'It is about to be published.' }
  if (must_confirm > 0)
    return {
      code: 'answer_mapping',
      sentence: 'An officer must say what some headings mean before it can be published.',
    }
  const bad = counts?.bad ?? 0
  return bad > 0
    ? {
        code: 'correct_or_publish',
        sentence: `${bad} rows have errors and will be left out. Correct them, or publish the others.`,
      }
    : { code: 'publish', sentence: 'It can be published.' }
}
