// By which names may a return speak of an authority?

export interface AuthorityNames {
  slug: string
  names: string[]
}

interface Named {
  slug: string
  name: string
  officialName: string
  aliases: string[]
}

/** Every spelling known, the short name first. */
export function namesOf(authority: Named): AuthorityNames {
  return { slug: authority.slug, names: [authority.name, authority.officialName, ...authority.aliases] }
}
