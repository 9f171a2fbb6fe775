// What can the public ask of a register, looking for certain words?

/** Addresses of every kind of answer: search, order, facets, totals, files, feeds, open data, reconciliation and errors. */
export function publicAddresses(words: readonly string[]): string[] {
  const queries = queriesFor(words)
  return [
    '/',
    ...queries.flatMap((query) => [`/contracts?${query}`, `/api/v1/contracts?${query}`]),
    ...['technologies', 'deployments'].flatMap((list) => [`/api/v1/${list}`, `/api/v1/${list}?q=Zephyrine`]),
    '/technologies',
    '/technologies?q=Zephyrine',
    '/technologies/ledgerline',
    '/api/v1/technologies/ledgerline',
    '/authorities/camden/quality',
    '/api/v1/authorities/camden/quality',
    ...words.flatMap((word) =>
      ['/suppliers', '/api/v1/suppliers', '/opportunities', '/api/v1/opportunities'].map(
        (list) => `${list}?q=${encodeURIComponent(word)}`,
      ),
    ),
    '/suppliers',
    '/suppliers/brindle-software-ltd',
    '/suppliers/zephyrine-lantorel-ltd',
    '/suppliers/supplier-withheld',
    '/api/v1/suppliers',
    ...['/contracts', '/opportunities'].flatMap((list) =>
      ['.csv', '.json', '.jsonl'].map((kind) => `${list}${kind}`),
    ),
    '/opportunities',
    '/opportunities/timeline',
    '/api/v1/opportunities',
    '/market',
    ...['', '.csv', '.json', '/over-time', '/over-time.csv', '/over-time.json'].map(
      (form) => `/market/concentration${form}`,
    ),
    '/market/concentration?by=group',
    ...['', '.csv', '.json'].map((form) => `/technologies/ledgerline/peers${form}`),
    '/api/v1/technologies/ledgerline/peers',
    '/service-areas/finance/peers',
    ...['', '.csv', '.json'].map(
      (form) => `/suppliers/compare${form}?supplier=brindle-software-ltd&supplier=supplier-withheld`,
    ),
    '/suppliers/compare?supplier=brindle-software-ltd&q=Zephyrine',
    '/api/v1/market/suppliers?supplier=brindle-software-ltd&supplier=zephyrine-lantorel-ltd',
    '/api/v1/market/concentration',
    '/api/v1/contracts.jsonl',
    '/api/v1/contracts?facets=include',
    '/opportunities/calendar?month=2027-06',
    '/api/v1/ocds/releases',
    '/api/v1/ocds/records?authority=camden',
    '/api/v1/authorities/camden/transparency-code.csv',
    ...['Zephyrine', 'Umberfell', 'Quillmarsh Ferrow'].flatMap((word) => [
      `/reconcile/suggest/entity?prefix=${encodeURIComponent(word)}`,
      `/reconcile?queries=${encodeURIComponent(JSON.stringify({ q0: { query: word } }))}`,
      `/contracts.csv?q=${encodeURIComponent(word)}`,
    ]),
    '/corrections',
    '/api/v1/corrections',
    '/contracts/00000000-0000-4000-8000-000000000000',
    '/api/v1/contracts/00000000-0000-4000-8000-000000000000',
  ]
}

function queriesFor(words: readonly string[]): string[] {
  return [
    '',
    ...words.map((word) => `q=${encodeURIComponent(word)}`),
    'q=Quilmarsh',
    'q=Zephyrin',
    'q=withheld',
    'q=01234567',
    'authority=camden',
    'limit=2',
    'current_end_from=2027-05-01&current_end_to=2027-05-31&end_not_stated=exclude',
    'current_end_from=2027-06-01&current_end_to=2027-06-30',
    'cursor=nonsense',
    'unknown=filter',
  ]
}
