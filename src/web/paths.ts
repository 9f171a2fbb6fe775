// What is the address of each page?

type Query = Record<string, string | readonly string[] | undefined>

export const paths = {
  home: '/',
  contracts: '/contracts',
  contract: (id: string) => `/contracts/${id}`,
  returns: '/returns',
  newReturn: '/returns/new',
  return: (id: string) => `/returns/${id}`,
  returnEvents: (id: string) => `/returns/${id}/events`,
  publishReturn: (id: string) => `/returns/${id}/publish`,
  withdrawReturn: (id: string) => `/returns/${id}/withdraw`,
  signIn: '/sign-in',
  account: '/account',
  about: '/about',
  accessibility: '/accessibility',
  apiHelp: '/api',
  apiBrowser: '/api/docs',
  openApi: '/api/v1/openapi.json',
  asset: (name: string) => `/assets/${name}`,
} as const

/** The address with what is asked of it; what is undefined or empty is left out. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) if (one) search.append(name, one)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
