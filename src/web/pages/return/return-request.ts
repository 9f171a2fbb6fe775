// Which return is asked for, and by whom?
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Account } from '../../../accounts/account.ts'
import { AppError } from '../../../errors.ts'

export const returnParams = z.object({ id: z.uuid() })

export type ReturnParams = z.infer<typeof returnParams>

/** Shows the page of the return, with what is wrong with the reason given for withdrawing it. */
export type ShowReturn = (
  request: FastifyRequest,
  reply: FastifyReply,
  reasonError: string,
) => Promise<FastifyReply>

/** @throws AppError `signed_out`, which the permission of the route has ruled out before. */
export function accountOf({ account }: FastifyRequest): Account {
  if (account === null) throw new AppError('signed_out')
  return account
}
