// What may this account say of a return in review: of its headings and of its cells?
import { type Account, actorOf } from '../accounts/account.ts'
import { behindWalls, withAccount } from '../accounts/with-account.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type AnswerOutcome, answerMapping, type SaidOfHeadings } from './answer-mapping.ts'
import { type CorrectionOutcome, correctReturn, undoCorrections } from './correct-cells.ts'
import { countCorrections, listCorrections, type WantedCells } from './correction-queries.ts'
import { describeMapping } from './describe-mapping.ts'
import { lastHeadings, latestProfiles } from './mapping-profile-queries.ts'
import { isInReview } from './read-again.ts'
import { findMapping } from './return-mapping-queries.ts'
import { requireReturn, returnOf } from './returns-of-account.ts'
import type { CorrectionRequest, ReturnCorrection, ReturnMapping } from './review-schemas.ts'

type ReviewDeps = Pick<Deps, 'db' | 'config'>

/** Every column of the return and what must be asked; `canAnswer`: an answer would be taken now. */
export async function mappingOf(
  deps: ReviewDeps,
  account: Account,
  id: string,
): Promise<{ mapping: ReturnMapping; canAnswer: boolean }> {
  await returnOf(deps, account, id)
  return withAccount(deps.db, account, async (tx) => {
    const stored = await findMapping(tx, id)
    if (stored === null) throw new AppError('not_found')
    const { authorityId, kind, statedKind, mapping, state, refusalCode: code } = stored
    const [profiles, last] = await Promise.all([
      latestProfiles(tx, authorityId),
      lastHeadings(tx, authorityId),
    ])
    const facts = { kind, statedKind, mapping, profile: profiles[kind], last: last[kind] }
    return { mapping: describeMapping(facts), canAnswer: isInReview({ state, mapping, code }) }
  })
}

export async function answerFor(
  deps: ReviewDeps,
  account: Account,
  id: string,
  said: SaidOfHeadings,
): Promise<AnswerOutcome> {
  await requireReturn(deps, account, 'mappings:edit', id)
  return answerMapping({ db: behindWalls(deps.db, account) }, id, said, actorOf(account))
}

export async function correctFor(
  deps: ReviewDeps,
  account: Account,
  id: string,
  asked: CorrectionRequest,
): Promise<CorrectionOutcome> {
  await requireReturn(deps, account, 'returns:submit', id)
  return correctReturn({ db: behindWalls(deps.db, account) }, id, wantedCells(asked), actorOf(account))
}

export async function undoFor(
  deps: ReviewDeps,
  account: Account,
  id: string,
  correction: number | 'all',
): Promise<CorrectionOutcome> {
  await requireReturn(deps, account, 'returns:submit', id)
  return undoCorrections({ db: behindWalls(deps.db, account) }, id, correction, actorOf(account))
}

/** Corrections that hold, the latest first, and how many there are in all. */
export async function correctionsOf(
  deps: ReviewDeps,
  account: Account,
  id: string,
  page: { limit: number; beforeId?: number },
): Promise<{ total: number; corrections: ReturnCorrection[] }> {
  await returnOf(deps, account, id)
  return withAccount(deps.db, account, async (tx) => ({
    total: await countCorrections(tx, id),
    corrections: await listCorrections(tx, id, page.limit, page.beforeId),
  }))
}

function wantedCells(asked: CorrectionRequest): WantedCells {
  if ('issue' in asked) return { issueId: asked.issue }
  if ('code' in asked) {
    const { code, column, typed } = asked
    return { code, column, ...(typed === undefined ? {} : { typed }) }
  }
  const { data_row: dataRow, column, value: to, also_alike: alsoAlike = false } = asked
  return { dataRow, column, to, alsoAlike }
}
