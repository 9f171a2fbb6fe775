// Which return is asked for, and whose returns may this request see?
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'

export const returnParams = z.object({ id: z.uuid() })

export type ReturnParams = z.infer<typeof returnParams>

/** Shows the page of the return, with what is wrong with the reason given for withdrawing it. */
export type ShowReturn = (
  request: FastifyRequest,
  reply: FastifyReply,
  reasonError: string,
) => Promise<FastifyReply>

/** The id of the officer's own authority; null for an administrator, who sees every authority's. */
export function scopeOf({ account }: FastifyRequest): number | null {
  if (account === null) throw new AppError('signed_out')
  if (account.role === 'admin') return null
  if (account.authorityId === null) throw new AppError('forbidden')
  return account.authorityId
}
