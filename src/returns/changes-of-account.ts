// What may this account see of a return's changes, and say of the contracts it leaves out?
import { type Account, actorOf } from '../accounts/account.ts'
import { can } from '../accounts/permissions.ts'
import { behindWalls, withAccount } from '../accounts/with-account.ts'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { compareReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { type AnswerOutcome, answerMissing, type MissingAnswer } from './answer-missing.ts'
import { countChanges, listChanges } from './change-queries.ts'
import type { ChangeCounts, ReturnChange } from './change-schemas.ts'
import { type Comparison, ensureCompared } from './compare-return.ts'
import type { ReturnDetail } from './return-schemas.ts'
import { returnOf } from './returns-of-account.ts'

type ChangeDeps = Pick<Deps, 'db' | 'config'>

export interface ChangesPage {
  detail: ReturnDetail
  comparison: Comparison
  counts: ChangeCounts
  changes: ReturnChange[]
  /** Position after which the next page begins; null on the last. */
  nextAfter: number | null
}

export interface ChangesWanted {
  kind?: ReturnChange['kind'] | undefined
  after?: number | undefined
  limit: number
}

/** One page of the changes, compared anew where they no longer held. @throws AppError `not_found` as `returnOf`. */
export async function changesOf(
  deps: ChangeDeps,
  account: Account,
  id: string,
  choose: (counts: ChangeCounts) => ChangesWanted,
): Promise<ChangesPage> {
  const detail = await returnOf(deps, account, id)
  const comparison = await ensureCompared(deps, id)
  if (comparison === 'waiting') await enqueue(deps.db, compareReturnJob, { returnId: id })
  return withAccount(deps.db, account, async (tx) => {
    const counts = await countChanges(tx, id)
    const { kind, after, limit } = choose(counts)
    const found = await listChanges(tx, id, {
      ...(kind === undefined ? {} : { kind }),
      ...(after === undefined ? {} : { after }),
      limit: limit + 1,
    })
    const changes = found.slice(0, limit)
    const nextAfter = found.length > limit ? (changes.at(-1)?.position ?? null) : null
    return { detail, comparison, counts, changes, nextAfter }
  })
}

/** @throws AppError `not_found` for a foreign return, `forbidden` without the right to edit. */
export async function answerFor(
  deps: ChangeDeps,
  account: Account,
  id: string,
  given: MissingAnswer,
): Promise<AnswerOutcome> {
  const { authority } = await returnOf(deps, account, id)
  const found = await findAuthority(deps.db, authority.slug)
  if (found === null) throw new AppError('not_found')
  if (!can(account, 'contracts:edit', { authorityId: found.id })) throw new AppError('forbidden')
  return answerMissing({ db: behindWalls(deps.db, account) }, id, given, actorOf(account))
}
