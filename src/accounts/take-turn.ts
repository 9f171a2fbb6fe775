// May a password be tried now, and who has to wait after wrong ones?
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { FORGET_AFTER, waitBeforeNextTry } from './sign-in-throttle.ts'
import { ANY_ACCOUNT, countFailure, findFailures, forgetFailures, lockAddress } from './throttle-queries.ts'

type TurnDeps = Pick<Deps, 'db' | 'clock'>

/**
 * Milliseconds to wait before the next try; nought lets this one through and counts it as wrong until it turns out right.
 * One try of an address at a time comes here, so many at once are no way round the wait.
 */
export function takeTurn(deps: TurnDeps, address: string, email: string): Promise<number> {
  return deps.db.transaction(async (tx) => {
    await lockAddress(tx, address)
    const now = deps.clock()
    const pair = await findFailures(tx, address, email)
    const all = await findFailures(tx, address, ANY_ACCOUNT)
    const wait = Math.max(waitBeforeNextTry('pair', pair, now), waitBeforeNextTry('address', all, now))
    if (wait > 0) return wait
    const forgetBefore = new Date(now - FORGET_AFTER)
    await countFailure(tx, address, email, new Date(now), forgetBefore)
    await countFailure(tx, address, ANY_ACCOUNT, new Date(now), forgetBefore)
    return 0
  })
}

const OWN = 'own password'
const ofPerson = (userId: string) => `person:${userId}`

/**
 * To be asked before the password of somebody who is signed in is looked at: whoever sits at a session that is not theirs must
 * not guess it there. @throws AppError `too_many_requests` for who has to wait.
 */
export async function takeOwnTurn(deps: TurnDeps, userId: string): Promise<void> {
  const wait = Math.ceil((await takeTurn(deps, ofPerson(userId), OWN)) / 1000)
  if (wait > 0)
    throw new AppError('too_many_requests', `Too many wrong passwords. Wait ${wait} seconds and try again.`)
}

/** The password was right. */
export async function forgiveOwn(deps: TurnDeps, userId: string): Promise<void> {
  await forgetFailures(deps.db, ofPerson(userId), OWN)
  await forgetFailures(deps.db, ofPerson(userId), ANY_ACCOUNT)
}
