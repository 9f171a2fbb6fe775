// Under which address is a search of upcoming tenders shown?

/** Path and query of the list; what goes without saying is left out. */
export function searchPath(filters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters))
    if (name !== 'limit' && name !== 'cursor' && value !== 'include')
      for (const one of [value ?? []].flat()) query.append(name, String(one))
  const text = query.toString()
  return text === '' ? '/opportunities' : `/opportunities?${text}`
}
