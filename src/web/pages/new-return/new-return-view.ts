// What does the page for handing in a return show?
import type { Account } from '../../../accounts/account.ts'
import { paths, withQuery } from '../../paths.ts'

export interface NewReturnFacts {
  account: Account
  authorities: { slug: string; name: string }[]
  csrfToken: string
  maxBytes: number
  /** Slug chosen before, when the form comes back with an error. */
  chosen: string
  error: { field: 'file' | 'authority'; message: string } | null
}

/** An officer hands in for their own authority; an administrator says for which. */
export function newReturnView(facts: NewReturnFacts) {
  const { account, authorities, error, chosen } = facts
  const own = authorities.find(({ slug }) => slug === account.authoritySlug)
  return {
    title: error ? 'Error: Hand in a return' : 'Hand in a return',
    section: 'returns' as const,
    sampleNotice: '',
    action: withQuery(paths.returns, { _csrf: facts.csrfToken }),
    errors: error ? [{ href: `#${error.field}`, message: error.message }] : [],
    fileError: error?.field === 'file' ? error.message : '',
    authorityError: error?.field === 'authority' ? error.message : '',
    own: own ?? false,
    authorities: authorities.map(({ slug, name }) => ({ slug, name, isChosen: slug === chosen })),
    maxMegabytes: Math.floor(facts.maxBytes / 1024 / 1024),
  }
}
