// Who asks?
import type { FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `signed_out`, which the permission of the route has ruled out before. */
export function accountOf({ account }: FastifyRequest): Account {
  if (account === null) throw new AppError('signed_out')
  return account
}
