// What is the address of each page?

type Query = Record<string, string | readonly string[] | undefined>

export const paths = {
  home: '/',
  contracts: '/contracts',
  contractsFile: (form: string) => `/contracts.${form}`,
  contract: (id: string) => `/contracts/${id}`,
  suppliers: '/suppliers',
  supplier: (slug: string) => `/suppliers/${slug}`,
  supplierPairs: '/suppliers/pairs',
  judgePairs: '/suppliers/pairs/judge',
  undoJudgement: (act: string) => `/suppliers/judgements/${act}/undo`,
  reconcile: '/reconcile',
  opportunities: '/opportunities',
  opportunity: (id: string) => `/opportunities/${id}`,
  opportunitiesTimeline: '/opportunities/timeline',
  opportunitiesCalendar: '/opportunities/calendar',
  opportunitiesCsv: '/opportunities.csv',
  opportunitiesJson: '/opportunities.json',
  guide: '/guide',
  technologies: '/technologies',
  technology: (slug: string) => `/technologies/${slug}`,
  returns: '/returns',
  newReturn: '/returns/new',
  prefilledCsv: '/returns/prefilled.csv',
  prefilledWorkbook: '/returns/prefilled.xlsx',
  return: (id: string) => `/returns/${id}`,
  returnEvents: (id: string) => `/returns/${id}/events`,
  returnMapping: (id: string) => `/returns/${id}/mapping`,
  returnKind: (id: string) => `/returns/${id}/kind`,
  returnIssues: (id: string) => `/returns/${id}/issues`,
  returnCorrections: (id: string) => `/returns/${id}/corrections`,
  undoCorrection: (id: string) => `/returns/${id}/corrections/undo`,
  publishingSetting: '/returns/publishing',
  publishReturn: (id: string) => `/returns/${id}/publish`,
  returnChanges: (id: string) => `/returns/${id}/changes`,
  returnQuality: (id: string) => `/returns/${id}/quality`,
  authorityQuality: (slug: string) => `/authorities/${slug}/quality`,
  correctedCsv: (id: string) => `/returns/${id}/corrected.csv`,
  issuesCsv: (id: string) => `/returns/${id}/issues.csv`,
  answerMissing: (id: string) => `/returns/${id}/changes/answer`,
  withdrawReturn: (id: string) => `/returns/${id}/withdraw`,
  signIn: '/sign-in',
  signInLink: '/sign-in/link',
  useLink: (token: string) => `/sign-in/link/${token}`,
  secondFactor: '/sign-in/second-factor',
  signInWith: (provider: string) => `/sign-in/with/${provider}`,
  signOut: '/sign-out',
  account: '/account',
  password: '/account/password',
  ownSecondFactor: '/account/second-factor',
  keys: '/keys',
  revokeKey: (id: string) => `/keys/${id}/revoke`,
  users: '/admin/users',
  user: (id: string) => `/admin/users/${id}`,
  mails: '/admin/mails',
  admin: '/admin',
  audit: '/admin/audit',
  authorityAudit: (slug: string) => `/authorities/${slug}/audit`,
  corrections: '/corrections',
  about: '/about',
  accessibility: '/accessibility',
  apiHelp: '/api',
  apiBrowser: '/api/docs',
  openApi: '/api/v1/openapi.json',
  dataDictionary: '/data-dictionary',
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
