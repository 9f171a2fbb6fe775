// May returns of an authority be published without anybody looking, when nothing is wrong with them?
import { type Account, actorOf } from '../accounts/account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import { findAuthority, setPublishAtOnce } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { require } from './returns-of-account.ts'

export interface PublishingSetting {
  authority: { slug: string; name: string }
  publish_at_once: boolean
}

/** `slug` undefined: the account's own authority. @throws AppError `not_found`, also for an authority that is not theirs. */
async function ownAuthority(deps: Pick<Deps, 'db'>, account: Account, slug: string | undefined) {
  const wanted = slug ?? account.authoritySlug
  const authority = wanted === null ? null : await findAuthority(deps.db, wanted)
  const isTheirs = account.role === 'admin' || authority?.id === account.authorityId
  if (authority === null || !isTheirs) throw new AppError('not_found', 'There is no such authority.')
  return authority
}

export async function publishingSetting(
  deps: Pick<Deps, 'db'>,
  account: Account,
  slug?: string,
): Promise<PublishingSetting> {
  const { slug: own, name, publishAtOnce } = await ownAuthority(deps, account, slug)
  return { authority: { slug: own, name }, publish_at_once: publishAtOnce }
}

/** Takes effect with the next return that is read. @throws AppError `forbidden` without the permission to publish. */
export async function changePublishingSetting(
  deps: Pick<Deps, 'db'>,
  account: Account,
  publishAtOnce: boolean,
  slug?: string,
): Promise<PublishingSetting> {
  const authority = await ownAuthority(deps, account, slug)
  require(account, 'returns:publish', authority.id)
  await deps.db.transaction(async (tx) => {
    await setPublishAtOnce(tx, authority.id, publishAtOnce)
    await appendAudit(tx, {
      actor: actorOf(account),
      action: 'authority.publish_at_once',
      authorityId: authority.id,
      subjectKind: 'authority',
      subjectId: authority.slug,
      before: { publish_at_once: authority.publishAtOnce },
      after: { publish_at_once: publishAtOnce },
    })
  })
  return { authority: { slug: authority.slug, name: authority.name }, publish_at_once: publishAtOnce }
}
