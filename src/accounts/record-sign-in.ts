// What is on record of a sign-in?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { findUser } from './user-queries.ts'

/** A session that still waits for its second factor is on record as the first half of a sign-in. */
export async function recordSignIn(
  deps: Pick<Deps, 'db'>,
  session: { userId: string } & Record<string, unknown>,
): Promise<void> {
  const user = await findUser(deps.db, session.userId)
  const secondFactor = session.secondFactor === true
  const isWhole = secondFactor || user?.twoFactorEnabled !== true
  await appendAudit(deps.db, {
    actor: `person:${session.userId}`,
    action: isWhole ? 'sign-in.succeeded' : 'sign-in.first-factor',
    authorityId: user?.authorityId ?? null,
    subjectKind: 'user',
    subjectId: session.userId,
    after: { method: session.method ?? null, secondFactor },
  })
}
