// Under which secret links does somebody come back to what they saved?
import { keptSecret } from '../accounts/auth-store-queries.ts'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { idInToken, isToken, type TokenKind, webhookSecret, writeToken } from './link-tokens.ts'
import { findSearch, type SavedSearch } from './saved-search-queries.ts'
import { findSubscriber, type Subscriber } from './subscriber-queries.ts'

export interface AlertLinks {
  /** Address of the service, without a slash at the end. */
  readonly site: string
  manage(of: { subscriber_id: string; link_generation: number }): string
  unsubscribe(search: SavedSearch): string
  /** The token of feed and calendar. */
  feedToken(search: SavedSearch): string
  webhookSecret(search: SavedSearch): string
}

/** Made with a secret of its own, so that links in old mail outlive a change of the session secret. */
export async function alertLinks(deps: Pick<Deps, 'config' | 'db'>): Promise<AlertLinks> {
  const secret = await alertSecret(deps)
  const site = publicUrl(deps.config)
  return {
    site,
    manage: ({ subscriber_id, link_generation }) =>
      `${site}/alerts/manage/${writeToken(secret, 'manage', subscriber_id, link_generation)}`,
    unsubscribe: ({ id }) => `${site}/alerts/unsubscribe?t=${writeToken(secret, 'unsubscribe', id, 1)}`,
    feedToken: ({ id, feed_generation }) => writeToken(secret, 'feed', id, feed_generation),
    webhookSecret: ({ id, webhook_generation }) => webhookSecret(secret, id, webhook_generation),
  }
}

/** Whose link it is; null for a link that is not ours, was ended, or whose address is gone. */
export async function subscriberOfLink(
  deps: Pick<Deps, 'config' | 'db'>,
  token: string,
): Promise<Subscriber | null> {
  const id = idInToken(token)
  const found = id === null ? null : await findSubscriber(deps.db, id)
  if (found === null) return null
  const secret = await alertSecret(deps)
  return isToken(secret, token, 'manage', found.id, found.link_generation) ? found : null
}

/** The search that a feed or unsubscribe token is for; null as above. */
export async function searchOfLink(
  deps: Pick<Deps, 'config' | 'db'>,
  kind: Exclude<TokenKind, 'manage'>,
  token: string,
): Promise<SavedSearch | null> {
  const id = idInToken(token)
  const found = id === null ? null : await findSearch(deps.db, id)
  if (found === null) return null
  const generation = kind === 'feed' ? found.feed_generation : 1
  return isToken(await alertSecret(deps), token, kind, found.id, generation) ? found : null
}

const alertSecret = (deps: Pick<Deps, 'db'>) => keptSecret(deps.db, 'alerts')
