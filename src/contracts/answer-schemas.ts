// What may an authority say of a contract that its return left out?
import { z } from 'zod'

export const answerWord = z.enum(['ended', 'still_running', 'forgotten'])

export type AnswerWord = z.infer<typeof answerWord>

export const contractAnswer = z.object({
  answer: answerWord,
  ended_on: z.iso.date().nullable().meta({ description: 'The day it ended; only with `ended`' }),
  answered_at: z.iso.datetime(),
})

export type ContractAnswer = z.infer<typeof contractAnswer>
