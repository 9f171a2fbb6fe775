// Does a cell name the authority whose return this is, or another?
import { foldText } from '../../lib/text.ts'
import type { AuthorityNames } from '../read-types.ts'

export type NamedAuthority = 'own' | 'unknown' | { slug: string }

const GENERIC =
  /\b(the|london|borough|royal|of|council|corporation|lb|rb|city|metropolitan|county|mayor|burgesses|commonalty|citizens|authority|local|mbc|and)\b/g

/** Finds authorities by any of their names; `London Borough of X`, `LB X`, `X Council` all count as X. */
export function authorityFinder(own: AuthorityNames | undefined, others: readonly AuthorityNames[]) {
  const known = new Map<string, string>()
  for (const authority of [...others, ...(own ? [own] : [])]) {
    for (const name of [authority.slug.replaceAll('-', ' '), ...authority.names]) {
      for (const key of [plainKey(name), bareKey(name)]) if (key !== '') known.set(key, authority.slug)
    }
  }
  const seen = new Map<string, NamedAuthority>()

  function find(text: string): NamedAuthority {
    const slug = known.get(plainKey(text)) ?? known.get(bareKey(text))
    if (slug === undefined) return 'unknown'
    return slug === own?.slug ? 'own' : { slug }
  }

  /** The authority a whole cell names. */
  function ofCell(text: string): NamedAuthority {
    const cached = seen.get(text)
    if (cached !== undefined) return cached
    const found = find(text)
    if (seen.size < 1000 && text.length < 200) seen.set(text, found)
    return found
  }

  /** The other authority that a line of free text names, when it does not name the own one. */
  function otherInText(text: string): string | null {
    const folded = ` ${plainKey(text)} `
    let other: string | null = null
    for (const [key, slug] of known) {
      if (key.length < 4 || !folded.includes(` ${key} `)) continue
      if (slug === own?.slug) return null
      other = slug
    }
    return other
  }

  return { ofCell, otherInText }
}

function plainKey(name: string): string {
  return foldText(name)
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Without the words that every council's name may carry. "City of London" has only such words and keeps them. */
function bareKey(name: string): string {
  return plainKey(name).replace(GENERIC, ' ').replace(/ +/g, ' ').trim()
}
